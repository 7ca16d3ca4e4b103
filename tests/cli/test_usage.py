"""What a command cannot do as it was asked is told in the language of the run, whoever chose it.

Modules: `cli.failures`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    Capture = pytest.CaptureFixture[str]

MISUSE = {
    "no path": (("check",), "không có gì để kiểm tra: nêu tệp hoặc thư mục", "nothing to check: name files or folders"),
    "an unknown argument": (
        ("check", "r.yaml", "--allow-emty"),
        "`qd85 check` không có đối số `--allow-emty` (có phải là `--allow-empty`?)",
        "unknown argument `--allow-emty` of `qd85 check` (did you mean `--allow-empty`?)",
    ),
    "an unknown pack": (
        ("check", "r.yaml", "--pack", "natoinal"),
        "không có gói `natoinal` (có phải là `national`?)",
        "no pack `natoinal` (did you mean `national`?)",
    ),
    "an unknown parameter": (
        ("check", "r.yaml", "--param", "quiet_dayz=3"),
        "không có tham số `quiet_dayz` (có phải là `quiet_days`?)",
        "unknown parameter `quiet_dayz` (did you mean `quiet_days`?)",
    ),
    "a parameter without a value": (("check", "r.yaml", "--param", "quiet_days"), "TÊN=GIÁ_TRỊ", "NAME=VALUE"),
    "an output that is an input": (
        ("check", "r.yaml", *AS_OF, "--output-file", "r.yaml"),
        "`r.yaml` là tệp mà lần chạy này đọc; không ghi gì cả",
        "`r.yaml` is a file that this run reads; nothing was written",
    ),
    "two reports on standard output": (
        ("check", "r.yaml", "--output-format", "json", "--output-format", "text"),
        "chỉ một báo cáo ra được đầu ra chuẩn",
        "only one report can go to standard output",
    ),
    "a baseline that is there already": (
        ("baseline", "create", "r.yaml", "--baseline", "r.yaml"),
        "`r.yaml` đã có; `qd85 baseline update` cập nhật tệp ấy",
        "`r.yaml` exists already; `qd85 baseline update` brings it up to date",
    ),
    "no baseline": (("baseline", "create", "r.yaml"), "nêu tệp: `--baseline TỆP`", "say which file: `--baseline FILE`"),
    "a missing baseline": (
        ("check", "r.yaml", "--baseline", "b.json"),
        "dữ liệu vào có 1 lỗi; không kiểm tra gì cả",
        "1 problem in the input; nothing was checked",
    ),
    "a record over something else": (
        ("check", "r.yaml", "--record", "notes.txt"),
        "`notes.txt` đã có và không phải biên bản",
        "`notes.txt` exists and is not a record",
    ),
    "a forecast of the past": (
        ("forecast", "r.yaml", "--until", "2020-01-01", *AS_OF),
        "ngày cuối của dự báo phải sau 2024-11-01",
        "the last day of a forecast must come after 2024-11-01",
    ),
    "nothing of that name": (
        ("explain", "notify_within_day"),
        "không có quy tắc, điều khoản, tham số, khái niệm hay dữ kiện `notify_within_day` (có phải là",
        "no rule, clause, parameter, concept or fact `notify_within_day` (did you mean",
    ),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(HEALTHY, "utf-8")
    Path("notes.txt").write_text("-", "utf-8")


@pytest.mark.parametrize(("arguments", "vi", "en"), MISUSE.values(), ids=MISUSE)
def test_misuse_is_told_in_the_language_that_is_asked_for(
    arguments: tuple[str, ...], vi: str, en: str, capsys: Capture
) -> None:
    told = {lang: run(capsys, *arguments, "--lang", lang) for lang in ("vi", "en")}

    assert {ran.code for ran in told.values()} == {2}
    assert vi in told["vi"].err
    assert en not in told["vi"].err
    assert en in told["en"].err


def test_the_settings_decide_on_the_language_of_mistakes_and_without_any_it_is_vietnamese(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    misuse = ("check", "r.yaml", "--pack", "natoinal")

    assert "không có gói" in run(capsys, *misuse).err
    Path("qd85rules.toml").write_text('lang = "en"\n', "utf-8")
    assert "no pack" in run(capsys, *misuse).err
    monkeypatch.setenv("QD85RULES_LANG", "vi")
    assert "không có gói" in run(capsys, *misuse).err
    assert "không có đối số" in run(capsys, "check", "--lnag", "en").err
    monkeypatch.setenv("QD85RULES_LANG", "en")
    assert "unknown argument" in run(capsys, "check", "--lnag", "en").err

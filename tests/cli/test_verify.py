"""`qd85 verify`: what can differ between a run and the same run later, and how it is said.

Modules: `cli.recording`, `evidence.record.differences`, `run.reproducing`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from qd85rules.cli import main
from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.engines import ENGINES
from tests.cli.running import Ran, run, spawn
from tests.evidence.record.samples import DAY, RECORD, RUN, change, reseal, write_samples
from tests.intake.test_digest import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable

ZEROS: Final = f"sha256:{'0' * 64}"
ROOT: Final = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_samples(tmp_path)
    return tmp_path


def record(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    ran = run(capsys, *(arguments or RUN), "--record", RECORD)
    assert Path(RECORD).exists(), ran.err
    return ran


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    return run(capsys, "verify", RECORD, *arguments, "--output-format", "json")


OPTIONS = {
    "a pack of the library": ("check", "more.csv", *DAY),
    "packs on one another": ("check", "more.csv", "--pack", "local/phu-ninh", "--pack", "pack", *DAY),
    "a parameter that is not set": ("check", "more.csv", "--pack", "local/cv-729-tu", *DAY),
    "everything": RUN,
    "a parameter that is a number": (*RUN, "--param", "close_within_days=3"),
    "a parameter that is a list": (*RUN, "--param", "ways=lend,sell"),
    "one engine": (*RUN, "--engine", "reference"),
    "what blank dates mean": (*RUN, "--blank-means", "never"),
    "another threshold": (*RUN, "--fail-on", "recommendation", "--allow-undetermined"),
    "an exit code of zero": (*RUN, "--exit-zero"),
    "a folder": ("check", "kept", "--pack", "pack", "--exclude", "[wb].*", *DAY),
    "an empty file among others": ("check", "more.csv", "empty.csv", "none.yaml", "--allow-empty", *DAY),
    "each file a register of its own": ("check", "r.yaml", "again.yaml", "--per-file", "--pack", "pack", *DAY),
    "a format that names do not tell": ("check", "table", "--input-format", "csv", *DAY),
    "a table with tabs": ("check", "table.tsv", *DAY),
    "a public suffix list": ("check", "r.yaml", "--suffix-list", "list.dat", *DAY),
}


@pytest.mark.parametrize("arguments", OPTIONS.values(), ids=OPTIONS)
def test_a_record_is_reproduced_at_once_whatever_the_run_was_told(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty.csv").write_text("", "utf-8")
    Path("none.yaml").write_text("accounts: []\n", "utf-8")
    shutil.copy("r.yaml", "again.yaml")
    shutil.copy("more.csv", "table")
    Path("table.tsv").write_text("id\tin_use\na3\tfalse\n", "utf-8")
    Path("list.dat").write_text(
        "// ===BEGIN ICANN DOMAINS===\ncom\nvn\n// ===BEGIN PRIVATE DOMAINS===\ngithub.io\n", "utf-8"
    )
    Path("kept/below").mkdir(parents=True)
    for name in ("r.yaml", "w.yaml", "b.json", "below/more.csv"):
        shutil.copy(Path(name).name, Path("kept", name))
    record(capsys, *arguments)

    ran = verify(capsys)

    assert (ran.code, ran.report["result"], ran.report["same_verdict"]) == (0, "same", True), ran.report
    assert ran.report["differences"] == ran.report["errors"] == []


@pytest.mark.parametrize("name", ["register.yaml", "register.json", "register.jsonl", "register.xlsx"])
def test_every_format_is_reproduced(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_register(name)
    record(capsys, "check", name, *DAY)

    assert verify(capsys).code == 0
    assert json.loads(Path(RECORD).read_text("utf-8"))["inputs"][0]["format"] == name.rpartition(".")[2]


def write_register(name: str) -> None:
    if name.endswith("xlsx"):
        Path(name).write_bytes(CONTENT["xlsx"])
        return
    texts = {
        "yaml": "- id: a\n",
        "json": '[{"id": "a"}]\n',
        "jsonl": '{"blank_means": "never"}\n{"id": "a"}\n',
    }
    Path(name).write_text(texts[name.rpartition(".")[2]], "utf-8")


def comment_in_pack() -> None:
    change("pack/page/closed.yaml", "id: page/closed", "# nhận xét\nid: page/closed")


def looser_rule() -> None:
    change("pack/page/passed-on.yaml", '"out" && transfer.kind in params.ways', '"out" && transfer.kind == "sell"')


def other_default() -> None:
    change("pack/pack.yaml", "default: 14", "default: 20")


def new_version() -> None:
    change("pack/pack.yaml", 'version: "1"', 'version: "2"')


def gone_rule() -> None:
    Path("pack/page/closed.yaml").unlink()


def new_rule() -> None:
    shutil.copy("pack/page/closed.yaml", "pack/page/open.yaml")
    change("pack/page/open.yaml", "id: page/closed", "id: page/open")


def new_pack() -> None:
    # A pack that names none below it stacks on the national one.
    change("pack/pack.yaml", "requires: []", "requires: [national]")


def remark_in_register() -> None:
    change("r.yaml", "- id: a1", "# nhận xét\n- id: a1")


def sold_too() -> None:
    change("r.yaml", "direction: out, kind: lend", "direction: out, kind: give")


def other_account() -> None:
    change("more.csv", "a3,", "a4,")


def without_waiver() -> None:
    change("w.yaml", "account: a1", "account: a9")


def taken_as_known() -> None:
    assert main(["baseline", "update", "r.yaml", "more.csv", "--pack", "pack", "--baseline", "b.json", *DAY]) == 0


def indented_anew() -> None:
    data = json.loads(Path(RECORD).read_text("utf-8"))
    Path(RECORD).write_text(json.dumps(data, indent=4), "utf-8")


def windows_lines() -> None:
    Path(RECORD).write_bytes(Path(RECORD).read_bytes().replace(b"\n", b"\r\n"))


DIFFERENT: dict[str, tuple[Callable[[], None], list[str], bool, str]] = {
    "a comment in a rule": (
        comment_in_pack, ["pack-file"], True, "the file `page/closed.yaml` of the pack `pack` is",
    ),
    "a rule that means something else": (
        looser_rule, ["pack-file", "meaning", "outcome", "result"], False,
        "the account `a2 transfers[0]` under the rule `page/passed-on`: compliant, recorded as violation",
    ),
    "a default in a pack": (
        other_default, ["pack-file", "parameter", "meaning", "outcome"], False,
        "the parameter `close_within_days` is `20`, recorded as `14`",
    ),
    "a pack of another version": (
        new_version, ["pack", "pack-file", "meaning"], True, "the version of the pack `pack` is `2`, recorded as `1`",
    ),
    "a rule that has gone": (
        gone_rule, ["pack-file", "meaning", "rule", "outcome", "result"], False,
        "the file `page/closed.yaml` of the pack `pack` has gone",
    ),
    "a rule that is new": (
        new_rule, ["pack-file", "meaning", "rule", "outcome", "result"], False,
        "the rule `page/open` is not in the record",
    ),
    "a pack below": (
        new_pack, ["pack", "pack-file", "parameter", "meaning", "rule", "outcome", "result"], False,
        "the pack `national` is not in the record",
    ),
    "a remark in a register": (remark_in_register, ["input"], True, "the input `r.yaml` is"),
    "another fact": (
        sold_too, ["input", "outcome", "result"], False,
        "the account `a1 transfers[1]` under the rule `page/passed-on`: waived, recorded as compliant",
    ),
    "another account": (other_account, ["input", "outcome"], False, "the account `a3` has gone"),
    "another waiver": (
        without_waiver, ["waivers", "outcome", "result"], False,
        "the account `a1 transfers[0]` under the rule `page/passed-on`: violation, recorded as waived",
    ),
    "another baseline": (taken_as_known, ["baseline", "result"], False, "the baseline `b.json` is"),
    "another layout": (indented_anew, ["layout"], True, "laid out anew"),
    "line breaks of Windows": (windows_lines, ["layout"], True, "line breaks"),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_is_named_the_most_basic_first(
    case: tuple[Callable[[], None], list[str], bool, str], capsys: pytest.CaptureFixture[str]
) -> None:
    edit, kinds, same_verdict, said = case
    record(capsys)
    edit()

    ran = verify(capsys)
    text = run(capsys, "verify", RECORD, "--lang", "en", "--output-file", "out.txt")

    assert ran.code == text.code == 1
    assert ran.report["result"] == "different"
    assert list(dict.fromkeys(found["kind"] for found in ran.report["differences"])) == kinds
    assert ran.report["same_verdict"] is same_verdict
    assert any(said in found["message"]["en"] for found in ran.report["differences"])
    written = Path("out.txt").read_text("utf-8")
    assert said in written
    assert ("the verdict is the same" if same_verdict else "the verdict is not the same") in written


def test_a_later_day_of_a_duty_is_a_difference_though_no_outcome_is(capsys: pytest.CaptureFixture[str]) -> None:
    record(capsys)
    change("pack/pack.yaml", "default: 14", "default: 15")

    [found] = [one for one in verify(capsys).report["differences"] if one["kind"] == "outcome"]

    assert found["message"]["en"] == (
        "the account `a2` under the rule `page/closed`: the same outcome, but another due day, clauses or missing facts"
    )


def test_where_one_date_of_the_register_changed_only_the_verdicts_on_it_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record(capsys)
    change("r.yaml", "unused_since: 2024-10-25", "unused_since: 2024-10-24")

    said = {one["subject"]: one["kind"] for one in verify(capsys).report["differences"]}

    assert said == {"r.yaml": "input", "a2 page/closed": "outcome"}


PARTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "all outcomes": (lambda data: data["result"].update(outcomes=ZEROS), "the digest of every outcome is"),
    "the size of an input": (lambda data: data["inputs"][0].update(bytes=1), "recorded as `a346588c01dd, 1 B`"),
    "the size of the waivers": (lambda data: data["waivers"][0].update(bytes=1), ", 1 B`"),
    "the size of the baseline": (lambda data: data["baseline"].update(bytes=1), ", 1 B`"),
    "a detail": (lambda data: data["accounts"][0]["details"]["transfers[0]"].update({"page/passed-on": ZEROS}),
        "the account `a1 transfers[0]` under the rule `page/passed-on`: the same outcome, but another due day"),
    "a detail too many": (lambda data: data["accounts"][0]["details"].update(account={"page/closed": ZEROS}),
        "the account `a1` under the rule `page/closed`: the same outcome, but another due day"),
    "a detail of no rule": (lambda data: data["accounts"][0]["details"].update(account={"page/shut": ZEROS}),
        "the part `accounts` is"),
    "the order of accounts": (lambda data: data["accounts"].reverse(), "the part `accounts` is"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), PARTS.values(), ids=PARTS)
def test_whatever_part_of_a_record_is_not_so_is_said(
    edit: Callable[[dict[str, Any]], object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record(capsys)
    reseal(edit)

    ran = verify(capsys)

    assert (ran.code, ran.report["result"]) == (1, "different")
    assert any(said in found["message"]["en"] for found in ran.report["differences"]), ran.report["differences"]


def test_a_record_of_both_engines_is_reproduced_where_there_is_one_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("qd85rules.engines.available", lambda: True)
    record(capsys)
    monkeypatch.setattr("qd85rules.engines.available", lambda: False)

    ran = verify(capsys)
    text = run(capsys, "verify", RECORD, "--lang", "en")

    assert (ran.code, ran.report["result"], ran.report["same_verdict"]) == (0, "same", True)
    assert [found["kind"] for found in ran.report["differences"]] == ["engine"]
    assert (text.code, "the record is reproduced, by other engines" in text.out) == (0, True)
    assert "the engine is reference, not durable + reference: this Python has no durable-rules" in text.out.replace(
        "\n    ", " "
    )


PATCHES: dict[str, tuple[str, Any, str, str]] = {
    "the tool": (
        "qd85rules.evidence.record.making._version", lambda: "99.0", "tool",
        "the version of the tool is `qd85rules 99.0`, recorded as",
    ),
    "the suffix list": (
        "qd85rules.evidence.record.making.suffix_list_version", lambda _path: "2099", "suffix-list",
        "the public suffix list is `2099`, recorded as",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "kind", "said"), PATCHES.values(), ids=PATCHES)
def test_where_the_tool_differs_and_the_verdict_does_not_both_are_said(
    name: str, value: object, kind: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record(capsys)
    monkeypatch.setattr(name, value)

    ran = verify(capsys)

    assert ran.code == 1
    assert [found["kind"] for found in ran.report["differences"]] == [kind]
    assert said in ran.report["differences"][0]["message"]["en"]
    assert ran.report["same_verdict"] is True


FAILURES: dict[str, tuple[Callable[[], object], list[str], str]] = {
    "a register that is not there": (lambda: Path("r.yaml").unlink(), [], "r.yaml: input-missing"),
    "waivers that are not there": (lambda: Path("w.yaml").unlink(), [], "w.yaml: input-missing"),
    "a pack that is not there": (lambda: shutil.rmtree("pack"), [], "no pack `pack`"),
    "a pack that is broken": (
        lambda: change("pack/page/closed.yaml", "modality: should", "modality: shall"), [], "closed.yaml:3:11",
    ),
    "a parameter that is no more": (
        lambda: change("pack/pack.yaml", "  ways:", "  paths:"), [], "unknown parameter `ways`",
    ),
    "a register that is broken now": (
        lambda: change("r.yaml", "in_use: true", "in_use: 7"), ["input"], "`in_use` must be `true` or `false`",
    ),
    "a register that is empty now": (lambda: Path("more.csv").write_text(""), ["input"], "empty-file"),
    "waivers that are broken now": (
        lambda: change("w.yaml", "reason:", "motive:"), ["waivers"], "unknown key `motive`",
    ),
    "a baseline that is broken now": (lambda: Path("b.json").write_text("{"), [], "b.json:1:2: json-syntax"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "seen", "said"), FAILURES.values(), ids=FAILURES)
def test_what_cannot_be_reproduced_says_why_and_what_was_seen_so_far(
    edit: Callable[[], object], seen: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record(capsys, *RUN, "--param", "ways=lend,sell")
    edit()

    ran = verify(capsys)
    text = run(capsys, "verify", RECORD, "--lang", "en")

    assert ran.code == text.code == 2
    assert ran.report["result"] == "not_reproduced"
    assert ran.report["same_verdict"] is None
    assert {found["kind"] for found in ran.report["differences"]} >= set(seen)
    assert any(said in problem for problem in ran.report["errors"])
    assert "the record cannot be reproduced" in text.out
    assert "Traceback" not in text.err


def test_an_engine_that_is_not_to_be_had_cannot_be_reproduced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Missing:
        name = "durable"

        def compile(self, *_arguments: object, **_more: object) -> None:
            message = "durable-rules cannot be imported"
            raise MissingExtraError(message)

    record(capsys, *RUN, "--engine", "reference")
    reseal(lambda data: data["options"].update(engine="durable"))
    monkeypatch.setitem(ENGINES, "durable", Missing())

    ran = verify(capsys)

    assert (ran.code, ran.report["errors"]) == (2, ["durable-rules cannot be imported"])


def test_inputs_are_found_again_by_their_digests(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(capsys)
    archive = folder / "archive" / "2024"
    archive.mkdir(parents=True)
    for number, name in enumerate(("r.yaml", "more.csv", "w.yaml", "b.json")):
        (folder / name).rename(archive / f"kept-{number}")
    assert verify(capsys).code == 2

    ran = verify(capsys, "--inputs", "archive")

    assert (ran.code, ran.report["differences"]) == (0, [])


def test_the_same_bytes_are_preferred_to_the_same_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(capsys)
    (folder / "archive").mkdir()
    shutil.copy("r.yaml", "archive/before.yaml")
    remark_in_register()

    assert verify(capsys).code == 1
    assert verify(capsys, "--inputs", "archive").code == 0
    # Where no file has the bytes, the one of that name shows what has become of it.
    change("archive/before.yaml", "- id: a1", "# khác\n- id: a1")
    assert verify(capsys, "--inputs", "archive").code == 1


def test_a_register_from_standard_input_is_given_again_or_found(folder: Path) -> None:
    data = (folder / "more.csv").read_bytes()
    arguments = ("-", "--stdin-filename", "s.csv", *DAY)
    done = spawn("check", *arguments, "--record", RECORD, cwd=folder, stdin=data)
    assert done.returncode in {0, 1, 3}, done.stderr
    [entry] = json.loads((folder / RECORD).read_text("utf-8"))["inputs"]

    again = spawn("verify", RECORD, cwd=folder, stdin=data)
    other = spawn("verify", RECORD, "--lang", "en", cwd=folder, stdin=data.replace(b"a3", b"a4"))
    found = spawn("verify", RECORD, "--inputs", ".", cwd=folder, stdin=b"")

    assert (entry["path"], entry["stdin"]) == ("s.csv", True)
    assert again.returncode == 0, again.stdout
    assert other.returncode == 1
    assert "the account `a3` has gone" in other.stdout.decode()
    assert found.returncode == 0, found.stdout


def test_a_long_list_of_differences_is_cut_in_text_alone(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"a{number},false,never,2024-01-01\n" for number in range(99)]
    Path("more.csv").write_text("id,in_use,closed_on,unused_since\n" + "".join(rows), "utf-8")
    record(capsys, "check", "more.csv", "--pack", "pack", *DAY)
    Path("more.csv").write_text("id,in_use,closed_on,unused_since\nb,true,,\n", "utf-8")

    data, text = verify(capsys), run(capsys, "verify", RECORD, "--lang", "en")

    assert len(data.report["differences"]) > 100
    assert len(text.out.splitlines()) < 60
    assert "more; `--output-format json` has them all" in text.out


def test_both_languages_are_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    record(capsys)
    assert "biên bản được tái lập đúng từng byte" in run(capsys, "verify", RECORD).out

    sold_too()
    text = run(capsys, "verify", RECORD).out

    assert "kết luận đã khác" in text
    flat = " ".join(text.split())
    assert "tài khoản `a1 transfers[1]`, quy tắc `page/passed-on`: được miễn, biên bản ghi đúng quy định" in flat


def test_verifying_changes_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(capsys)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    verify(capsys)

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

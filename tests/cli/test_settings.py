"""Settings: which file is found, what it may say, and which source is stronger.

Modules: `cli.options`, `cli.settings_file`, `cli.settings_text`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qd85rules.cli.options import Settled, read_variables, settle
from qd85rules.cli.settings import SETTINGS, SettingsError, SettingsFile, choices_of, parse_value, take_value
from qd85rules.cli.settings_file import read_settings_file
from qd85rules.cli.settings_search import find_settings_file


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# Which file

FOUND = {
    "its own file": ({"qd85rules.toml": ""}, "qd85rules.toml"),
    "the table of a shared file": ({"pyproject.toml": "[tool.qd85rules]\n"}, "pyproject.toml"),
    "its own file before a shared one": (
        {"qd85rules.toml": "", "pyproject.toml": "[tool.qd85rules]\n"},
        "qd85rules.toml",
    ),
    "the nearest upwards": ({"../qd85rules.toml": "", "pyproject.toml": "[tool.qd85rules]\n"}, "pyproject.toml"),
    "one above, past a shared file that says nothing": (
        {"../qd85rules.toml": "", "pyproject.toml": '[project]\ndependencies = ["qd85rules"]\n'},
        "../qd85rules.toml",
    ),
    "one two folders up": ({"../../qd85rules.toml": ""}, "../../qd85rules.toml"),
}


@pytest.mark.parametrize(("files", "found"), FOUND.values(), ids=FOUND)
def test_the_nearest_file_upwards_is_found(
    files: dict[str, str], found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    for name, text in files.items():
        written(here / name, text)

    assert find_settings_file(Path()).path == Path(found)


def test_without_a_file_none_is_found(tmp_path: Path) -> None:
    assert find_settings_file(tmp_path).path is None


# What it may say

VALUES: dict[str, tuple[str, str, Any]] = {
    "a switch": ("quiet = true", "quiet", True),
    "a word": ('fail-on = "recommendation"', "fail-on", "recommendation"),
    "a day as TOML has it": ("as-of = 2024-11-01", "as-of", date(2024, 11, 1)),
    "a day as text": ('as-of = "2024-11-01"', "as-of", date(2024, 11, 1)),
    "a number": ("waiver-notice-days = 14", "waiver-notice-days", 14),
    "one text for a list": ('exclude = "old/*"', "exclude", ("old/*",)),
    "a list": ('exclude = ["a", "b"]', "exclude", ("a", "b")),
    "a list of words": ('output-format = ["text", "sarif"]', "output-format", ("text", "sarif")),
    "a table": ('param = {quiet_days = 90, x = "accepted"}', "param", {"quiet_days": 90, "x": "accepted"}),
    "standard input": ('paths = ["-"]', "paths", ("-",)),
}  # fmt: skip


@pytest.mark.parametrize(("line", "name", "value"), VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("file", ["qd85rules.toml", "pyproject.toml"])
def test_a_file_gives_values_with_their_places(file: str, line: str, name: str, value: Any, tmp_path: Path) -> None:  # noqa: ANN401 - any value
    head = "[tool.qd85rules]\n" if file == "pyproject.toml" else "# settings\n"

    read = read_settings_file(written(tmp_path / file, f"{head}{line}\n"))

    assert read.values == {name: value}
    assert read.places == {name: f"{tmp_path / file}:2:1"}


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(
        tmp_path / "qd85rules.toml",
        'paths = ["r.yaml"]\nbaseline = "b.json"\nwaivers = ["w.yaml"]\npack = ["national", "unit"]\n',
    )
    (tmp_path / "unit").mkdir()
    (tmp_path / "national").mkdir()
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)

    read = read_settings_file(path)

    assert read.values == {
        "paths": (str(Path("../r.yaml")),),
        "baseline": str(Path("../b.json")),
        "waivers": (str(Path("../w.yaml")),),
        "pack": ("national", str(Path("../unit"))),
    }


REFUSED = {
    "an unknown key": ('fail_on = "never"', "unknown-setting", "did you mean `fail-on`?", 1),
    "an unknown word": ('fail-on = "nevr"', "bad-setting", "did you mean `never`?", 11),
    "text for a switch": ('quiet = "true"', "bad-setting", "expected `true` or `false`", 9),
    "a number for a path": ("baseline = 5", "bad-setting", "expected a path", 12),
    "a switch for a number": ("waiver-notice-days = true", "bad-setting", "expected a whole number", 22),
    "a negative number": ("waiver-notice-days = -1", "bad-setting", "expected a whole number", 22),
    "a time for a day": ("as-of = 2024-11-01T00:00:00", "bad-setting", "expected a day", 9),
    "a day that is none": ('as-of = "2024-02-30"', "bad-setting", "", 9),
    "a list with a number": ('exclude = ["a", 1]', "bad-setting", "expected text, or a list of texts", 11),
    "a table for a list": ("exclude = {a = 1}", "bad-setting", "expected text, or a list of texts", 11),
    "text for a table": ('param = "quiet_days=9"', "bad-setting", "expected a table of parameters", 9),
    "an empty path": ('baseline = ""', "bad-setting", "expected a path", 12),
}


@pytest.mark.parametrize(("line", "code", "said", "column"), REFUSED.values(), ids=REFUSED)
def test_what_a_file_may_not_say_is_refused_with_its_place(
    line: str, code: str, said: str, column: int, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings_file(written(tmp_path / "qd85rules.toml", f"# settings\n{line}\n"))

    [problem] = refused.value.diagnostics
    assert (problem.code, problem.span.line, problem.span.column) == (code, 2, column)
    assert said in problem.line()
    assert problem.source_line == line


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings_file(written(tmp_path / "qd85rules.toml", "quiet = 1\nalll = true\nlang = 'fr'\n"))

    assert [problem.span.line for problem in refused.value.diagnostics] == [1, 2, 3]


NO_FILES = {
    "broken TOML": ("qd85rules.toml", b"quiet = \n", "toml-syntax"),
    "another encoding": ("qd85rules.toml", "lang = 'vi'".encode("utf-16"), "not-utf8"),
    "a shared file without the table": ("pyproject.toml", b"[project]\n", "no-settings"),
}


@pytest.mark.parametrize(("name", "content", "code"), NO_FILES.values(), ids=NO_FILES)
def test_a_file_that_cannot_be_read_is_refused(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SettingsError) as refused:
        read_settings_file(tmp_path / name)

    assert [problem.code for problem in refused.value.diagnostics] == [code]


def test_broken_toml_is_refused_at_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "pyproject.toml", "# qd85rules\n[tool.qd85rules\n")

    with pytest.raises(SettingsError, match=r"^pyproject\.toml:2:16: toml-syntax expected '\]' at the end of [^()]*$"):
        find_settings_file(tmp_path)


# The environment

TEXTS: dict[str, tuple[str, str, Any]] = {
    "a switch on": ("QD85RULES_QUIET", "1", True),
    "a switch off": ("QD85RULES_QUIET", "False", False),
    "a word": ("QD85RULES_FAIL_ON", "never", "never"),
    "a day": ("QD85RULES_AS_OF", "2024-11-01", date(2024, 11, 1)),
    "a number": ("QD85RULES_WAIVER_NOTICE_DAYS", "14", 14),
    "a list": ("QD85RULES_PACK", "national; local/phu-ninh", ("national", "local/phu-ninh")),
    "parameters": ("QD85RULES_PARAM", "quiet_days=9;a=b,c", {"quiet_days": "9", "a": "b,c"}),
}


@pytest.mark.parametrize(("variable", "text", "value"), TEXTS.values(), ids=TEXTS)
def test_a_variable_gives_a_value(variable: str, text: str, value: Any) -> None:  # noqa: ANN401 - any value
    [(name, found)] = read_variables({variable: text, "PATH": "x"}).values()

    assert (name, found) == (variable, value)


def test_an_empty_variable_is_not_set_and_a_reserved_one_no_setting() -> None:
    assert read_variables({"QD85RULES_QUIET": "", "QD85RULES_TRACEBACK": "1"}) == {}


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("QD85RULES_FAILON", "never", "did you mean `QD85RULES_FAIL_ON`?"),
        ("QD85RULES_QUIET", "maybe", "expected `true` or `false`"),
        ("QD85RULES_LANG", "fr", "the words are vi, en"),
        ("QD85RULES_WAIVER_NOTICE_DAYS", "-1", "expected a whole number"),
        ("QD85RULES_PARAM", "quiet_days", "expected `NAME=VALUE`"),
    ],
)
def test_a_variable_that_cannot_be_used_is_refused(variable: str, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_variables({variable: text})

    [problem] = refused.value.diagnostics
    assert variable in problem.message.en
    assert said in problem.line()


# Which is stronger

FILE = SettingsFile({"lang": "en", "quiet": True, "param": {"a": 1, "b": 1}}, {
    "lang": "q.toml:1:1", "quiet": "q.toml:2:1", "param": "q.toml:3:1",
})  # fmt: skip


def test_flags_are_stronger_than_variables_and_those_than_the_file_and_that_than_defaults() -> None:
    settled = settle(
        ("lang", "quiet", "engine", "color"),
        flags={"lang": "vi"},
        variables={"lang": ("QD85RULES_LANG", "en"), "quiet": ("QD85RULES_QUIET", False)},
        file=SettingsFile({**FILE.values, "engine": "reference"}, {**FILE.places, "engine": "q.toml:9:1"}),
    )

    assert settled == {
        "lang": Settled("vi", "--lang"),
        "quiet": Settled(False, "QD85RULES_QUIET"),  # noqa: FBT003 - a value
        "engine": Settled("reference", "q.toml:9:1"),
        "color": Settled("auto", "default"),
    }


def test_parameters_are_put_together_the_stronger_over_the_weaker() -> None:
    settled = settle(
        ("param",), flags={"param": {"c": "3"}}, variables={"param": ("QD85RULES_PARAM", {"b": "2"})}, file=FILE
    )

    assert settled["param"] == Settled({"a": 1, "b": "2", "c": "3"}, "q.toml:3:1, QD85RULES_PARAM, --param")


def test_a_flag_for_a_format_makes_the_files_of_weaker_sources_void() -> None:
    file = SettingsFile(
        {"output-format": ("sarif",), "output-file": ("r.sarif",)},
        dict.fromkeys(SETTINGS, "q.toml:1:1"),
    )

    settled = settle(("output-format", "output-file"), flags={"output-format": ("json",)}, variables={}, file=file)

    assert [one.value for one in settled.values()] == [("json",), ()]


# The table


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_default_is_a_value_that_the_setting_takes(setting: Any) -> None:  # noqa: ANN401 - a setting
    if setting.default not in {None, ()}:
        assert take_value(setting, setting.default) == setting.default
    assert bool(choices_of(setting)) == (setting.kind in {"word", "words"})


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_is_named_alike_everywhere_and_its_name_is_not_reserved(setting: Any) -> None:  # noqa: ANN401 - a setting
    assert setting.name == setting.name.lower()
    assert setting.variable == "QD85RULES_" + setting.name.upper().replace("-", "_")
    assert setting.variable not in {"QD85RULES_TRACEBACK", "QD85RULES_CONFIG"}


def test_a_word_reads_the_same_from_text_and_from_toml() -> None:
    for setting in SETTINGS.values():
        for word in choices_of(setting):
            assert parse_value(setting, word) == take_value(setting, word)


def test_the_page_on_settings_lists_every_one() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "configure.md").read_text("utf-8")
    listed = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]

    assert listed == list(SETTINGS)
    for setting in SETTINGS.values():
        assert f"| `{setting.name}` | {kind_of(setting)} | {shown_default(setting)} | {setting.help} |" in page


def kind_of(setting: Any) -> str:  # noqa: ANN401 - a setting
    # Formats and engines grow with the library; their own pages list them.
    words = "a word" if callable(setting.choices) else " ".join(f"`{word}`" for word in choices_of(setting))
    lists = {"words": words.replace("a word", "words"), "paths": "paths", "packs": "packs", "texts": "texts"}
    if setting.kind == "word":
        return words
    return f"list: {lists[setting.kind]}" if setting.kind in lists else KINDS[setting.kind]


KINDS = {
    "switch": "`true` `false`",
    "table": "table",
    "text": "text",
    "day": "day",
    "zone": "time zone",
    "number": "number",
    "path": "path",
    "pairs": "table",
}


def shown_default(setting: Any) -> str:  # noqa: ANN401 - a setting
    if setting.default in {None, ()}:
        return ""
    return f"`{str(setting.default).lower() if isinstance(setting.default, bool) else setting.default}`"

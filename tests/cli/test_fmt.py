"""`qd85 fmt`: conditions in one layout, and every other byte as it was.

Modules: `policy.formatting`, `source.yamledit`.
"""

from __future__ import annotations

import shutil
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qd85rules.lang import parse, print_expr
from qd85rules.source.yamltree import parse_yaml
from tests.cli.running import run
from tests.properties.strategies_lang import trees

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
LONG = 'transfer.direction == "out" && transfer.kind in ["give", "lend", "rent_out", "sell", "pledge"]'
BROKEN = """\
violated_when: >-
  transfer.direction == "out"
  && transfer.kind in ["give", "lend", "rent_out", "sell", "pledge"]
"""


def fmt(capsys: Capture, *arguments: str | Path) -> Any:  # noqa: ANN401 - how it ended
    return run(capsys, "fmt", *arguments, "--lang", "en", "--no-config")


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


LAYOUTS = {
    "plain": ("violated_when:   a&&b\n", "violated_when: a && b\n"),
    "double quotes": ('violated_when: "a&&b"\n', "violated_when: a && b\n"),
    "single quotes": ("violated_when: 'a  &&  b'\n", "violated_when: a && b\n"),
    "literal": ("violated_when: |\n    a\n    && b\nid: x\n", "violated_when: a && b\nid: x\n"),
    "folded and kept": ("violated_when: >+\n  a\n  && b\n\n\nid: x\n", "violated_when: a && b\n\n\nid: x\n"),
    "on the next line": ("violated_when:\n    a&&b\n", "violated_when: a && b\n"),
    "plain over lines": ("violated_when: a\n  && b\nid: x\n", "violated_when: a && b\nid: x\n"),
    "escapes": (r'violated_when: "a == \"\\\\\" && \x61"' + "\n", 'violated_when: a == "\\\\" && a\n'),
    "a sign that YAML reads": ("violated_when: '!a'\n", 'violated_when: "!a"\n'),
    "a word that YAML reads": ("violated_when: 'true'\n", 'violated_when: "true"\n'),
    "text first": ("violated_when: '\"a\"  in b'\n", 'violated_when: >-\n  "a" in b\n'),
    "a colon and a blank": ("violated_when: 'a == \": \"'\n", 'violated_when: >-\n  a == ": "\n'),
    "a sharp": ("violated_when: 'a == \" #\"'\n", 'violated_when: >-\n  a == " #"\n'),
    "too long": (f"violated_when: {LONG}\n", BROKEN),
    "too long at the end": (f"id: x\nviolated_when: {LONG}", f"id: x\n{BROKEN}".rstrip("\n")),
    "too long and with Windows' line breaks": (
        f"violated_when: {LONG}\r\nid: x\r\n",
        f"{BROKEN}id: x\n".replace("\n", "\r\n"),
    ),
    "a comment behind": (f"violated_when:  {LONG}  # why\n", f"violated_when: {LONG}  # why\n"),
    "a comment behind what must be quoted": (
        "violated_when:  '\"a\"  in b'  # why\n",
        "violated_when: '\"a\" in b'  # why\n",
    ),
    "a comment of the block": (
        "violated_when: |   # why\n    a&&b\n\n# of what follows\nid: x\n",
        "violated_when: >-  # why\n  a && b\n\n# of what follows\nid: x\n",
    ),
    "a comment that a block would swallow": (
        f"violated_when:   {LONG}\n\n    # deep\nid: x\n",
        f"violated_when: {LONG}\n\n    # deep\nid: x\n",
    ),
    "a comment that a block does not swallow": (f"violated_when: {LONG}\n # shallow\n", BROKEN + " # shallow\n"),
    "in brackets": ("{violated_when: 'a&&b', id: x}\n", "{violated_when: a && b, id: x}\n"),
    "in brackets and with some": (
        '{"violated_when":"a in [1,2]", id: x}\n',
        '{"violated_when": "a in [1, 2]", id: x}\n',
    ),
    "in brackets and long": (f"{{violated_when: '{LONG} && a'}}\n", f"{{violated_when: '{LONG} && a'}}\n"),
    "with a byte order mark": ("\ufeffviolated_when: a&&b\n", "\ufeffviolated_when: a && b\n"),
    "a comment between": ("violated_when: # why\n  a&&b\n", "violated_when: # why\n  a&&b\n"),
    "an anchor": ("violated_when: &a a&&b\nid: *a\n", "violated_when: &a a&&b\nid: *a\n"),
    "an alias": ("id: &a a&&b\nviolated_when: *a\n", "id: &a a&&b\nviolated_when: *a\n"),
    "a tag": ("violated_when: !!str a&&b\n", "violated_when: !!str a&&b\n"),
    "an explicit key": ("? violated_when\n: a&&b\n", "? violated_when\n: a&&b\n"),
    "a comment in it": ("violated_when: |\n  a&&b // why\n", "violated_when: |\n  a&&b // why\n"),
    "both conditions": (
        "applies_when: a&&b\nviolated_when: c||d\n",
        "applies_when: a && b\nviolated_when: c || d\n",
    ),
    "no text": ("violated_when: true\n", "violated_when: true\n"),
    "elsewhere": (
        "given: {violated_when: a&&b}\nviolated_when: a\n",
        "given: {violated_when: a&&b}\nviolated_when: a\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_condition_is_laid_out_and_nothing_else_is_touched(
    tmp_path: Path, capsys: Capture, before: str, after: str
) -> None:
    path = written(tmp_path / "rule.yaml", before)

    first = fmt(capsys, path)

    assert (first.code, path.read_bytes().decode()) == (0, after)
    assert fmt(capsys, path, "--check").code == 0


def test_concepts_and_what_widens_them_are_laid_out(tmp_path: Path, capsys: Capture) -> None:
    before = "concepts:\n  a: {title: x, when: b&&c}  # one\n  d:\n    when: '(e)'\n"
    before += "widens:\n  a:\n    when: b||c\n    since: (today)\nviolated_when: a&&b\n"
    path = written(tmp_path / "pack.yaml", before)

    fmt(capsys, path)

    assert path.read_text() == before.replace("b&&c", "b && c").replace("'(e)'", "e").replace("b||c", "b || c").replace(
        "(today)", "today"
    )


def test_properties_are_laid_out(tmp_path: Path, capsys: Capture) -> None:
    before = 'properties:\n  - id: a\n    never: \'outcome( "b/c" )=="violation"&&outcome( )=="compliant"\'\n'
    path = written(tmp_path / "pack.yaml", before)
    wrong = written(tmp_path / "wrong" / "pack.yaml", before.replace("( )", "(b)"))

    ran = fmt(capsys, tmp_path)

    laid_out = 'outcome("b/c") == "violation" && outcome() == "compliant"'
    assert path.read_text() == f"properties:\n  - id: a\n    never: {laid_out}\n"
    assert f"{wrong}:3:" in ran.err


def conditions(path: Path) -> list[Any]:
    """Give what a file says, with its conditions as trees."""
    [node] = parse_yaml(path.read_text("utf-8"))
    value = node.value
    holders = [value, *value.get("concepts", {}).values(), *value.get("widens", {}).values()]
    keys = ("applies_when", "violated_when", "when", "since")
    return [[parse(holder.pop(key)) for holder in holders for key in keys if key in holder], value]


def test_the_packs_of_the_library_say_the_same_in_their_layout(tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")

    assert fmt(capsys, tmp_path / "rules").code == 0

    files = [
        path
        for path in (ROOT / "rules").rglob("*.yaml")
        if path.name == "pack.yaml" or "violated_when" in path.read_text("utf-8")
    ]
    assert len(files) > 20
    for path in files:
        made = tmp_path / path.relative_to(ROOT)
        comments = [[line for line in one.read_text("utf-8").splitlines() if "#" in line] for one in (path, made)]
        assert comments[0] == comments[1]
        assert conditions(path) == conditions(made)
    assert fmt(capsys, tmp_path / "rules", "--check").code == 0


def test_the_packs_of_the_library_are_in_their_layout(capsys: Capture) -> None:
    assert fmt(capsys, ROOT / "rules", "--check").out == ""


def quoted(text: str, style: str, indent: str) -> str | None:
    """Write a text as a scalar of one style; `None` where it cannot be."""
    if style == "single":
        return "'" + text.replace("'", "''") + "'" if text.isprintable() else None
    if style == "double":
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if text != text.strip() or not text.replace("\n", "").isprintable():
        return None
    head = {"literal": "|", "folded": ">", "strip": ">-", "keep": "|+"}[style]
    return head + "".join(f"\n{indent}{line}" for line in text.split("\n"))


BLANKS = st.sampled_from(["", " ", "  ", "\n"])


@given(
    tree=trees(max_leaves=12),
    style=st.sampled_from(["single", "double", "literal", "folded", "strip", "keep"]),
    blanks=st.lists(BLANKS, min_size=1, max_size=6),
    around=st.sampled_from(["{}\n", "id: x\n{}\n# end\n", "{}\n\n   # deep\nid: x\n", "id: x\n\n{}\n\n\nzzz: y\n"]),
    step=st.sampled_from(["  ", "      "]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_condition_in_any_layout_keeps_its_meaning(
    tmp_path: Path, capsys: Capture, tree: Expr, style: str, blanks: list[str], around: str, step: str
) -> None:
    words = print_expr(tree).split(" ")
    text = "".join(word + (" " + blanks[number % len(blanks)]) for number, word in enumerate(words)).strip()
    scalar = quoted(text, style, step) if parses_to(text, tree) else None
    assume(scalar is not None)
    # A block that begins left of the comment has it as its last line.
    assume("deep" not in around or style in {"single", "double"} or len(step) > len("   "))
    path = written(tmp_path / "rule.yaml", around.format(f"violated_when: {scalar}"))
    before = conditions(path)

    assert fmt(capsys, path).code == 0

    made = path.read_text("utf-8")
    assert conditions(path) == before
    assert fmt(capsys, path, "--check").code == 0
    assert path.read_text("utf-8") == made


def parses_to(text: str, tree: Expr) -> bool:
    try:
        return parse(text) == tree
    except ValueError:
        return False


def test_a_check_writes_nothing_and_shows_the_difference(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(Path("rule.yaml"), "# c\nviolated_when: a&&b\n")

    ran = fmt(capsys, path, "--check")

    expected = "--- rule.yaml\n+++ rule.yaml\n@@ -1,2 +1,2 @@\n # c\n-violated_when: a&&b\n+violated_when: a && b\n"
    assert (ran.code, ran.out) == (1, expected)
    assert path.read_text() == "# c\nviolated_when: a&&b\n"
    only_shown = fmt(capsys, path, "--diff")
    assert (only_shown.code, only_shown.out) == (0, expected)
    assert "files that would change: 1, that stay: 0" in ran.err


def test_a_file_that_cannot_be_read_is_told_and_left_and_the_others_are_formatted(
    tmp_path: Path, capsys: Capture
) -> None:
    wrong = {
        "condition.yaml": "id: x\nviolated_when: >-\n  a &&\n  and b\n",
        "syntax.yaml": "violated_when: [a\n",
        "twice.yaml": "violated_when: a\nviolated_when: b&&c\n",
    }
    for name, text in wrong.items():
        written(tmp_path / name, text)
    written(tmp_path / "right.yaml", "violated_when: a&&b\n")

    ran = fmt(capsys, tmp_path)

    assert ran.code == 2
    assert f"{tmp_path}/condition.yaml:4:7: unexpected" in ran.err
    assert "syntax.yaml:1:18: yaml-syntax" in ran.err
    assert "twice.yaml:2:1: yaml-duplicate-key" in ran.err
    assert "not readable: 3; exit 2" in ran.err
    assert {name: (tmp_path / name).read_text() for name in wrong} == wrong
    assert (tmp_path / "right.yaml").read_text() == "violated_when: a && b\n"


def test_other_files_are_nobodys_business(tmp_path: Path, capsys: Capture) -> None:
    other = written(tmp_path / "compose.yaml", "services: {a: [}\n")
    cases = written(tmp_path / "a.qd85test.yaml", "violated_when: a&&b\n")
    hidden = written(tmp_path / ".hidden" / "rule.yaml", "violated_when: a&&b\n")

    ran = fmt(capsys, tmp_path, other)

    assert ran.code == 0
    assert [path.read_text() for path in (other, cases, hidden)] == [
        "services: {a: [}\n",
        "violated_when: a&&b\n",
        "violated_when: a&&b\n",
    ]


@pytest.mark.parametrize(
    ("name", "told"), {"missing.yaml": "missing.yaml: no-such-file", "empty": "there is no pack and no rule"}.items()
)
def test_nothing_to_format_is_no_success(tmp_path: Path, capsys: Capture, name: str, told: str) -> None:
    (tmp_path / "empty").mkdir()

    ran = fmt(capsys, tmp_path / name)

    assert ran.code == 2
    assert told in ran.err


def test_a_link_stays_and_a_file_named_twice_is_formatted_once(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path / "kept" / "rule.yaml", "violated_when: a&&b\n")
    link = tmp_path / "rule.yaml"
    link.symlink_to(path)

    ran = fmt(capsys, link, path, tmp_path)

    assert (link.is_symlink(), path.read_text()) == (True, "violated_when: a && b\n")
    assert "files formatted: 1, left as they are: 0" in ran.err


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "violated_when: a&&b\n": (),
        "concepts: {a: {when: a&&b}}\n": (),
        "x: y\nviolated_when: a&&b": ("rule.yaml",),
    }.items(),
)
def test_standard_input_comes_out_formatted(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, text: str, name: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))

    ran = fmt(capsys, "-", *(word for one in name for word in ("--stdin-filename", one)))

    assert (ran.code, ran.out) == (0, text.replace("a&&b", "a && b"))


def test_what_would_change_the_meaning_is_not_written(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "rule.yaml", "violated_when: a&&b\n")
    monkeypatch.setattr("qd85rules.policy.formatting.edited", lambda *_: "violated_when: a || b\n")

    ran = fmt(capsys, path)

    assert ran.code == 2
    assert "internal error" in ran.err
    assert path.read_text() == "violated_when: a&&b\n"

"""YAML to plain values: the core schema, the place of every value, and one clear problem for each bad text.

Modules: `source.sourcetree`, `source.yamlscalar`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.diagnostics import InputError
from qd85rules.source.sourcetree import SourceText
from qd85rules.source.yamltree import ALIAS_LIMIT, parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.source.sourcetree import Node


@pytest.fixture(params=["libyaml", "pure python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run with the C parser, and as where PyYAML was built without it."""
    if request.param == "pure python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    else:
        assert hasattr(yaml, "CSafeLoader")


PLAIN_SCALARS = [
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("on", "on"),
    ("off", "off"),
    ("yes", "yes"),
    ("no", "no"),
    ("NO", "NO"),
    ("null", None),
    ("~", None),
    ("", None),
    ("0", 0),
    ("-17", -17),
    ("0o17", 15),
    ("0x1F", 31),
    ("007", "007"),
    ("0912345678", "0912345678"),
    ("+84912345678", "+84912345678"),
    ("1_000", "1_000"),
    ("12:30:45", "12:30:45"),
    ("1.5", 1.5),
    ("-2e3", -2000.0),
    ("01.5", "01.5"),
    (".inf", float("inf")),
    ("2024-06-01", "2024-06-01"),
    ("2024-06-01T10:00:00Z", "2024-06-01T10:00:00Z"),
    ("cb-0142/facebook", "cb-0142/facebook"),
    ('"true"', "true"),
    ("'12'", "12"),
    ("!!str 12", "12"),
    ("! 12", "12"),
    ("Nguyễn Văn An", "Nguyễn Văn An"),
]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(("text", "value"), PLAIN_SCALARS, ids=[text or "empty" for text, _ in PLAIN_SCALARS])
def test_a_scalar_reads_by_the_core_schema(text: str, value: object) -> None:
    [node] = parse_yaml(f"key: {text}\n")

    assert node.value == {"key": value}
    assert type(node.value["key"]) is type(value)


TEXT = """\
# a rule
id: transfer/given-away
on: 2024-06-01
clauses: [qd85/member/6, "qd85/member/7"]

violated_when: >-
  transfer.direction == "out" &&
  transfer.kind in ["give"]

empty:
message: {vi: "chữ \\"đỏ\\"", en: 'it''s 🙂 ', x: y}
examples:
  - &first
    name: one
    note: |
      two
        lines

  - name: plain
      folded   # comment
  # comment
  - *first
last: {}
"""

PLACES: list[tuple[tuple[str | int, ...], str, str]] = [
    (("id",), "2:5-2:24", "2:1-2:3"),
    (("on",), "3:5-3:15", "3:1-3:3"),
    (("clauses",), "4:10-4:42", "4:1-4:8"),
    (("clauses", 0), "4:11-4:24", "4:11-4:24"),
    (("clauses", 1), "4:26-4:41", "4:26-4:41"),
    (("violated_when",), "6:16-8:28", "6:1-6:14"),
    (("empty",), "10:7-10:7", "10:1-10:6"),
    (("message", "vi"), "11:15-11:27", "11:11-11:13"),
    (("message", "en"), "11:33-11:43", "11:29-11:31"),
    (("message", "x"), "11:48-11:49", "11:45-11:46"),
    (("examples",), "13:3-22:11", "12:1-12:9"),
    (("examples", 0), "14:5-17:14", "14:5-17:14"),
    (("examples", 0, "note"), "15:11-17:14", "15:5-15:9"),
    (("examples", 1), "19:5-20:13", "19:5-20:13"),
    (("examples", 1, "name"), "19:11-20:13", "19:5-19:9"),
    (("examples", 2), "22:5-22:11", "22:5-22:11"),
    (("examples", 2, "name"), "14:11-14:14", "14:5-14:9"),
    (("last",), "23:7-23:9", "23:1-23:5"),
    (("examples", 1, "gone", 3), "19:5-20:13", "19:5-20:13"),
    (("clauses", 9), "4:10-4:42", "4:10-4:42"),
    (("last", "gone"), "23:7-23:9", "23:7-23:9"),
]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(("path", "value", "key"), PLACES, ids=[".".join(map(str, path)) for path, _, _ in PLACES])
def test_a_path_leads_to_the_place_of_the_value_and_of_its_key(
    path: tuple[str | int, ...], value: str, key: str
) -> None:
    [node] = parse_yaml(TEXT, "rule.yaml")

    assert node.span(path).path == "rule.yaml"
    assert _range(node, path) == value
    assert _range(node, path, of_key=True) == key


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_count_the_same_with_every_line_ending(ending: str) -> None:
    [node] = parse_yaml(TEXT.replace("\n", ending))

    assert [_range(node, path) for path, _, _ in PLACES] == [value for _, value, _ in PLACES]


def test_a_byte_order_mark_takes_no_column() -> None:
    [node] = parse_yaml("\ufeffid: x\n")

    assert _range(node, ("id",)) == "1:5-1:6"


def test_each_document_has_its_own_values_and_places() -> None:
    nodes = parse_yaml("---\na: 1\n---\n---\nb: [2]\n...\n")

    assert [node.value for node in nodes] == [{"a": 1}, None, {"b": [2]}]
    assert _range(nodes[2], ("b", 0)) == "5:5-5:6"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"], ids=["nothing", "blank lines", "comment"])
def test_a_text_without_a_document_has_no_nodes(text: str) -> None:
    assert parse_yaml(text) == []


SCALAR_STYLES = {
    "plain": "key: {}\n",
    "plain on two lines": "key:\n  {}\n",
    "folded": "key: >-\n  {}\n",
    "literal": "key: |-\n  {}\n",
    "deeply indented": "key: >-\n        {}\n",
    "single quoted": "key: '{}'\n",
}


@pytest.mark.parametrize("style", SCALAR_STYLES.values(), ids=SCALAR_STYLES)
@pytest.mark.parametrize("gap", [" ", "\n  ", "\n        "], ids=["one line", "two lines", "hanging indent"])
def test_each_character_of_an_expression_is_found_in_the_text(style: str, gap: str) -> None:
    if style.startswith("key: >-\n        "):
        gap = gap.replace("\n  ", "\n        ")
    text = style.format(f"transfer.kind == 5{gap}&& đúng{gap}|| sai")
    [node] = parse_yaml(text)
    value = node.value["key"]

    assert value.split() == ["transfer.kind", "==", "5", "&&", "đúng", "||", "sai"]
    assert _characters(node, ("key",), text) == value.replace("\n", " ")


def test_offsets_pass_through_escapes_and_doubled_quotes() -> None:
    text = 'a: "x\\"y\\u0111z \\\n    w"\nb: \'it\'\'s\'\nc: "two\n\n  parts"\n'
    [node] = parse_yaml(text)

    assert node.value == {"a": 'x"yđz w', "b": "it's", "c": "two\nparts"}
    assert [node.locate(("a",), offset) for offset in range(8)] == [
        (1, 5),
        (1, 6),
        (1, 8),
        (1, 9),
        (1, 15),
        (1, 16),
        (2, 5),
        (2, 6),
    ]
    assert node.locate(("b",), 3) == (3, 9)
    assert node.locate(("c",), 4) == (6, 3)


def test_an_offset_into_what_is_not_a_string_gives_its_start() -> None:
    [node] = parse_yaml("a: [1, 2]\nb: 5\n")

    assert node.locate(("a",), 3) == (1, 4)
    assert node.locate(("b",), 7) == (2, 4)
    assert node.locate(("b", "gone"), 7) == (2, 4)


@dataclass(frozen=True)
class Bad:
    """A text and the problem that it must give."""

    name: str
    text: str
    code: str
    place: str
    says: str = ""


BAD_TEXTS = [
    Bad("duplicate key", "a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", "3:1", "line 1, column 1"),
    Bad("duplicate key in another spelling", "a: 1\n'a': 3\n", "yaml-duplicate-key", "2:1", "`a`"),
    Bad("number as key", "1: x\n", "yaml-key", "1:1"),
    Bad("list as key", "[a]: x\n", "yaml-key", "1:1"),
    Bad("null as key", "~: x\n", "yaml-key", "1:1"),
    Bad("merge key", "a: &a {b: 1}\nc: {<<: *a}\n", "yaml-merge-key", "2:5", "`<<`"),
    Bad("python tag", "a: !!python/object/apply:os.system [ls]\n", "yaml-tag", "1:4", "!!python/object"),
    Bad("own tag", "a: !mine 1\n", "yaml-tag", "1:4", "`!mine`"),
    Bad("date tag", "a: !!timestamp 2024-01-01\n", "yaml-tag", "1:4", "`!!timestamp`"),
    Bad("unknown alias", "a: *b\n", "yaml-alias", "1:4", "`b`"),
    Bad("alias to what it stands in", "a: &a [*a]\n", "yaml-alias", "1:8"),
    Bad("too deep", "a: " + "[" * 70, "yaml-too-deep", "1:67", "64"),
    Bad("far too deep", "[" * 100_000, "yaml-too-deep", "1:65"),
    Bad("too deep in block style", "- " * 70 + "x\n", "yaml-too-deep", "1:129"),
    Bad("far too deep in block style", "- " * 5000 + "x\n", "yaml-too-deep", "1:129"),
    Bad("mappings far too deep", "{a: " * 5000, "yaml-too-deep", "1:257"),
    Bad("far too deep, line by line", "[\n" * 5000, "yaml-too-deep", "65:1"),
    Bad("far too deep behind other values", "a: [b]\nc: " + "[" * 5000, "yaml-too-deep", "2:67"),
    Bad("number without end", f"a: {'9' * 5000}\n", "yaml-number", "1:4"),
    Bad("tab for indentation", "a:\n\tb: 1\n", "yaml-syntax", "2:1", "spaces"),
    Bad("bracket left open", "a: [1, 2\n", "yaml-syntax", "1:9"),
    Bad("quote left open", 'a: "x\n', "yaml-syntax", "1:6"),
    Bad("NUL", "a: x\0y\n", "yaml-syntax", "1:5", "control character"),
    Bad("bell", "b: 1\na: \a\n", "yaml-syntax", "2:4", "control character"),
    Bad("lone surrogate", "a: \ud800\n", "yaml-syntax", "1:4"),
    Bad("two values", "- a\n b: c\n", "yaml-syntax", "2:3"),
    Bad("unknown directive", "%FOO\n---\na\n", "yaml-syntax", "1:5"),
]


@pytest.mark.parametrize("bad", BAD_TEXTS, ids=lambda bad: bad.name)
def test_a_bad_text_gives_one_problem_with_its_place(bad: Bad) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(bad.text, "bad.yaml")

    [problem] = caught.value.diagnostics
    assert problem.code == bad.code
    assert str(problem.span) == f"bad.yaml:{bad.place}"
    assert bad.says in problem.line()
    assert "\n" not in problem.line("vi") + problem.line("en")


def test_every_problem_that_reading_survives_is_reported() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 1\na: !x 2\n1: 2\nb: {c: 1, c: 1}\n")

    assert [problem.code for problem in caught.value.diagnostics] == [
        "yaml-duplicate-key",
        "yaml-tag",
        "yaml-key",
        "yaml-duplicate-key",
    ]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("levels", [70, 1000, 1001, 5000])
def test_what_stands_before_a_depth_that_nobody_reads_is_judged_all_the_same(levels: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 1\na: 2\nb: !x 3\nc: " + "[" * levels + "]" * levels + "\na: 4\n")

    assert [problem.code for problem in caught.value.diagnostics] == ["yaml-duplicate-key", "yaml-tag", "yaml-too-deep"]


@pytest.mark.usefixtures("either_parser")
def test_aliases_may_share_values_but_not_explode() -> None:
    levels = "".join(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12))

    with pytest.raises(InputError, match="yaml-alias-bomb"):
        parse_yaml(f"a0: &a0 x\n{levels}")
    assert parse_yaml("a: &a {b: [1]}\nc: *a\n")[0].value == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert ALIAS_LIMIT > 9**5


def test_aliases_do_not_get_round_the_limit_of_depth() -> None:
    chain = "".join(f"a{n}: &a{n} {'[' * 30}*a{n - 1}{']' * 30}\n" for n in range(1, 4))

    with pytest.raises(InputError, match="yaml-too-deep"):
        parse_yaml(f"a0: &a0 x\n{chain}")


def json_like(last_character: int) -> st.SearchStrategy[Any]:
    """Values of every shape, with strings that YAML could take for something else."""
    characters = st.characters(
        max_codepoint=last_character, exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"
    )
    return st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**12), 10**12)
        | st.text(characters, max_size=20)
        | st.sampled_from(["007", "no", "2024-01-01", "a: b", "- x", "# y", "a\nb\n", "", " ", "~", "'", '"']),
        lambda children: (
            st.lists(children, max_size=4) | st.dictionaries(st.text("abcđé :#-\n", max_size=5), children, max_size=4)
        ),
        max_leaves=12,
    )


@given(value=json_like(0x10FFFF), flow=st.booleans(), unicode=st.booleans(), width=st.sampled_from([20, 200]))
def test_what_another_writer_wrote_reads_back_with_each_leaf_in_its_place(
    value: object, *, flow: bool, unicode: bool, width: int
) -> None:
    text = yaml.safe_dump(
        _quoted(value), default_flow_style=flow, allow_unicode=unicode, width=width, default_style='"'
    )
    [node] = parse_yaml(text)

    assert node.value == _quoted(value)
    for path, leaf in _leaves(node.value):
        start, end = node.offsets(path)
        assert yaml.safe_load(text[start:end].replace("\n", "\n ")) == leaf


@given(value=json_like(0xFFFF))
def test_json_is_yaml(value: object) -> None:
    [node] = parse_yaml(json.dumps(value))

    assert node.value == value


@given(text=st.text() | st.text("[]{}:,-&*!|>'\"%#?\n\t ab1", max_size=40))
def test_no_text_gives_anything_but_nodes_or_problems(text: str) -> None:
    [(nodes, problems, is_whole)] = read_yaml(SourceText(text))

    assert is_whole or problems
    for node in nodes:
        for path, leaf in _leaves(node.value):
            assert node.span(path).line is not None
            assert node.locate(path, len(leaf) if isinstance(leaf, str) else 0) >= (1, 1)


def _quoted(value: Any) -> Any:  # noqa: ANN401 - any shape
    """Keep strings only, which `default_style='"'` writes as what they are."""
    if isinstance(value, dict):
        return {key: _quoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    return value if isinstance(value, str) else repr(value)


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:  # noqa: ANN401 - any shape
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
        return
    for key, item in items:
        yield from _leaves(item, (*path, key))


def _range(node: Node, path: tuple[str | int, ...], *, of_key: bool = False) -> str:
    span = node.key_span(path) if of_key else node.span(path)
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def _characters(node: Node, path: tuple[str | int, ...], text: str) -> str:
    """Read a string back through `locate`, a line break as a space."""
    lines = [f"{line} " for line in text.split("\n")]
    places = [node.locate(path, offset) for offset in range(len(node.at(path)))]
    return "".join(lines[line - 1][column - 1] for line, column in places)

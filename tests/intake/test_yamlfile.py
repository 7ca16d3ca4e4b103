"""Registers in YAML.

Modules: `intake.content`.
"""

from __future__ import annotations

import pytest

from tests.intake.helpers import Case, assert_reads_as, extent, read

CASES = [
    Case("all personal", "personal: true\naccounts: [{id: a}]\n", [{"id": "a"}], header={"personal": True}),
    Case("no lists", "blank_lists: none\naccounts: [{id: a}]\n", [{"id": "a"}], header={"blank_lists": "none"}),
    Case("none personal", "personal: false\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:11 header-value"]),
    Case("lists never", "blank_lists: never\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:14 header-value"]),
    Case("list of accounts", "- id: a\n- id: b\n", [{"id": "a"}, {"id": "b"}]),
    Case("one account", "id: a\nkind: blog\n", [{"id": "a", "kind": "blog"}]),
    Case("one account without id", "kind: blog\n", [{"kind": "blog"}]),
    Case(
        "register",
        "schema_version: 1\nname: sổ\nblank_means: never\naccounts:\n- id: a\n",
        [{"id": "a"}],
        header={"schema_version": 1, "name": "sổ", "blank_means": "never"},
    ),
    Case("several documents", "id: a\n---\n- id: b\n---\naccounts: [{id: c}]\n", [{"id": x} for x in "abc"]),
    Case("header document", "blank_means: never\n---\nid: a\n", [{"id": "a"}], header={"blank_means": "never"}),
    Case("byte order mark", b"\xef\xbb\xbf- id: a\n", [{"id": "a"}]),
    Case("dates and odd ids stay text", "- {id: 007, on: 2024-06-01}\n", [{"id": "007", "on": "2024-06-01"}]),
    Case("empty file", "", [], ["- empty-file"]),
    Case("blank file", " \n\n", [], ["- empty-file"]),
    Case("comments only", "# nothing\n", [], ["- no-accounts"]),
    Case("no accounts", "accounts: []\n", [], ["- no-accounts"]),
    Case("not a list", "accounts: {id: a}\n", [], ["1:11 not-a-list"]),
    Case("not a register", "version: 2\n", [], ["1:1 not-a-register"]),
    Case("a word", "hello\n", [], ["1:1 not-a-register"]),
    Case("unknown header key", "blank_mean: never\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:1 unknown-header-key"]),
    Case("bad header value", "blank_means: no\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:14 header-value"]),
    Case("future version", "schema_version: 2\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:17 header-value"]),
    Case("numeric name", "name: 5\naccounts: [{id: a}]\n", [{"id": "a"}], ["1:7 header-value"]),
    Case(
        "two headers that differ",
        "blank_means: never\n---\nblank_means: unknown\naccounts: [{id: a}]\n",
        [{"id": "a"}],
        ["3:14 header-conflict"],
        {"blank_means": "never"},
    ),
    Case("entry that is no account", "- id: a\n- b\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["2:3 not-an-account"]),
    Case(
        "duplicate key", "- id: a\n- id: b\n  id: x\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["3:3 yaml-duplicate-key"]
    ),
    Case("tag", "- id: a\n- id: !!int 5\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["2:7 yaml-tag"]),
    Case(
        "broken account",
        "accounts:\n  - id: a\n  - id: b\n    kind: [\n  - id: c\nblank_means: never\n",
        [{"id": "a"}, {"id": "c"}],
        ["4:12 yaml-syntax"],
        {"blank_means": "never"},
    ),
    Case(
        "broken account in a plain list",
        "- id: a\n- id: 'b\n- id: c\n",
        [{"id": "a"}, {"id": "c"}],
        ["2:9 yaml-syntax"],
    ),
    Case(
        "wrong indentation",
        "- id: a\n- id: b\n kind: blog\n- id: c\n",
        [{"id": "a"}, {"id": "c"}],
        ["3:2 yaml-syntax"],
    ),
    Case(
        "key that lost its indentation",
        "- id: a\n- id: b\nkind: blog\n- id: c\n",
        [{"id": "a"}, {"id": "c"}],
        ["3:1 yaml-syntax"],
    ),
    Case(
        "anchors reach over a broken account",
        "- id: a\n  holder: &h {unit: u}\n- id: [\n- id: c\n  holder: *h\n",
        [{"id": "a", "holder": {"unit": "u"}}, {"id": "c", "holder": {"unit": "u"}}],
        ["3:8 yaml-syntax"],
    ),
    Case(
        "alias bomb",
        "- id: a\n- &0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"- &{n} [{', '.join([f'*{n - 1}'] * 10)}]\n" for n in range(1, 6))
        + "- id: c\n",
        [{"id": "a"}, {"id": "c"}],
        [*(f"{line}:6 not-an-account" for line in range(2, 6)), "6:43 yaml-alias-bomb", "7:7 yaml-alias"],
    ),
    Case(
        "too deep",
        "- id: a\n- id: " + "[" * 100_000 + "\n- id: c\n",
        [{"id": "a"}, {"id": "c"}],
        ["2:69 yaml-too-deep"],
    ),
    Case("control character", "- id: a\n- id: \a\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["2:7 yaml-syntax"]),
    Case("NUL", "- id: a\n- id: b\0\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["2:8 yaml-syntax"]),
    Case("bytes that are not UTF-8", b"- id: a\n- id: \xff\n- id: c\n", [{"id": "a"}, {"id": "c"}], ["2:7 not-utf8"]),
    Case("UTF-16", "- id: a\n".encode("utf-16"), [], ["- not-utf8"]),
    Case("UTF-16 without its mark", "- id: a\n".encode("utf-16-le"), [], ["- not-utf8"]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_register_gives_its_healthy_accounts_and_its_problems(case: Case) -> None:
    assert_reads_as(case, "register.yaml")


def test_each_value_and_key_has_its_place() -> None:
    text = "accounts:\n  - id: a\n    holder: {legal_name: Đỗ An}\n    transfers:\n      - kind: >-\n          lend\n"
    [record] = read("register.yaml", text).records

    assert extent(record.places.span(())) == "2:5-6:15"
    assert extent(record.places.span(("holder", "legal_name"))) == "3:26-3:31"
    assert extent(record.places.key_span(("holder", "legal_name"))) == "3:14-3:24"
    assert extent(record.places.span(("transfers", 0, "kind"))) == "5:15-6:15"
    assert extent(record.places.span(("transfers", 0, "on"))) == "5:9-6:15"
    assert record.places.source_line(2) == "  - id: a"


def test_more_problems_than_anybody_reads_are_still_all_reported() -> None:
    result = read("register.yaml", "- {id: a, id: b}\n" * 1500 + "- id: c\n")

    assert len(result.problems) == 1500
    assert result.accounts == [{"id": "c"}]


def test_places_survive_a_broken_neighbour() -> None:
    result = read("register.yaml", "- id: [\n- id: b\n  in_use: true\n")

    assert extent(result.records[0].places.span(("in_use",))) == "3:11-3:15"


def test_a_misspelt_header_key_is_suggested() -> None:
    [problem] = read("register.yaml", "blank_mean: never\naccounts: [{id: a}]\n").problems

    assert problem.help is not None
    assert problem.help.en == "did you mean `blank_means`?"

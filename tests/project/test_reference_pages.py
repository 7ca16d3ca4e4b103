"""The generated reference pages have everything that the library and its packs have.

Modules: `model.vocabulary`.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from qd85rules.cli import _COMMANDS
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import load_stack, shipped_packs
from qd85rules.wording.verdicts import ACT_BEFORE
from scripts.gen_docs import pages

STACK = load_stack(shipped_packs())
HEADINGS = {
    "clauses": set(STACK.catalogue.clauses),
    "rules": {rule.rule.id for rule in STACK.rules} | {f"concepts.{name}" for name in STACK.base_concepts},
    "parameters": set(STACK.parameters),
    "facts": set(FACTS),
    "files": {"pack", "rule", "documents", "relays", "clauses", "readings", "cases", "waivers", "baseline", "record"},
    "cli": {"qd85 check", "qd85 clauses", "qd85 explain", "qd85 schema"},
}


@cache
def page(name: str) -> str:
    return dict(pages())[f"reference/{name}.md"]


@pytest.mark.parametrize("name", HEADINGS)
def test_a_page_has_a_heading_for_each_thing(name: str) -> None:
    found = set(re.findall(r"^##+ `([^`]+)`", page(name), re.MULTILINE))

    assert found >= HEADINGS[name]


@pytest.mark.parametrize("name", HEADINGS)
def test_no_two_headings_of_a_page_have_one_anchor(name: str) -> None:
    anchors = re.findall(r"\{ #([a-z0-9-]+) \}", page(name))

    assert len(anchors) == len(set(anchors))


def test_both_languages_are_on_the_page_of_clauses() -> None:
    text = page("clauses").replace("&lt;", "<").replace("&#124;", "|")

    for clause in STACK.catalogue.clauses.values():
        assert clause.summary.vi in text
        assert clause.summary.en in text


def test_each_sentence_stands_beside_its_twin_on_the_page_of_wording() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \| (.+) \|$", page("wording"), re.MULTILINE)

    assert ("ACT_BEFORE", ACT_BEFORE.vi, ACT_BEFORE.en) in rows
    assert {rule.rule.id for rule in STACK.rules} <= {name.partition(":")[0] for name, _, _ in rows}
    assert {f"{fact}: question" for fact in FACTS} <= {name for name, _, _ in rows}
    assert all(vi and en for _, vi, en in rows)


def test_each_key_of_a_form_has_a_row_with_what_it_says_in_both_languages() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (?:yes)? *\| (.+) \| (.+) \|$", page("files"), re.MULTILINE)

    assert {
        "parameters.NAME.settings.until",
        "[].expires_on",
        "NAME.passage.digest",
        "NAME.summary",
        "cases[].table.rows",
    } <= {key for key, _, _ in rows}
    assert all(" / " in said for _, _, said in rows)


def test_the_page_of_the_command_line_has_every_command() -> None:
    commands = [f"qd85 {command}" for command in _COMMANDS]

    assert re.findall(r"^## `([^`]+)`", page("cli"), re.MULTILINE) == commands


def test_rows_of_tables_have_the_columns_of_their_head() -> None:
    for name in HEADINGS:
        for table in re.findall(r"(?:^\|.*\n)+", page(name), re.MULTILINE):
            assert len({line.count("|") for line in table.splitlines()}) == 1

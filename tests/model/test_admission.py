"""Admission: what is refused, with which code, where, and what to do about it.

Modules: `model.paths`, `model.validation`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import LANGUAGES
from qd85rules.model.account import Account
from qd85rules.model.admission import admit
from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import IN_LISTS, SECTION

if TYPE_CHECKING:
    from qd85rules.model.spec import Field

DAY = date(2024, 11, 1)


class Place:
    """Says the path that it was asked for, in the place of a file."""

    def span(self, path: tuple[str | int, ...]) -> Span:
        return Span(".".join(map(str, path)))

    def key_span(self, path: tuple[str | int, ...]) -> Span:
        return Span("key " + ".".join(map(str, path)))

    def source_line(self, _line: int | None) -> None:
        """Give no line."""


def problems(data: Any) -> list[Diagnostic]:  # noqa: ANN401 - bad data of any type
    admitted = admit(data, DAY, Place())
    assert isinstance(admitted, list)
    return admitted


@pytest.mark.parametrize(
    ("data", "code", "place", "help_text"),
    [
        ({"id": "a", "kinds": "x"}, "unknown-key", "key kinds", "did you mean `kind`?"),
        (
            {"id": "a", "holder": {"legalname": "x"}},
            "unknown-key",
            "key holder.legalname",
            "did you mean `legal_name`?",
        ),
        ({"id": "a", "transfers": [{"onn": "x"}]}, "unknown-key", "key transfers.0.onn", "did you mean `on`?"),
        ({"id": "a", "profile": {"xyz": 1}}, "unknown-key", "key profile.xyz", "the keys here are `display_name`"),
        ({"id": "a", "kind": "websit"}, "unknown-value", "kind", "did you mean `website`?"),
        ({"id": "a", "transfers": [{"kind": "lned"}]}, "unknown-value", "transfers.0.kind", "did you mean `lend`?"),
        ({"id": "a", "holder": {"roles": ["cadr"]}}, "unknown-value", "holder.roles.0", "did you mean `cadre`?"),
        ({"id": "a", "incidents": [{"sign": "zzz"}]}, "unknown-value", "incidents.0.sign", "the values are `anomaly`"),
        ({"id": "a", "opened_on": "2024-02-30"}, "impossible-date", "opened_on", "look the date up"),
        ({"id": "a", "opened_on": "1/2/2024"}, "bad-date", "opened_on", "write it as YEAR-MONTH-DAY"),
        ({"id": "a", "opened_on": "never"}, "bad-date", "opened_on", "write it as YEAR-MONTH-DAY"),
        ({"id": "a", "opened_on": 20240101}, "bad-date", "opened_on", "write it as YEAR-MONTH-DAY"),
        ({"id": "a", "closed_on": "nevr"}, "bad-date", "closed_on", "did you mean `never`?"),
        ({"id": "a", "closed_on": "soon"}, "bad-date", "closed_on", "or `never`"),
        ({"id": 142}, "wrong-type", "id", "put it in quotes"),
        ({"id": "a", "in_use": "yes"}, "wrong-type", "in_use", None),
        ({"id": "a", "transfers": {}}, "wrong-type", "transfers", "write it as a list"),
        ({"id": "a", "holder": []}, "wrong-type", "holder", None),
        ({"id": " a"}, "bad-text", "id", "mend it"),
        ({"id": ""}, "bad-text", "id", "mend it"),
        ({}, "missing-key", "", "add `id:`"),
        (7, "wrong-type", "", None),
        ({"id": "a", "opened_on": "2024-11-02"}, "date-after-as-of", "opened_on", "mend the date"),
        (
            {"id": "a", "opened_on": "2024-05-01", "closed_on": "2024-04-30"},
            "end-before-start",
            "closed_on",
            "look both dates up",
        ),
        (
            {"id": "a", "incidents": [{"detected_on": "2024-05-01", "committee_told_on": "2024-04-30"}]},
            "end-before-start",
            "incidents.0.committee_told_on",
            "look both dates up",
        ),
        (
            {"id": "a", "transfers": [{"direction": "in", "kind": "lend"}]},
            "kind-against-direction",
            "transfers.0.kind",
            "did you mean `borrow`?",
        ),
        (
            {"id": "a", "declaration": {"requested_on": "2024-05-02", "due_by": "2024-05-01"}},
            "end-before-start",
            "declaration.due_by",
            "look both dates up",
        ),
        (
            {"id": "a", "declaration": {"requested_on": "never", "due_by": "2024-05-01"}},
            "beside-never",
            "declaration.due_by",
            "mend `requested_on`, or remove `due_by`",
        ),
        (
            {"id": "a", "transfers": [{"on": "2024-05-02", "returned_on": "2024-05-01"}]},
            "end-before-start",
            "transfers.0.returned_on",
            "look both dates up",
        ),
        ({"id": "a", "holder": {"other_names": "Mây"}}, "wrong-type", "holder.other_names", "write it as a list"),
        ({"id": "a", "declaration": {"due_by": "never"}}, "bad-date", "declaration.due_by", "write it as YEAR"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_the_problem_is_named_with_its_place_and_a_remedy(
    data: object, code: str, place: str, help_text: str | None
) -> None:
    [problem] = problems(data)

    assert problem.code == code
    assert str(problem.span) == (place or "<data>")
    assert (problem.help is None) if help_text is None else help_text in (problem.help.en if problem.help else "")
    assert problem.message.vi != problem.message.en


@pytest.mark.parametrize(
    "data",
    [
        {"id": "a", "opened_on": "2024-11-01"},
        {"id": "a", "opened_on": date(2024, 11, 1), "closed_on": "never"},
        {"id": "a", "opened_on": "2024-05-01", "closed_on": "2024-05-01"},
        {"id": "a", "incidents": [{"detected_on": "2024-05-01", "activity_stopped_on": "2024-04-30"}]},
        {"id": "a", "declaration": {"requested_on": "2024-05-01", "declared_on": "2024-04-30"}},
        {"id": "a", "transfers": [{"kind": "lend"}, {"direction": "in"}, {}], "incidents": []},
        {"id": "a", "holder": {"roles": []}},
        {"id": "a", "declaration": {"requested_on": "2024-10-30", "due_by": "2025-02-01"}},
        {"id": "a", "incidents": [{"detected_on": "2024-05-02", "committee_known_on": "2024-05-01"}]},
        {"id": "a", "holder": {"other_names": ["Mây Chiều", "Ma Văn Kháng"]}, "personal": False},
    ],
    ids=[
        "a date on the day of the check",
        "a date object",
        "closed on the day it was opened",
        "activity stopped before the sign was noticed",
        "declared before the request",
        "items with next to nothing",
        "no roles",
        "a last day after that of the check",
        "known to the committee before the sign was noticed",
        "other names, an organisation's page",
    ],
)
def test_what_can_be_true_is_admitted(data: dict[str, Any]) -> None:
    assert isinstance(admit(data, DAY), Account)


def test_every_problem_of_a_record_is_found() -> None:
    found = problems({"kind": "x", "holder": {"a": 1, "roles": [2]}, "transfers": [{"on": "x"}]})

    assert sorted(problem.code for problem in found) == [
        "bad-date",
        "missing-key",
        "unknown-key",
        "unknown-value",
        "unknown-value",
    ]


def test_no_problem_repeats_a_name() -> None:
    found = problems({"id": "a", "holder": {"legal_name": ["Nguyễn Văn An"]}, "profile": {"display_name": 7}})

    assert all("Nguyễn" not in problem.line("vi") + problem.line("en") for problem in found)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_event_dates_alone_take_never(field: Field) -> None:
    if field.kind in {"date", "event"}:
        admitted = isinstance(admit(_account_with(field, "never"), DAY), Account)
        assert admitted is (field.kind == "event")


@pytest.mark.parametrize("field", [field for field in FIELDS if field.is_personal], ids=lambda field: field.name)
def test_what_may_be_a_person_s_is_quoted_in_no_problem(field: Field) -> None:
    for value in ("Bùi Văn\u200b Kín", "Bùi Văn Kín " * 400, " Bùi Văn Kín ", ["Bùi Văn Kín"], {"Kín": "Kín"}, 7):
        found = admit(_account_with(field, value), DAY)
        if isinstance(found, list):
            assert all("Kín" not in problem.line(lang) for problem in found for lang in LANGUAGES)


def _account_with(field: Field, value: object) -> dict[str, Any]:
    key = SECTION[field.section].key
    if not key:
        return {"id": "a", field.key: value}
    return {"id": "a", key: [{field.key: value}] if field.name in IN_LISTS else {field.key: value}}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["never", "2024-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "holder", "roles", "transfers", "on", "kind", "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(_JSON)
def test_any_plain_data_is_admitted_or_refused_with_places(data: object) -> None:
    admitted = admit(data, DAY, Place())  # type: ignore[arg-type]

    assert isinstance(admitted, Account) or (admitted and all(problem.span.path is not None for problem in admitted))

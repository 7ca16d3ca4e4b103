"""A report knows whose pages it is about."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from qd85rules import check_register, render

AS_OF = date(2024, 11, 1)


def page(name: str, holder: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": name, "kind": "blog", "in_use": True} | ({} if holder is None else {"holder": holder})


REGISTER = [
    page("a/1", {"id": "a", "legal_name": "Nguyễn Văn An", "roles": ["party_member"]}),
    page("b/1", {"id": "b", "unit": "so-noi-vu", "roles": ["party_member"]}),
    page("a/2", {"id": "a", "unit": "xa-mau", "roles": ["party_member"]}),
    page("c/1", {"legal_name": "Nguyễn Văn An"}),
    page("c/2", {"legal_name": "Nguyễn Văn An"}),
    page("d/1", None),
]


def test_people_are_told_apart_by_their_ids_and_never_by_their_names() -> None:
    people = check_register(REGISTER, as_of=AS_OF, engine="reference").people

    assert [(one.key, one.holder_id, one.name, one.unit, one.pages) for one in people] == [
        ("a", "a", "Nguyễn Văn An", "xa-mau", 2),
        ("b", "b", None, "so-noi-vu", 1),
        ("c/1", None, "Nguyễn Văn An", None, 1),
        ("c/2", None, "Nguyễn Văn An", None, 1),
        ("d/1", None, None, None, 1),
    ]


def test_findings_carry_the_holder_and_the_unit_of_their_own_page() -> None:
    report = check_register(REGISTER, as_of=AS_OF, engine="reference")
    holders = {page["id"]: page.get("holder", {}) for page in REGISTER}
    stated = {name: (holder.get("id"), holder.get("unit")) for name, holder in holders.items()}

    assert {finding.account for finding in report.findings} == set(stated)
    for finding in report.findings:
        assert (finding.holder_id, finding.unit) == stated[finding.account]
        assert finding.holder_name == holders[finding.account].get("legal_name")
    for found in json.loads(render(report, "json"))["findings"]:
        assert (found["holder_id"], found["unit"]) == stated[found["account"]]
    for row in csv.DictReader(io.StringIO(render(report, "csv"))):
        assert (row["holder_id"] or None, row["unit"] or None) == stated[row["account"]]

"""Random accounts are admitted, judged alike by every engine, and shrink to what a person can read."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from qd85rules import Policy, check_register
from qd85rules.lab.strategies import accounts, days, registers
from qd85rules.model.admission import admit
from qd85rules.model.paths import fields_of
from qd85rules.model.sections import SECTIONS
from qd85rules.policy.policy import shipped_packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from qd85rules.model.spec import Field, Section

DAY = date(2024, 11, 1)
POLICY = Policy.load(shipped_packs(), as_of=DAY)

QUICK = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60)


@QUICK
@given(account=accounts(POLICY))
def test_every_account_is_admitted(account: dict[str, Any]) -> None:
    assert not isinstance(admit(account, DAY), list)


@QUICK
@given(register=registers(POLICY))
def test_every_engine_judges_a_random_register_alike(register: list[dict[str, Any]]) -> None:
    report = check_register(register, policy=POLICY)

    assert report.errors == ()
    assert report.accounts == len(register)


@QUICK
@given(account=accounts(blanks=False))
def test_without_blanks_every_field_has_a_value(account: dict[str, Any]) -> None:
    parts = [part for section in SECTIONS for part in parts_of(account, section)]

    missing = [
        field.name
        for section, part in parts
        for field in fields_of(section)
        # A last day that a request set is no value where nobody asked.
        if field.question is not None and part.get(field.key) is None and not denied(part, field)
    ]

    assert {section.name for section, _ in parts} == {section.name for section in SECTIONS}
    assert not missing


def parts_of(account: dict[str, Any], section: Section) -> list[tuple[Section, dict[str, Any]]]:
    """Give the part of an account that a section describes, or each item of the list."""
    if section.is_list:
        return [(section, item) for item in account[section.key]]
    return [(section, account if section.key == "" else account[section.key])]


def denied(part: dict[str, Any], field: Field) -> bool:
    """Tell whether what the field implies is stated not to have happened."""
    return field.implies is not None and part[field.implies] == "never"


@given(day=days(as_of=DAY))
def test_no_day_is_after_that_of_the_check(day: date) -> None:
    assert day <= DAY


@pytest.mark.parametrize(
    "boundary",
    [date(2022, 10, 7), date(2022, 10, 6), date(2023, 3, 20), date(2024, 10, 29), date(2024, 10, 2), DAY],
    ids=str,
)
def test_days_stand_where_the_rules_change_their_minds(boundary: date) -> None:
    assert find(days(POLICY), lambda day: day == boundary) == boundary


SMALLEST: dict[str, tuple[Callable[[dict[str, Any]], bool], dict[str, Any]]] = {
    "any": (lambda _: True, {"id": "vd-1"}),
    "of a Party member": (
        lambda account: "party_member" in (account.get("holder", {}).get("roles") or ()),
        {"id": "vd-1", "holder": {"roles": ["party_member"]}},
    ),
    "with a page lent out": (
        lambda account: any(transfer.get("kind") == "lend" for transfer in account.get("transfers") or ()),
        {"id": "vd-1", "transfers": [{"kind": "lend"}]},
    ),
}


@pytest.mark.parametrize(("wanted", "smallest"), SMALLEST.values(), ids=SMALLEST)
def test_an_account_shrinks_to_what_matters(wanted: Callable[[dict[str, Any]], bool], smallest: dict[str, Any]) -> None:
    # One way through the search: Hypothesis does not promise the smallest answer on each of them.
    found = find(accounts(), wanted, settings=settings(max_examples=2_000, database=None), random=Random(0))  # noqa: S311 - a search, not a secret

    assert found == smallest


def test_a_register_shrinks_to_the_smallest_account() -> None:
    assert find(registers(), lambda _: True) == [{"id": "vd-1"}]


def test_two_holders_may_declare_one_page() -> None:
    def shared(register: list[dict[str, Any]]) -> bool:
        report = check_register(register, policy=POLICY)
        return any(finding.missing == (("register.declared_rightly",),) for finding in report.undetermined)

    pages = st.lists(accounts(), min_size=2, max_size=2).map(
        lambda pair: [
            {
                **account,
                "id": f"vd-{number}",
                "url": "https://vidu.vn",
                "holder": {"id": f"vd-{number}", "roles": ["cadre"]},
            }
            for number, account in enumerate(pair)
        ]
    )
    found = find(pages, shared)
    assert [account.keys() for account in found] == [{"id", "url", "holder"}] * 2


def test_without_hypothesis_the_extra_is_named() -> None:
    program = "import sys; sys.modules['hypothesis'] = None; import qd85rules.lab.strategies"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, encoding="utf-8")

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].endswith(
        "MissingExtraError: strategies need Hypothesis: install it with `pip install 'qd85rules[testing]'`"
    )


def test_the_rest_of_the_package_needs_no_hypothesis_pytest_or_z3() -> None:
    program = (
        "import sys; sys.modules.update(dict.fromkeys(('hypothesis', 'pytest', 'z3')));"
        "import qd85rules.testing, qd85rules.cli.test"
    )

    subprocess.run([sys.executable, "-c", program], check=True)

"""A data frame in, its findings as a table out: the same outcomes as for the same accounts handed over one by one."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qd85rules import Checker, Policy, TableReport, UsageError, check_register, check_table
from qd85rules.lab.strategies import accounts
from tests.run.accounts import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

POLICY = Policy.load(as_of=DAY)
COLUMNS = ["row", "account", "rule", "subject", "outcome", "due_on", "holder_id", "unit", "labels"]
ACCOUNTS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "kind": "social_profile",
        "personal": True,
        "opened_on": date(2024, 1, 1),
        "in_use": True,
        "holder": {"id": "h1", "unit": "phu-tho", "legal_name": "Nguyễn Thí Dụ", "other_names": [], "roles": ["cadre"]},
        "profile": {"display_name": "Mây Trắng", "true_name_stated": False},
        "transfers": [{"direction": "out", "kind": "lend", "on": date(2024, 6, 1)}],
    },
    {"id": "a2", "kind": "blog", "in_use": False, "unused_since": date(2024, 10, 1)},
    {"id": "a3"},
]


class OnlyArrow:
    """Offers Arrow data and nothing else, as a library would that we have not heard of."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def flat(account: dict[str, Any]) -> dict[str, Any]:
    """Give an account with a column for each value of its parts, lists in one."""
    return {
        key if part is None else f"{key}.{part}": value
        for key, whole in account.items()
        for part, value in (whole.items() if isinstance(whole, dict) else [(None, whole)])
    }


FRAMES: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "pandas, nested": pd.DataFrame,
    "pandas, dotted": lambda rows: pd.DataFrame([flat(row) for row in rows]),
    "Polars, nested": lambda rows: pl.DataFrame(rows, infer_schema_length=None),
    "Polars, dotted": lambda rows: pl.DataFrame([flat(row) for row in rows], infer_schema_length=None),
    "Arrow alone": lambda rows: OnlyArrow(pl.DataFrame(rows, infer_schema_length=None)),
}


def expected(rows: list[dict[str, Any]], **options: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - as of the check
    report = check_register(rows, policy=POLICY, **options)
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    return [
        (
            numbers[one.account],
            one.account,
            one.rule,
            one.subject,
            one.outcome.value,
            one.due_on,
            one.holder_id,
            one.unit,
        )
        for one in report.findings
    ]


def found(report: TableReport) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in pl.DataFrame(report.findings).iter_rows()]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("options", [{}, {"blank_means": "never", "blank_lists": "none"}], ids=["as it is", "blanks"])
def test_a_frame_gives_what_its_accounts_give(frame: Callable[[Any], object], options: dict[str, Any]) -> None:
    report = check_table(frame(ACCOUNTS), policy=POLICY, **options)

    assert report.errors == ()
    assert found(report) == expected(ACCOUNTS, **options)
    assert dict(report.summary) == check_register(ACCOUNTS, policy=POLICY, **options).summary


@settings(max_examples=15)
@given(rows=st.lists(accounts(POLICY), min_size=1, max_size=3, unique_by=lambda row: row["id"]))
def test_whatever_the_accounts_both_kinds_of_frame_give_the_same(rows: list[dict[str, Any]]) -> None:
    wanted = expected(rows)

    for name in ("pandas, nested", "pandas, dotted"):
        assert found(check_table(FRAMES[name](rows), policy=POLICY)) == wanted


def test_the_findings_are_a_table_with_typed_columns() -> None:
    frame = pl.DataFrame(check_table(pl.DataFrame(ACCOUNTS, infer_schema_length=None), policy=POLICY).findings)

    assert frame.columns == COLUMNS
    assert frame.schema["row"] == pl.Int64
    assert frame.schema["due_on"] == pl.Date
    assert check_table(pd.DataFrame([{"id": "a", "kind": "blog"}]).iloc[:0], policy=POLICY).findings is not None


def test_all_outcomes_are_given_where_they_are_asked_for() -> None:
    frame = pl.DataFrame(ACCOUNTS, infer_schema_length=None)
    every = Checker(POLICY).check_table(frame, all_outcomes=True)

    assert len(found(every)) == sum(
        every.summary[name] for name in ("violation", "undetermined", "due", "compliant", "waived", "not_applicable")
    )
    assert set(found(Checker(POLICY).check_table(frame))) < set(found(every))


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 1, 1),
        datetime(2024, 1, 1),  # noqa: DTZ001 - a day of a frame has no zone
        pd.Timestamp("2024-01-01"),
        np.datetime64("2024-01-01"),
        "2024-01-01",
        "2024-01-01 00:00:00",
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_day_is_kept_as_it_is_that_day(value: object) -> None:
    for values in ([value], [value, None]):
        frame = pd.DataFrame({"id": ["a", "b"][: len(values)], "opened_on": values})
        as_objects = pd.DataFrame({"id": ["a", "b"][: len(values)], "opened_on": pd.Series(values, dtype=object)})
        wanted = check_table(
            pl.DataFrame({"id": ["a", "b"][: len(values)], "opened_on": [date(2024, 1, 1), None][: len(values)]}),
            policy=POLICY,
        )

        for each in (frame, as_objects):
            assert check_table(each, policy=POLICY).errors == ()
            assert found(check_table(each, policy=POLICY)) == found(wanted)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (pd.Timestamp("2024-01-01 10:30"), "date-with-time"),
        (pd.Timestamp("2024-01-01", tz="Asia/Ho_Chi_Minh"), "date-with-zone"),
        (datetime(2024, 1, 1, tzinfo=UTC), "date-with-zone"),
        (7, "bad-date"),
    ],
    ids=["an hour", "a zone", "UTC", "a number"],
)
def test_what_is_more_or_less_than_a_day_is_refused(value: object, code: str) -> None:
    [error] = check_table(pd.DataFrame({"id": ["a"], "opened_on": [value]}), policy=POLICY).errors

    assert (error.code, error.account, error.index, error.path) == (code, "a", 0, ("opened_on",))


@pytest.mark.parametrize(
    "blank", [None, np.nan, pd.NaT, pd.NA, float("nan")], ids=["None", "nan", "NaT", "NA", "float"]
)
def test_a_missing_value_is_not_recorded(blank: object) -> None:
    bare = check_table(pl.DataFrame({"id": ["a"]}), policy=POLICY)
    frame = pd.DataFrame(
        {"id": ["a"], "in_use": [blank], "opened_on": [blank], "holder.legal_name": [blank]}, dtype=object
    )
    report = check_table(frame, policy=POLICY)

    assert report.errors == ()
    assert found(report) == found(bare)


@pytest.mark.parametrize("yes", [True, np.True_, np.bool_(1)], ids=["bool", "numpy", "numpy bool_"])
def test_booleans_of_every_kind_are_booleans(yes: object) -> None:
    wanted = found(check_table(pl.DataFrame({"id": ["a", "b"], "in_use": [True, None]}), policy=POLICY))

    for dtype in (object, "boolean"):
        frame = pd.DataFrame({"id": ["a", "b"], "in_use": pd.Series([yes, None], dtype=dtype)})
        assert found(check_table(frame, policy=POLICY)) == wanted


def test_lists_of_numpy_are_lists() -> None:
    frame = pd.DataFrame({"id": ["a"], "holder.roles": [np.array(["cadre"], dtype=object)]})

    assert found(check_table(frame, policy=POLICY)) == expected([{"id": "a", "holder": {"roles": ["cadre"]}}])


def test_a_row_that_cannot_be_read_is_an_error_and_the_others_are_checked() -> None:
    frame = pd.DataFrame({"id": ["a", "b", "a", None], "kind": ["blog", "blgo", "blog", "blog"]})
    report = check_table(frame, policy=POLICY)

    assert [(error.code, error.account, error.index, error.path) for error in report.errors] == [
        ("unknown-value", "b", 1, ("kind",)),
        ("duplicate-id", "a", 2, ("id",)),
        ("missing-key", None, 3, ("id",)),
    ]
    assert {row[:2] for row in found(report)} == {(0, "a")}
    assert report.summary["errors"] == 3
    assert repr(report).startswith("TableReport(summary={'accounts': 1")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([{"id": "a"}], "takes a pandas frame or Arrow data, not `list`.*`check_register`"),
        ("a.parquet", "not `str`.*`check_files`"),
        (pl.LazyFrame({"id": ["a"]}), "not `LazyFrame`"),
        (pd.DataFrame([["a", "b"]], columns=["id", "id"]), "two columns .* for one value: `id`"),
        (pd.DataFrame({"id": ["a"], "holder": ["x"], "holder.id": ["y"]}), "two columns .*: `holder.id`"),
        (pd.DataFrame({"id": ["a"], "holder.id": ["y"], "holder": ["x"]}), "two columns .*: `holder`"),
    ],
    ids=["a list", "a path", "a lazy frame", "a name twice", "a part of a text", "a text and its part"],
)
def test_what_is_no_table_is_refused(table: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check_table(table, policy=POLICY)


def test_a_column_that_no_account_has_is_an_error_of_each_row() -> None:
    report = check_table(pd.DataFrame({"id": ["a", "b"], "holdr.id": ["x", "y"]}), policy=POLICY)

    assert [(error.code, error.index, error.path) for error in report.errors] == [
        ("unknown-key", 0, ("holdr",)),
        ("unknown-key", 1, ("holdr",)),
    ]


def test_without_polars_the_error_names_the_extra() -> None:
    program = """\
import sys
from datetime import date
sys.modules["polars"] = None
from qd85rules import MissingExtraError, check_table
try:
    check_table(object(), as_of=date(2024, 11, 1))
except MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "install `qd85rules[bulk]`" in done.stdout

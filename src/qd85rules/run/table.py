"""From a data frame to its findings as a table: each row is an account, each column a field of it.

In comes a pandas frame, or anything that offers Arrow data by the PyCapsule interface. Columns are called as in CSV
(`holder.legal_name`), or hold structs and lists of them. Every row takes the way of all other accounts (`check`).

What must not live here: reading files of tables (`intake`), judging (`check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from qd85rules.core.diagnostics import Diagnostic, MissingExtraError, Span, UsageError
from qd85rules.engines import EngineName
from qd85rules.model.spec import BlankLists, BlankMeans, Blanks
from qd85rules.policy.policy import Policy
from qd85rules.run.check import Candidate, check_candidates, policy_for, refuse_unknown
from qd85rules.wording import usage

if TYPE_CHECKING:
    from types import ModuleType

    from qd85rules.judge.report import Verdict


@runtime_checkable
class ArrowData(Protocol):
    """Offers its data by the Arrow PyCapsule interface, as Polars, PyArrow, DuckDB and others do."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give the data as a stream of Arrow record batches."""


@dataclass(frozen=True, eq=False, repr=False)
class TableReport:
    """The result of a check of a data frame.

    `findings` has a row for each finding: `row` (the row of the account in the frame, from 0), `account`, `rule`,
    `subject`, `outcome`, `due_on`, `holder_id`, `unit` and `labels`. It is a Polars frame, and Arrow data to all that
    read such. `summary` counts accounts, outcomes and errors; an error's `index` is the row that it is in.
    """

    findings: ArrowData
    summary: Mapping[str, int]
    errors: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        """Say how much was found; it names nobody."""
        return f"TableReport(summary={ {name: count for name, count in self.summary.items() if count} })"


def check_table(  # noqa: PLR0913 - by keyword, as the other functions have them
    table: object,
    *,
    policy: Policy | None = None,
    as_of: date | None = None,
    packs: Sequence[str | Path] | None = None,
    params: Mapping[str, object] | None = None,
    engine: EngineName = "auto",
    blank_means: BlankMeans = "unknown",
    blank_lists: BlankLists = "unknown",
    all_outcomes: bool = False,
) -> TableReport:
    """Check the accounts of a data frame as one register; rows that cannot be read are errors, the others are checked.

    A missing value, NaN or NaT is not recorded; a timestamp at midnight without zone is its day.

    Args:
        table: a pandas frame, or Arrow data.
        policy: what to check against; without one, `as_of`, `packs` and `params` say it.
        as_of: the day of the check, which `policy` has; the library never reads the clock.
        packs: ids of packs that come with the library, or folders, lowest first; the national one when not given.
        params: values for parameters, in place of the packs' own.
        engine: which opinion to ask for; `auto` asks for two where durable-rules can be imported.
        blank_means: what an event date that is not recorded says.
        blank_lists: what it says that transfers or incidents are not recorded.
        all_outcomes: whether compliant and not applicable findings are given as well.

    Raises:
        UsageError: the table is none, or has two columns for one value; otherwise as `check_register`.
        MissingExtraError: Polars is not installed, which the extra `bulk` brings.
    """
    policy = policy_for(policy, as_of, packs, params)
    refuse_unknown(blank_means, blank_lists)
    polars = _polars()
    blanks = Blanks(blank_means, blank_lists)
    report = check_candidates(
        (Candidate(data, _Row(index), blanks, index=index) for index, data in enumerate(_records(table, polars))),
        policy=policy,
        engine=engine,
    )
    rows = report.verdicts if all_outcomes else report.verdicts.shown
    findings: ArrowData = polars.DataFrame([_finding(row) for row in rows], schema=_schema(polars), orient="row")
    return TableReport(findings, report.summary, report.errors)


@dataclass(frozen=True, slots=True)
class _Row:
    """The place of a row; people count rows from 1."""

    index: int

    def span(self, _path: object) -> Span:
        return Span(line=self.index + 1)

    key_span = span

    def source_line(self, _line: int | None) -> None:
        """Show nothing of a frame."""


def _polars() -> ModuleType:
    try:
        import polars as pl  # noqa: PLC0415 - an optional dependency
    except ImportError as error:
        raise MissingExtraError(usage.NEEDS_POLARS) from error
    return pl


def _schema(polars: ModuleType) -> dict[str, Any]:
    text = polars.String
    return {
        "row": polars.Int64,
        "account": text,
        "rule": text,
        "subject": text,
        "outcome": text,
        "due_on": polars.Date,
        "holder_id": text,
        "unit": text,
        # Arrow's own layout of a mapping.
        "labels": polars.List(polars.Struct({"key": text, "value": text})),
    }


def _finding(row: Verdict) -> tuple[object, ...]:
    account, place = row.judged.facts.account, row.judged.place
    holder = account.holder
    who = (None, None) if holder is None else (holder.id, holder.unit)
    number = place.index if isinstance(place, _Row) else None
    return number, row.account, row.rule, row.subject, row.outcome.value, row.due_on, *who, []


def _records(table: object, polars: ModuleType) -> Iterator[dict[str, Any]]:
    """Give the rows as accounts, blanks left out."""
    names, rows = _pandas_rows(table) if _is_pandas(table) else _arrow_rows(table, polars)
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UsageError(usage.COLUMN_TWICE.filled(name=name))
    paths = [name.split(".") for name in names]
    return (_account(names, paths, row) for row in rows)


def _is_pandas(table: object) -> bool:
    return any(
        kind.__module__.partition(".")[0] == "pandas" and kind.__name__ == "DataFrame" for kind in type(table).__mro__
    )


def _pandas_rows(table: Any) -> tuple[list[str], Iterable[Sequence[object]]]:  # noqa: ANN401 - pandas need not be there
    # Column by column, because a row of its own would bend whole numbers into floats.
    columns = [table.iloc[:, number].tolist() for number in range(table.shape[1])]
    return [str(name) for name in table.columns], zip(*columns, strict=True)


def _arrow_rows(table: object, polars: ModuleType) -> tuple[list[str], Iterable[Sequence[object]]]:
    if not hasattr(table, "__arrow_c_stream__") and not hasattr(table, "__arrow_c_array__"):
        raise UsageError(usage.NOT_A_TABLE.filled(kind=type(table).__name__))
    frame = polars.DataFrame(table)
    return frame.columns, frame.iter_rows()


def _account(names: Sequence[str], paths: Sequence[Sequence[str]], row: Sequence[object]) -> dict[str, Any]:
    account: dict[str, Any] = {}
    for name, path, value in zip(names, paths, row, strict=True):
        known = _recorded(value)
        if known is None:
            continue
        part = account
        for step in path[:-1]:
            part = part.setdefault(step, {})
            if not isinstance(part, dict):
                raise UsageError(usage.COLUMN_TWICE.filled(name=name))
        last = path[-1]
        if isinstance(known, dict) and isinstance(part.get(last), dict):
            part[last] |= known
        elif last in part:
            raise UsageError(usage.COLUMN_TWICE.filled(name=name))
        else:
            part[last] = known
    return account


def _recorded(value: Any) -> Any:  # noqa: ANN401 - whatever a frame holds
    """Give a value as plain data; `None` where it is not recorded."""
    if type(value).__module__ == "numpy":
        value = value.tolist()
    if isinstance(value, dict):
        return {key: known for key, each in value.items() if (known := _recorded(each)) is not None} or None
    if isinstance(value, list | tuple):
        return [_recorded(each) for each in value]
    # `pandas.NA` equals nothing and refuses to be asked; NaN and NaT do not equal themselves.
    is_missing = value is None or type(value).__name__ == "NAType" or value != value  # noqa: PLR0124 - so NaN is told
    return None if is_missing else value

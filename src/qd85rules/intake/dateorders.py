"""The order of day and month in each column of a table: said by its name or the settings, or proved by its own days.

What must not live here: reading one day (`dates`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import shortened
from qd85rules.intake.dates import MONTHS_OF_YEAR, DateOrder, Numbered, day_in, order_of
from qd85rules.wording import cells as say
from qd85rules.wording.tables import DATE_ORDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.intake.columns import TableSettings
    from qd85rules.intake.grid import Row, Sheet
    from qd85rules.intake.layout import Layout
    from qd85rules.intake.notes import Notes

_PLACES: Final = 3
_SETTING: Final = say.PUT_DD_MM_YYYY_BEHIND


@dataclass(slots=True)
class Orders:
    """The order for each column of dates, where one is known: `orders` to read with, `decided` to show.

    `left_out` has the numbers of the rows that cannot be read because of it; `problems` say so, once for a table.
    """

    orders: dict[int, DateOrder | Literal["any"]] = field(default_factory=dict)
    decided: dict[int, DateOrder] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def decide_orders(layout: Layout, rows: Sequence[Row], sheet: Sheet, settings: TableSettings, notes: Notes) -> Orders:
    """Decide the order for each column of dates by its first rows."""
    found = Orders()
    undecided: dict[int, list[Row]] = {}
    for column, use in enumerate(layout.uses):
        if use is None or use.column.kind not in {"date", "event", "deadline"}:
            continue
        days = [(row, day) for row in rows if isinstance(day := _day(row, column), Numbered)]
        said = use.order or settings.dates
        proof = order_of(day for _, day in days)
        if said is not None and said != "ymd":
            found.orders[column] = found.decided[column] = said
        elif proof == "both":
            found.problems.append(_mixed(sheet, layout, column, [row for row, _ in days]))
            found.left_out.update(row.number for row, _ in days)
            found.orders[column] = "any"
        elif proof is not None:
            found.orders[column] = found.decided[column] = proof
            for row, day in days:
                if day.first <= MONTHS_OF_YEAR >= day.second and day.first != day.second:
                    notes.add("dates-by-column", sheet.span_of(row, column), DATE_ORDERS[proof])
        elif ambiguous := [row for row, day in days if day.first != day.second]:
            undecided[column] = ambiguous
            found.orders[column] = "any"
        if (swapped := _swapped(rows, days, column)) and proof == "dmy":
            found.problems.append(_half_turned(sheet, layout, column, swapped))
            found.left_out.update(row.number for row in swapped)
    if undecided:
        found.problems.append(_unknown_order(sheet, layout, undecided))
        found.left_out.update(row.number for these in undecided.values() for row in these)
    return found


def _day(row: Row, column: int) -> str | Numbered | None:
    text = row.cell(column)
    return day_in(text.removeprefix("'")) if text and column not in row.kinds else None


def _swapped(rows: Sequence[Row], days: Sequence[tuple[Row, Numbered]], column: int) -> list[Row]:
    """Give real dates that a program made of `01/03` in its own order.

    It turns what fits its order into dates and leaves the rest as text: then no date has a day above twelve, and no
    text a first number of twelve or less.
    """
    real = [row for row in rows if row.kinds.get(column) == "date"]
    if not real or not days or any(day.first <= MONTHS_OF_YEAR for _, day in days):
        return []
    if any(int(row.cell(column)[8:10]) > MONTHS_OF_YEAR for row in real):
        return []
    return [row for row in real if row.cell(column)[5:7] != row.cell(column)[8:10]]


def _spans(sheet: Sheet, column: int, rows: Sequence[Row]) -> tuple[Span, ...]:
    return tuple(sheet.span_of(row, column) for row in rows[:_PLACES])


def _unknown_order(sheet: Sheet, layout: Layout, undecided: dict[int, list[Row]]) -> Diagnostic:
    column, rows = next(iter(undecided.items()))
    names = ", ".join(f"«{shortened(layout.names[number])}»" for number in undecided)
    sample = rows[0].cell(column)
    count = sum(len(these) for these in undecided.values())
    message = say.NOBODY_CAN_TELL_DAYS_OF_COLUMN.filled(names=names, sample=sample)
    places = _spans(sheet, column, rows)
    return Diagnostic("date-order", message, places[0], _SETTING, count=count, places=places)


def _mixed(sheet: Sheet, layout: Layout, column: int, rows: Sequence[Row]) -> Diagnostic:
    name = shortened(layout.names[column])
    message = say.COLUMN_HAS_DAYS_WITH_DAY.filled(name=name)
    cure = say.WRITE_EVERY_DAY_COLUMN_ONE
    places = _spans(sheet, column, rows)
    return Diagnostic("date-order", message, places[0], cure, count=len(rows), places=places)


def _half_turned(sheet: Sheet, layout: Layout, column: int, rows: Sequence[Row]) -> Diagnostic:
    name = shortened(layout.names[column])
    message = say.COLUMN_HAS_REAL_DATES_BESIDE.filled(name=name)
    cure = say.LOOK_UP_EACH_REAL_DATE
    places = _spans(sheet, column, rows)
    return Diagnostic("date-order", message, places[0], cure, count=len(rows), places=places)

"""Case files, `*.qd85test.yaml`: from YAML to cases that can be run, with every problem and its place.

A case that can be read can be run: its packs load, its account is admitted, and each expectation is about a rule or a
clause that judges something in the account.

What must not live here: the checks against a policy (`targets`), running cases (`run`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.lab.cases.case_file import CaseEntry, CasesFile, ExpectedEntry, Outcome
from qd85rules.lab.cases.model import Case, CaseSet, Expectation
from qd85rules.lab.cases.overlay import layered, put, steps_of
from qd85rules.lab.cases.targets import Targets
from qd85rules.policy.loader import merged
from qd85rules.policy.policy import DEFAULT_PACKS, shipped_packs
from qd85rules.policy.rule import Blank
from qd85rules.source.form import Day, Words
from qd85rules.source.places import LaterPlaces
from qd85rules.source.reader import Problems, open_yaml
from qd85rules.source.refusals import too_few
from qd85rules.wording import cases as say
from qd85rules.wording.verdicts import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.lab.cases.case_file import TableEntry
    from qd85rules.model.spec import BlankMeans
    from qd85rules.source.reader import Reader

SUFFIX: Final = ".qd85test.yaml"


_BLANK: Final[Any] = Blank


def load_case_file(path: Path, *, display_path: str | None = None) -> CaseSet:
    """Read one case file; `display_path` is the path as places show it."""
    shown = display_path or str(path)
    problems = Problems()
    reader = open_yaml(path, problems)
    cases = () if reader is None else tuple(_File(reader, path, shown).cases())
    if shown != str(path):
        cases = tuple(_shown(case, str(path), shown) for case in cases)
    return CaseSet(cases, tuple(_problem_shown(problem, str(path), shown) for problem in problems.diagnostics))


def _shown(case: Case, path: str, shown: str) -> Case:
    expect = tuple(replace(each, span=_span_shown(each.span, path, shown)) for each in case.expect)
    return replace(case, span=_span_shown(case.span, path, shown), expect=expect)


def _problem_shown(problem: Diagnostic, path: str, shown: str) -> Diagnostic:
    return replace(problem, span=_span_shown(problem.span, path, shown))


def _span_shown(span: Span, path: str, shown: str) -> Span:
    """Show a place in the case file under the path that the user knows it by; others, as in a pack, stay."""
    return replace(span, path=shown) if span.path == path else span


@dataclass(frozen=True, slots=True)
class _Draft:
    """A case before its account and its expectations are checked.

    `expect` holds pairs of a target's name and the place of what is expected of it.
    """

    reader: Reader
    name: str
    as_of: date | None
    params: Mapping[str, Any]
    blank_means: BlankMeans
    account: Mapping[str, Any]
    others: tuple[Mapping[str, Any], ...]
    layers: tuple[Reader, ...]
    expect: tuple[tuple[str, Reader], ...]
    cells: Mapping[tuple[str | int, ...], Reader]


class _File:
    """One case file; what it says for all its cases."""

    def __init__(self, reader: Reader, path: Path, shown: str) -> None:
        self.reader, self.problems, self.shown = reader, reader.problems, shown
        self.told = reader.read(CasesFile)
        packs = (self.told.packs if self.told else None) or DEFAULT_PACKS
        self.packs = tuple(_pack(pack, path.parent) for pack in packs)

    def cases(self) -> Iterator[Case]:
        """Give the cases that have no problem."""
        if self.told is None:
            # What is wrong for the whole file would be told again by every case.
            return
        targets = Targets(self.packs, self.reader, self.problems)
        if not targets.loaded:
            return
        seen: dict[str, Span] = {}
        for number, _ in enumerate(self.told.cases):
            before = len(self.problems.diagnostics)
            drafts = list(self.drafts(self.reader["cases"][number], self.told))
            if len(self.problems.diagnostics) > before:
                continue
            for draft in drafts:
                case = self.case(draft, targets)
                if case is None:
                    continue
                if case.name in seen:
                    line = seen[case.name].line
                    hint = say.OTHER_CASE.filled(line=line)
                    message = say.CASE_EXISTS.filled(name=case.name)
                    draft.reader.refuse("duplicate", message, hint)
                    continue
                seen[case.name] = case.span
                yield case

    def drafts(self, entry: Reader, file: CasesFile) -> Iterator[_Draft]:
        """Read a case, or each row of its table."""
        told = entry.read(CaseEntry)
        if told is None:
            return
        layers = [entry["account"]] if told.account else []
        draft = _Draft(
            reader=entry,
            name=told.name,
            as_of=told.as_of or file.as_of,
            params={**file.params, **told.params},
            blank_means=told.blank_means or file.blank_means,
            account=merged(file.base, told.account),
            others=tuple(merged(file.base, other) for other in told.others),
            layers=(*layers, *([self.reader["base"]] if file.base else [])),
            expect=tuple((name, entry["expect"][name]) for name in told.expect),
            cells={},
        )
        yield from [draft] if told.table is None else _rows(told.table, entry["table"], draft)

    def case(self, draft: _Draft, targets: Targets) -> Case | None:
        """Make a draft a case; `None`, with the problems recorded, where it cannot be one."""
        before = len(self.problems.diagnostics)
        if draft.as_of is None:
            draft.reader.refuse("missing-key", say.NO_DAY, say.ADD_DAY)
        expect = tuple(
            expectation for name, value in draft.expect for expectation in _expectations(name, value, targets)
        )
        if not expect and len(self.problems.diagnostics) == before:
            draft.reader.refuse("no-expectation", say.EXPECTS_NOTHING, say.ADD_EXPECT)
        if len(self.problems.diagnostics) > before or draft.as_of is None:
            return None
        case = Case(
            name=draft.name,
            source=self.shown,
            packs=self.packs,
            as_of=draft.as_of,
            account=draft.account,
            expect=expect,
            span=draft.reader.span,
            params=draft.params,
            others=draft.others,
            blank_means=draft.blank_means,
        )
        place = LaterPlaces(partial(layered, draft.layers, draft.cells, draft.reader))
        return case if targets.touched(case, place, draft.reader) else None


def _pack(name: str, folder: Path) -> str:
    """Take a pack's folder relative to the case file, unless it is a pack of the library."""
    beside = folder / name
    return str(beside) if name not in shipped_packs() and beside.is_dir() else name


# Tables


def _rows(table: TableEntry, reader: Reader, draft: _Draft) -> Iterator[_Draft]:
    columns = table.columns
    known = [_column(name, reader["columns"][number]) for number, name in enumerate(columns)]
    for number, cells in enumerate(table.rows):
        row = reader["rows"][number]
        if len(cells) != len(columns):
            message = say.ROW_LENGTH.filled(
                cells=counted("cells", len(cells)), columns=counted("columns", len(columns))
            )
            row.refuse("row-length", message, say.WRITE_NULL)
        elif all(known):
            yield _row(draft, row, number + 1, {name: row[position] for position, name in enumerate(columns)})


def _column(name: str, reader: Reader) -> bool:
    """Check a column's name: a target, a word of the case, a parameter, or a path in the account."""
    if "/" in name or name in {"name", "as_of", "blank_means"} or steps_of(name) is not None:
        return True
    reader.refuse("unknown-column", say.UNKNOWN_COLUMN.filled(name=name[:40]), say.NAME_A_COLUMN)
    return False


def _row(draft: _Draft, row: Reader, number: int, cells: Mapping[str, Reader]) -> _Draft:
    name, account, params, as_of = f"{draft.name} [{number}]", draft.account, dict(draft.params), draft.as_of
    blank_means = draft.blank_means
    expect = [pair for pair in draft.expect if pair[0] not in cells]
    places: dict[tuple[str | int, ...], Reader] = {}
    for column, cell in cells.items():
        if "/" in column:
            if cell.value is not None:
                expect.append((column, cell))
        elif column == "name":
            name = f"{draft.name}: {cell.read(Words)}"
        elif column == "as_of":
            as_of = cell.read(Day)
        elif column == "blank_means":
            blank_means = cell.read(_BLANK) or blank_means
        elif column.startswith("params."):
            params[column.removeprefix("params.")] = cell.value
        else:
            steps = steps_of(column) or ()
            try:
                account = put(account, steps, cell.value)
            except LookupError:
                message = say.SKIPS_AN_ITEM.filled(column=column[:40])
                cell.refuse("skipped-item", message, say.COUNT_FROM_ZERO)
            places[steps] = cell
    return replace(
        draft, reader=row, name=name, account=account, params=params, as_of=as_of, blank_means=blank_means,
        expect=tuple(expect), cells=places,
    )  # fmt: skip


# Expectations


def _expectations(name: str, reader: Reader, targets: Targets) -> Iterator[Expectation]:
    target = targets.target(name, reader)
    if target is None:
        return
    if not isinstance(reader.value, list):
        yield _expectation(Expectation(target, name, "", reader.span), reader)
        return
    if not targets.judges_items(name):
        reader.refuse("wrong-type", say.LIST_FOR_ITEMS, say.ONE_OUTCOME)
        return
    if not reader.value:
        reader.tell(too_few(1))
    for number, item in enumerate(reader.items()):
        if item.value is not None:
            yield _expectation(Expectation(target, name, "", item.span, item=number), item)


def _expectation(blank: Expectation, reader: Reader) -> Expectation:
    told = reader.read(Outcome)
    if not isinstance(told, ExpectedEntry):
        return replace(blank, word=told or "")
    return replace(
        blank,
        word=told.outcome,
        missing=told.missing,
        due_on=told.due_on,
        evidence=told.evidence,
        params=told.params,
        clauses=told.clauses,
    )

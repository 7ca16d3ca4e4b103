"""Case files, `*.qd85test.yaml`: from YAML to cases that can be run, with every problem and its place.

A case that can be read can be run: its packs load, its account is admitted, and each expectation is about a rule or a
clause that judges something in the account.

What must not live here: the checks against a policy (`targets`), running cases (`run`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.lab.cases.model import WORDS, Case, CaseSet, Expectation
from qd85rules.lab.cases.overlay import layered, put, steps_of
from qd85rules.lab.cases.targets import Targets
from qd85rules.model.spec import BlankMeans
from qd85rules.policy.loader import merged
from qd85rules.policy.policy import DEFAULT_PACKS, shipped_packs
from qd85rules.source.places import LaterPlaces
from qd85rules.source.shape import Problems, Reader, open_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from qd85rules.core.diagnostics import Diagnostic, Span

__all__ = ["SUFFIX", "load_case_file"]

SUFFIX: Final = ".qd85test.yaml"

_FILE_KEYS: Final = ("packs", "as_of", "params", "blank_means", "base")
_CASE_KEYS: Final = ("as_of", "params", "blank_means", "account", "others", "expect", "table")
_EXPECT_KEYS: Final = ("missing", "due_on", "evidence", "params", "clauses")
_BLANK_MEANS: Final = get_args(BlankMeans)


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
        reader.keys(("cases",), _FILE_KEYS)
        self.reader, self.problems, self.shown = reader, reader.problems, shown
        packs = reader.maybe("packs", lambda value: value.texts(at_least=1)) or DEFAULT_PACKS
        self.packs = tuple(_pack(pack, path.parent) for pack in packs)
        self.as_of = reader.maybe("as_of", Reader.date)
        self.params = reader.maybe("params", _mapping) or {}
        self.blank_means: BlankMeans = (
            reader.maybe("blank_means", lambda value: value.choice(_BLANK_MEANS)) or "unknown"
        )
        self.base = reader.maybe("base", _mapping) or {}
        self.base_layer = tuple(reader.maybe("base", lambda value: [value]) or ())

    def cases(self) -> Iterator[Case]:
        """Give the cases that have no problem."""
        if self.problems.diagnostics:
            # What is wrong for the whole file would be told again by every case.
            return
        targets = Targets(self.packs, self.reader, self.problems)
        if not targets.loaded:
            return
        seen: dict[str, Span] = {}
        for entry in self.reader["cases"].items(at_least=1):
            before = len(self.problems.diagnostics)
            drafts = list(self.drafts(entry))
            if len(self.problems.diagnostics) > before:
                continue
            for draft in drafts:
                case = self.case(draft, targets)
                if case is None:
                    continue
                if case.name in seen:
                    help_ = f"the other one is on line {seen[case.name].line}"
                    draft.reader.fail("duplicate", f"the case `{case.name}` exists already", help=help_)
                    continue
                seen[case.name] = case.span
                yield case

    def drafts(self, entry: Reader) -> Iterator[_Draft]:
        """Read a case, or each row of its table."""
        entry.keys(("name",), _CASE_KEYS)
        account = entry.maybe("account", _mapping) or {}
        over = tuple(entry.maybe("account", lambda value: [value]) or ())
        others = entry.maybe("others", lambda value: value.each(_mapping)) or ()
        draft = _Draft(
            reader=entry,
            name=entry["name"].text(),
            as_of=entry.maybe("as_of", Reader.date) or self.as_of,
            params={**self.params, **(entry.maybe("params", _mapping) or {})},
            blank_means=entry.maybe("blank_means", lambda value: value.choice(_BLANK_MEANS)) or self.blank_means,
            account=merged(self.base, account),
            others=tuple(merged(self.base, other) for other in others),
            layers=(*over, *self.base_layer),
            expect=tuple(entry.maybe("expect", lambda value: list(value.entries())) or ()),
            cells={},
        )
        rows = entry.maybe("table", lambda value: list(_rows(value, draft)))
        yield from [draft] if rows is None else rows

    def case(self, draft: _Draft, targets: Targets) -> Case | None:
        """Make a draft a case; `None`, with the problems recorded, where it cannot be one."""
        before = len(self.problems.diagnostics)
        if draft.as_of is None:
            draft.reader.fail("missing-key", "no day to check on", help="add `as_of:` to the case or to the file")
        expect = tuple(
            expectation for name, value in draft.expect for expectation in _expectations(name, value, targets)
        )
        if not expect and len(self.problems.diagnostics) == before:
            draft.reader.fail(
                "no-expectation", "the case expects nothing", help="add `expect:` with a rule or a clause"
            )
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


def _mapping(reader: Reader) -> dict[str, Any]:
    return {key: entry.value for key, entry in reader.entries()}


# Tables


def _rows(reader: Reader, draft: _Draft) -> Iterator[_Draft]:
    reader.keys(("columns", "rows"))
    columns = reader["columns"].texts(at_least=1)
    readers = list(reader["columns"].items())
    known = [_column(name, column) for name, column in zip(columns, readers, strict=False)]
    for number, row in enumerate(reader["rows"].items(at_least=1), start=1):
        cells = list(row.items())
        if len(cells) != len(columns):
            row.fail(
                "row-length",
                f"the row has {len(cells)} cell{'s' if len(cells) != 1 else ''}, the table {len(columns)} columns",
                help="write `null` where nothing is recorded or expected",
            )
            continue
        if all(known):
            yield _row(draft, row, number, dict(zip(columns, cells, strict=True)))


def _column(name: str, reader: Reader) -> bool:
    """Check a column's name: a target, a word of the case, a parameter, or a path in the account."""
    if "/" in name or name in {"name", "as_of", "blank_means"} or steps_of(name) is not None:
        return True
    reader.fail(
        "unknown-column",
        f"unknown column `{name[:40]}`",
        help="name a rule, a clause, `name`, `as_of`, `params.NAME`, or a field such as `transfers[0].on`",
    )
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
            name = f"{draft.name}: {cell.text()}"
        elif column == "as_of":
            as_of = cell.date()
        elif column == "blank_means":
            blank_means = cell.choice(_BLANK_MEANS)
        elif column.startswith("params."):
            params[column.removeprefix("params.")] = cell.value
        else:
            steps = steps_of(column) or ()
            try:
                account = put(account, steps, cell.value)
            except LookupError:
                cell.fail("skipped-item", f"`{column[:40]}` skips an item", help="count from `[0]`, one by one")
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
        reader.fail("wrong-type", "a list is for rules on transfers or incidents", help="write one outcome")
        return
    for number, item in enumerate(reader.items(at_least=1)):
        if item.value is not None:
            yield _expectation(Expectation(target, name, "", item.span, item=number), item)


def _expectation(blank: Expectation, reader: Reader) -> Expectation:
    if not isinstance(reader.value, dict):
        return replace(blank, word=reader.choice(WORDS))
    reader.keys(("outcome",), _EXPECT_KEYS)
    return replace(
        blank,
        word=reader["outcome"].choice(WORDS),
        missing=reader.maybe("missing", lambda value: tuple(item.texts() for item in value.items())),
        due_on=reader.maybe("due_on", Reader.date),
        evidence=reader.maybe("evidence", _mapping) or {},
        params=reader.maybe("params", _mapping) or {},
        clauses=reader.maybe("clauses", lambda value: value.texts(at_least=1)) or (),
    )

"""`qd85 columns`: how each table of a file is understood, column by column, with a few rows as they are read.

What must not live here: understanding it (`intake`), and the words for it (`wording.tables`).
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.console import put
from qd85rules.cli.exits import Exit
from qd85rules.cli.options import add_config, add_settings
from qd85rules.core.diagnostics import column_letters, told_once
from qd85rules.core.text import HIDDEN, plain
from qd85rules.model.paths import field_at
from qd85rules.run.files import find_inputs
from qd85rules.wording.tables import (
    AS_READ,
    BEHIND,
    COLUMN_STATES,
    DATE_ORDERS,
    ERRORS,
    HEADING_ROW,
    LEFT_OUT,
    NO_TABLE,
    ONE_PLATFORM,
    ROLE_MARK,
    TO_PASTE,
    WHOSE,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from qd85rules.core.text import Language
    from qd85rules.intake.tableview import TableView

_EXAMPLES: Final = """\
examples:
  qd85 columns register.xlsx                  how each sheet and column is understood
  qd85 columns register.csv --table dates=dmy --table "ignore=Ghi chu|Xep loai"
"""
_TOLD: Final = 20
_WIDTH: Final = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `columns`."""
    parser.epilog = _EXAMPLES
    add_settings(parser, ("paths", "stdin-filename", "input-format", "exclude", "table", "lang", "show-names"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `columns`; gives the exit code."""
    inputs = find_inputs(
        options.paths or ["."],
        exclude=options.exclude,
        exclude_base=options.exclude_base,
        format=options.input_format,
        stdin_name=options.stdin_filename,
        table=options.table,
    )
    problems = inputs.problems
    for opener in inputs.openers:
        views: list[TableView] = []
        register = opener(views=views)
        for _ in register.records:
            pass
        problems += register.problems
        about = list(_file_lines(register.path, views, options))
        notes = [note.line(options.lang) for note in register.notes()]
        put("".join(f"{plain(line)}\n" for line in (*about, *_listed(LEFT_OUT[options.lang], notes))))
    if problems:
        told = told_once(problems)
        lines = [problem.line(options.lang) for problem in told[:_TOLD]]
        if len(told) > _TOLD:
            lines.append(BEHIND[options.lang].format(count=len(told) - _TOLD))
        put("".join(f"{plain(line)}\n" for line in _listed(ERRORS[options.lang], lines)))
    return Exit.FAILED if problems else Exit.CLEAN


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines)] if lines else []


def _file_lines(path: str, views: Sequence[TableView], options: argparse.Namespace) -> Iterator[str]:
    lang = options.lang
    if not views:
        yield f"{path}: {NO_TABLE[lang]}"
    for view in views:
        place = path if view.sheet.name is None else f"{path}:{view.sheet.name}"
        yield f"{place}: {HEADING_ROW[lang].format(row=view.heading.last.number, rows=view.rows)}"
        yield from _column_lines(view, lang)
        if view.shown:
            yield f"  {AS_READ[lang]}"
        for row, found in view.shown:
            data = found.data if options.show_names else _masked(found.data)
            pages = {"pages": [*found.pages]} if found.pages else {}
            yield f"    {row.number}: {json.dumps({**data, **pages}, ensure_ascii=False)}"
    yield from _to_paste(views, lang)


def _column_lines(view: TableView, lang: Language) -> Iterator[str]:
    names = [" ".join(name.split())[:_WIDTH] for name in view.layout.names]
    width = max(map(len, names), default=0)
    for number, name in enumerate(names):
        if name:
            yield f"  {column_letters(number + 1):>2}  {name:<{width}}  {_meaning(view, number, lang)}".rstrip()


def _meaning(view: TableView, number: int, lang: Language) -> str:
    use, state = view.layout.uses[number], view.layout.states[number]
    if use is None:
        is_owner = view.key is not None and state == "ignored"
        return WHOSE[lang] if is_owner else COLUMN_STATES.get(state, COLUMN_STATES["ignored"])[lang]
    field = use.column.path
    if use.list_key is not None:
        field = f"{use.list_key}.{'N' if use.index is None else use.index}.{field}"
    order = view.orders.get(number)
    added = [
        *([ONE_PLATFORM[lang].format(platform=use.platform)] if use.platform else []),
        *([ROLE_MARK[lang].format(value=use.value)] if use.value else []),
        *([DATE_ORDERS[order][lang]] if order is not None else []),
    ]
    return field + (f"  ({'; '.join(added)})" if added else "")


def _to_paste(views: Sequence[TableView], lang: Language) -> Iterator[str]:
    """Give settings for what is not understood."""
    quoted = partial(json.dumps, ensure_ascii=False)
    unknown = [quoted(name) for name in dict.fromkeys(_in_state(views, "unknown"))]
    twice = [quoted(name) for name in dict.fromkeys(_in_state(views, "twice"))]
    if unknown or twice:
        yield TO_PASTE[lang]
        yield "  [table]"
        # Of columns that say the same, the first one is the one to keep, unless somebody knows better.
        yield f"  ignore = [{', '.join([*unknown, *twice[len(twice) // 2 :]])}]"
    if unknown:
        yield "  [table.columns]"
        yield from (f'  # {name} = {{field = "url", platform = "facebook"}}' for name in unknown)


def _in_state(views: Sequence[TableView], state: str) -> Iterator[str]:
    for view in views:
        for name, found in zip(view.layout.names, view.layout.states, strict=True):
            if found == state:
                yield " ".join(name.split())


def _masked(value: Any, path: tuple[str | int, ...] = ()) -> Any:  # noqa: ANN401 - plain data
    """Hide what is a person's."""
    if isinstance(value, dict):
        return {key: _masked(one, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, (*path, number)) for number, one in enumerate(value)]
    field = field_at(path)
    return HIDDEN if field is not None and field.is_personal else value

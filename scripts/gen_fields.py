"""Write what follows from the table of fields and is kept in the repository: the account's model, two tables of a page.

What must not live here: the fields (`qd85rules.model.fields`), and reference pages that are not kept (`gen_docs`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.intake.columns import ACCOUNT_COLUMNS, LISTS
from qd85rules.intake.words import NEVER_WORDS, NONE_WORDS, WORDS, YES_NO
from qd85rules.model.paths import ACCOUNT_KEYS, fields_of
from qd85rules.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.model.spec import Field, Section

__all__ = ["files"]

ROOT: Final = Path(__file__).resolve().parent.parent

_MODEL: Final = '''\
"""The account under check, as a register states it: written by `make fields` from the table of fields.

`None` or absent means *not recorded*: rules see an unknown fact. That an event did not happen must be stated with
`never`. Unknown keys are refused, because a misspelt key would read as a silent unknown.

No line here is written by hand: a field changes in `fields`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qd85rules.model.validation import {kinds}
'''
_TYPES: Final = {
    "identifier": "Identifier",
    "text": "ShortText",
    "address": "Address",
    "yes_no": "bool",
    "date": "CalendarDate",
    "event": "EventDate",
    "deadline": "CalendarDate",
    "texts": "Texts",
}


def files() -> Iterator[tuple[Path, str]]:
    """Give each file and what it should hold."""
    yield ROOT / "src" / "qd85rules" / "model" / "account.py", _formatted(_model())
    page = ROOT / "docs" / "how-to" / "register-files.md"
    text = _with_table(page.read_text("utf-8"), _columns_table())
    yield page, _with_table(text, _words_table())


def _model() -> str:
    used = {_TYPES[field.kind] for section in SECTIONS for field in fields_of(section) if field.kind in _TYPES}
    kinds = ", ".join(sorted((used | {"Part"}) - {"bool"}))
    # A class comes before those that have it as a part.
    classes = [_class(section) for section in (*SECTIONS[1:], SECTIONS[0])]
    return "\n\n".join([_MODEL.format(kinds=kinds), *classes])


def _class(section: Section) -> str:
    own = {field.key: _stated(field) for field in fields_of(section)}
    parts = {part.key: _optional(f"tuple[{part.model}, ...]" if part.is_list else part.model) for part in SECTIONS[1:]}
    keys = own if section.key else {key: own.get(key) or parts[key] for key in ACCOUNT_KEYS}
    lines = [f"class {section.model}(Part):", f'    """{section.about}"""', ""]
    return "\n".join([*lines, *(f"    {key}: {stated}" for key, stated in keys.items())]) + "\n"


def _stated(field: Field) -> str:
    if not field.choices:
        return _TYPES[field.kind] if field.question is None else _optional(_TYPES[field.kind])
    values = f"Literal[{', '.join(repr(choice.value) for choice in field.choices)}]"
    return _optional(f"tuple[{values}, ...]" if field.kind == "choices" else values)


def _optional(type_: str) -> str:
    # Files and programs give lists, which a strict tuple would refuse.
    return f"{type_} | None = " + (
        "Field(default=None, strict=False)" if type_.startswith(("tuple", "Texts")) else "None"
    )


def _formatted(source: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(ROOT / "account.py"), "-"]
    return subprocess.run(command, input=source, capture_output=True, encoding="utf-8", check=True, cwd=ROOT).stdout


def _columns_table() -> list[str]:
    lines = ["| field | Vietnamese names | English names |", "|---|---|---|"]
    rows = [(column.path, column) for column in ACCOUNT_COLUMNS]
    rows += [(f"{table.key}.N.{column.path}", column) for table in LISTS for column in table.columns]
    return [*lines, *(f"| `{path}` | {_quoted(column.vi)} | {_quoted(column.en)} |" for path, column in rows)]


def _words_table() -> list[str]:
    rows = [(f"`{value}`", words) for values in WORDS.values() for value, words in values.items()]
    rows += [("`true`", YES_NO[True][1:]), ("`false`", YES_NO[False][1:]), ("`never`", NEVER_WORDS[1:])]
    rows += [("an empty list", NONE_WORDS)]
    return ["| value | words |", "|---|---|", *(f"| {value} | {_quoted(words)} |" for value, words in rows)]


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _with_table(page: str, table: list[str]) -> str:
    """Put a table in the place of the one on the page that has its head."""
    lines = page.split("\n")
    start = lines.index(table[0])
    end = next(number for number in range(start, len(lines)) if not lines[number].startswith("|"))
    return "\n".join([*lines[:start], *table, *lines[end:]])


if __name__ == "__main__":
    for path, text in files():
        path.write_text(text, "utf-8")

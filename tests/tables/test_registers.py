"""Registers as offices keep them: what a person reads in each file is what the reader gives, or one error says why not.

`expected.json` was written by hand from what stands in the files; the people in them are invented.

Modules: `intake.cells`, `intake.encodings`, `intake.namecells`, `intake.notes`, `intake.odsfile`, `intake.sheets`,
`intake.tablefile`, `intake.xlsfile`, `intake.xlsworker`, `intake.xlsxparts`.
"""

from __future__ import annotations

import json
import unicodedata
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from qd85rules import check_files
from qd85rules.intake import read_register
from qd85rules.run.files import read_tables_as

HERE: Final = Path(__file__).parent
REGISTERS: Final = HERE / "registers"
EXPECTED: Final[dict[str, Any]] = json.loads((HERE / "expected.json").read_text("utf-8"))
FILES: Final[dict[str, dict[str, Any]]] = EXPECTED["files"]


def _accounts(name: str) -> list[dict[str, Any]]:
    entry = FILES[name]
    return _accounts(entry["same_as"]) if "accounts" not in entry else [_account(one) for one in entry["accounts"]]


def _account(said: dict[str, Any]) -> dict[str, Any]:
    """Give an account; `like` begins with a good one, and dotted keys change it."""
    if "like" not in said:
        return dict(said)
    account: dict[str, Any] = deepcopy(EXPECTED["good"][said["like"]])
    for key, value in said.items():
        if key == "like":
            continue
        *parts, last = key.split(".")
        into = account
        for part in parts:
            into = into[part]
        if value is None:
            del into[last]
        else:
            into[last] = value
    return account


def _composed(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Give data in composed letters, since people see no difference."""
    return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))


def _late(account: dict[str, Any]) -> bool:
    """Tell whether an account states that it was asked to declare, and did not."""
    declaration: dict[str, str] = account.get("declaration", {})
    return declaration.get("declared_on") == "never" and "2024" < declaration.get("requested_on", "") < "2024-10"


def _told(found: Any, path: Path) -> str:  # noqa: ANN401 - a diagnostic
    place = str(found.span).removeprefix(path.as_posix()).removeprefix(":")
    return f"{place or '-'} {found.code}"


def _options(name: str) -> tuple[Path, dict[str, str]]:
    file, _, table = name.partition(" --table ")
    return REGISTERS / file, dict([table.split("=", 1)]) if table else {}


def test_every_file_has_an_expectation() -> None:
    files = {path.relative_to(REGISTERS).as_posix() for path in REGISTERS.rglob("*") if path.is_file()}

    assert files == {name.partition(" --table ")[0] for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_register_gives_what_a_person_reads_in_it(name: str) -> None:
    path, table = _options(name)
    register = read_register(path, table=read_tables_as(table))

    assert [_composed(record.data) for record in register.records] == _accounts(name)


@pytest.mark.parametrize("name", FILES)
def test_what_is_wrong_or_guessed_is_told_once_with_its_place_and_nobody_is_accused_falsely(name: str) -> None:
    path, table = _options(name)
    entry = FILES[name]
    report = check_files(path, as_of=date(2024, 11, 1), engine="reference", table=table)

    assert [_told(error, path) for error in report.errors] == entry.get("errors", [])
    assert [_told(notice, path) for notice in report.notices] == entry.get("notes", [])
    accused = {f"{finding.account} {finding.rule}" for finding in report.violations if not finding.is_recommendation}
    judged = {row.account for row in report.verdicts}
    first = {one["id"]: one for one in reversed(_accounts(name))}
    late = {f"{one['id']} declaration/on-request" for one in first.values() if _late(one) and one["id"] in judged}
    assert accused == {*entry.get("violations", []), *late}


@pytest.mark.parametrize("name", FILES)
def test_each_error_has_a_cure_in_both_languages(name: str) -> None:
    path, table = _options(name)
    for error in check_files(path, as_of=date(2024, 11, 1), engine="reference", table=table).errors:
        assert error.help is not None
        assert error.help.vi
        assert error.help.en

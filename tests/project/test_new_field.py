"""A row in the table of fields is all that a new field needs: shown with a copy of the library that has more rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import Final

import pytest

from qd85rules.core.text import LANGUAGES

ROOT: Final = Path(__file__).parents[2]
ROWS: Final = """\
    Field(
        "holder.phone",
        Text("số điện thoại của chủ trang", "the holder's telephone number"),
        Text("Số điện thoại của chủ trang là gì?", "What is the holder's telephone number?"),
        Text("Số điện thoại | Điện thoại", "Telephone"),
        examples=("0000-1", "0000-2"),
        sensitive="name",
    ),
    Field(
        "holder.born_on",
        Text("ngày sinh của chủ trang", "the holder's day of birth"),
        Text("Chủ trang sinh ngày nào?", "On which day was the holder born?"),
        Text("Ngày sinh", "Birthday"),
        kind="date",
        sensitive="name",
    ),
"""
BEFORE: Final = '    Field(\n        "profile.display_name",'
DIGITS: Final = "345678"
PHONE: Final = f"0912{DIGITS}"
BORN: Final = "1987-06-05"
PERSONAL: Final = (DIGITS, "1987", "2987", "06-05")
RULE: Final = """
id: phone/known
title: {vi: số điện thoại, en: telephone}
subject: account
modality: must
clauses: [qd85/member/6]
note: {vi: thử, en: a trial}
applies_when: '"party_member" in holder.roles'
violated_when: holder.phone != "0" && holder.born_on < date("2000-01-01")
message: {vi: có số điện thoại, en: there is a telephone}
remedy: {vi: bỏ số điện thoại, en: remove the telephone}
examples_base: {id: vd-1, holder: {roles: [party_member], born_on: 1990-01-01}}
examples:
  - {name: known, given: {holder: {phone: "1"}}, expect: violation}
  - {name: zero, given: {holder: {phone: "0"}}, expect: compliant}
"""
PACK: Final = """
id: phone
title: {vi: thử, en: a trial}
description: {vi: thử, en: a trial}
requires: [national]
"""
FORMATS: Final = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "markdown",
    "html",
    "summary",
    "csv",
)
WRONG: Final = {
    "list.yaml": f'- {{id: a, holder: {{phone: ["{PHONE}"]}}}}\n',
    "number.yaml": f"- id: a\n  holder:\n    phone: 1{DIGITS}\n",
    "mapping.yaml": f"- id: a\n  holder:\n    phone: {{work: {PHONE}}}\n",
    "long.yaml": f'- {{id: a, holder: {{phone: "{PHONE * 100}"}}}}\n',
    "twice.yaml": f"- id: a\n  holder:\n    phone: {PHONE}\n    phone: {PHONE}\n",
    "syntax.yaml": f'- {{id: a, holder: {{phone: "{PHONE}\n',
    "tag.yaml": f"- id: a\n  holder:\n    phone: !!python/object {PHONE}\n",
    "beside.yaml": f'- {{id: a, holder: {{phone: "{PHONE}"}}, kind: blgo}}\n',
    "future.yaml": "- id: a\n  holder: {born_on: 2987-06-05}\n",
    "impossible.yaml": "- id: a\n  holder: {born_on: 1987-06-55}\n",
    "time.yaml": "- id: a\n  holder:\n    born_on: 1987-06-05T04:03:02\n",
    "zone.json": '[{"id": "a", "holder": {"born_on": "1987-06-05T00:00:00Z"}}]\n',
    "no-day.csv": "id,Ngày sinh (dd/mm/yyyy)\na,05/06/1987 x\nb,1987\n",
    "list.json": f'[{{"id": "a", "holder": {{"phone": ["{PHONE}"]}}}}]\n',
    "syntax.json": f'[{{"id": "a", "holder": {{"phone": {PHONE}x}}}}]\n',
    "number.jsonl": f'{{"id": "a", "holder": {{"phone": 1{DIGITS}}}}}\n',
    "long.csv": f"id,Số điện thoại\na,{PHONE * 100}\n",
    "quote.csv": f'id,Số điện thoại,kind\na,"{PHONE}"x,blgo\nb,"{PHONE}\n',
}


def _run(house: Path, *command: str, code: int = 0) -> str:
    """Run Python in the folder with the library of its own; gives all that it printed."""
    environment = {**os.environ, "PYTHONPATH": f"{house / 'src'}{os.pathsep}{house}"}
    done = subprocess.run(
        [sys.executable, *command], cwd=house, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def _check(house: Path, *arguments: str, code: int) -> dict[str, str]:
    """Check with every format in one run; gives what each wrote, and what was printed."""
    outputs = [part for name in FORMATS for part in ("--output-format", name, "--output-file", f"out.{name}")]
    command = ("-m", "qd85rules", "check", *arguments, "--as-of", "2024-11-01", "--no-config", *outputs)
    printed = _run(house, *command, code=code)
    return {"printed": printed, **{name: (house / f"out.{name}").read_text("utf-8") for name in FORMATS}}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library with more rows in the table of fields, after `make fields`."""
    folder = tmp_path_factory.mktemp("house")
    copytree(ROOT / "src", folder / "src", ignore=ignore_patterns("__pycache__"))
    copytree(ROOT / "rules", folder / "rules")
    scripts = sorted(f"scripts/{path.name}" for path in (ROOT / "scripts").glob("gen_*.py"))
    for name in ("pyproject.toml", *scripts, "docs/how-to/register-files.md", "docs/reference/lint.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    table = folder / "src" / "qd85rules" / "model" / "fields.py"
    rows = table.read_text("utf-8")
    assert rows.count(BEFORE) == 1
    table.write_text(rows.replace(BEFORE, ROWS + BEFORE), "utf-8")
    _run(folder, "scripts/gen_fields.py")
    register = f"id,Vai trò,Số điện thoại,Ngày sinh\na,đảng viên,{PHONE},{BORN}\n"
    written = {"phone/pack.yaml": PACK, "phone/phone/known.yaml": RULE, "register.csv": register}
    for name, text in (written | {f"wrong/{name}": text for name, text in WRONG.items()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_read_from_a_table_and_masked_in_every_output(house: Path, lang: str) -> None:
    arguments = ("register.csv", "--pack", "national", "--pack", "./phone", "--lang", lang)

    for name, text in _check(house, *arguments, code=1).items():
        # The summary names no rule and no account.
        assert name in {"printed", "summary"} or "phone/known" in text
        assert not [word for word in PERSONAL if word in text], name
    shown = _check(house, *arguments, "--show-names", code=1)["json"]
    assert PHONE in shown
    assert BORN in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_masked_in_every_error(house: Path, lang: str) -> None:
    found = _check(house, "wrong", "--lang", lang, code=2)

    assert not [name for name in WRONG if name not in found["text"]]
    for name, text in found.items():
        assert not [word for word in PERSONAL if word in text], name


def test_it_is_drawn_by_strategies(house: Path) -> None:
    program = (
        "from hypothesis import find\nfrom qd85rules.lab.strategies import accounts\n"
        "print(find(accounts(), lambda account: 'phone' in account.get('holder', {})))"
    )

    assert _run(house, "-c", program).splitlines()[-1] == "{'id': 'vd-1', 'holder': {'phone': '0000-1'}}"


def test_it_is_in_the_model_the_schema_and_the_documentation(house: Path) -> None:
    page = _run(house, "-c", "from scripts.gen_docs import pages\nprint(dict(pages())['reference/facts.md'])")
    schema = json.loads(_run(house, "-m", "qd85rules", "schema", "account", "--lang", "en"))
    columns = (house / "docs/how-to/register-files.md").read_text("utf-8")

    assert "    phone: ShortText | None = None\n" in (house / "src/qd85rules/model/account.py").read_text("utf-8")
    assert schema["properties"]["holder"]["properties"]["phone"]["description"] == "the holder's telephone number"
    assert "### `holder.phone`" in page
    assert "the holder's telephone number" in page
    assert "| `holder.phone` | “Số điện thoại”, “Điện thoại” |" in columns

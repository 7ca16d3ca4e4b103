"""The schemas take what the readers take, refuse what they refuse, and say so in words that editors can show.

`accepted/` and `refused/` hold files named after their schema; the first line of a refused one says where and why.

Modules: `cli.schemas.account`, `cli.schemas.config`, `cli.schemas.draft7`, `cli.schemas.evaluation`,
`cli.schemas.forecast`, `cli.schemas.parts`, `cli.schemas.questions`, `cli.schemas.register`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

from qd85rules.cli.schemas import SCHEMAS, get_schema
from qd85rules.core.text import LANGUAGES
from qd85rules.lab.cases.cases import SUFFIX
from qd85rules.policy.policy import Policy, rules_folder
from qd85rules.reporters import Options, report_data
from qd85rules.run import check_register
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PACK_FILES = ("pack", "documents", "relays", "clauses", "readings")
WRITTEN_BY_PROGRAMS = {"baseline", "evaluation", "forecast", "questions", "record", "report"}


def schema_of(path: Path) -> str:
    return path.name.partition("-")[0]


def shipped_files() -> Iterator[tuple[str, Path]]:
    """Give every file of the packs of the library, with its schema, and the registers that are examples."""
    for path in sorted(rules_folder().rglob("*.yaml")):
        cases = path.name.endswith(SUFFIX)
        yield ("cases" if cases else path.stem if path.stem in PACK_FILES else "rule"), path
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        yield "register", path


ACCEPTED = [(schema_of(path), path) for path in sorted((HERE / "accepted").iterdir())]
REFUSED = sorted((HERE / "refused").iterdir())
TAKEN = [*ACCEPTED, *shipped_files()]


def read(path: Path) -> Any:  # noqa: ANN401 - any YAML or TOML
    if path.suffix == ".toml":
        values = tomllib.loads(path.read_text("utf-8"))
        # JSON has no days; tools that validate TOML give them as text.
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return parse_yaml(path.read_text("utf-8"), str(path))[0].value


def validator(name: str) -> Draft7Validator:
    return Draft7Validator(get_schema(name), format_checker=Draft7Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_of_draft_7_with_a_title(name: str) -> None:
    schema = get_schema(name)

    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["title"]


@pytest.mark.parametrize(("name", "path"), TAKEN, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_what_the_library_has_is_accepted(name: str, path: Path) -> None:
    assert best_match(validator(name).iter_errors(read(path))) is None


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_at_its_place_for_its_reason(path: Path) -> None:
    error = best_match(validator(schema_of(path)).iter_errors(read(path)))
    place, _, reason = path.read_text("utf-8").partition("\n")[0].removeprefix("# ").partition(": ")

    assert error is not None
    assert error.json_path == place
    assert reason in error.message


def test_each_schema_of_a_file_that_people_write_has_files_that_it_refuses() -> None:
    assert {schema_of(path) for path in REFUSED} == set(SCHEMAS) - WRITTEN_BY_PROGRAMS


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - WRITTEN_BY_PROGRAMS))
def test_check_jsonschema_agrees(name: str, tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(get_schema(name)), encoding="utf-8")
    refused = [str(path) for path in REFUSED if schema_of(path) == name]
    taken = [str(path) for kind, path in TAKEN if kind == name]

    assert {fault["filename"] for fault in faults(schema, refused)} == set(refused)
    assert faults(schema, taken) == []


def faults(schema: Path, files: list[str]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile", str(schema), *files]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=120)
    assert done.returncode in {0, 1}, done.stderr
    answer = json.loads(done.stdout)
    assert answer.get("parse_errors", []) == []
    found: list[dict[str, Any]] = answer.get("errors", [])
    return found


def parts(schema: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - any part of one
    """Give every property of a schema that has words of its own to say."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from parts(item, f"{path}[{index}]")
    elif isinstance(schema, dict):
        for key, below in schema.items():
            if key == "properties" and "type" in schema:
                yield from ((f"{path}.{name}", value) for name, value in below.items())
            if key not in {"if", "then", "else", "allOf"} or "properties" in (below if isinstance(below, dict) else {}):
                yield from parts(below, f"{path}.{key}")


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"evaluation", "forecast", "questions", "report"}))
def test_every_key_and_every_word_of_a_closed_set_is_described_in_both_languages(name: str) -> None:
    described = dict(parts(get_schema(name)))
    silent = [path for path, part in described.items() if " / " not in part.get("description", "")]

    assert described
    assert not silent
    for part in described.values():
        for enum in (part, part.get("items", {})):
            if "enumDescriptions" in enum:
                assert len(enum["enumDescriptions"]) in {len(enum["enum"]), len(enum["enum"]) - 1}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_language_changes_the_words_alone(name: str) -> None:
    vi, en = (json.dumps(without_words(get_schema(name, lang))) for lang in LANGUAGES)

    assert vi == en
    assert get_schema(name, "vi") != get_schema(name, "en")


def without_words(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, dict):
        spoken = {"title", "description", "enumDescriptions"}
        return {
            key: without_words(value) for key, value in schema.items() if key not in spoken or isinstance(value, dict)
        }
    return [without_words(item) for item in schema] if isinstance(schema, list) else schema


def test_a_report_fits_its_schema() -> None:
    policy = Policy.load(as_of=date(2024, 11, 1))
    accounts = [account.value for account in [*parse_yaml((ROOT / "examples/register.yaml").read_text("utf-8"))]]
    report = check_register(accounts[0]["accounts"], policy=policy)
    data = report_data(report, Options(all_outcomes=True))

    assert best_match(validator("report").iter_errors(data)) is None
    data["findings"][0]["outcome"] = "fine"
    error = best_match(validator("report").iter_errors(data))
    assert error is not None
    assert error.json_path == "$.findings[0].outcome"


def test_no_schema_points_at_another_host() -> None:
    for name in SCHEMAS:
        found = set(re.findall(r'"\$(?:ref|schema)": "([^#"]*)', json.dumps(get_schema(name))))
        assert found <= {"", "http://json-schema.org/draft-07/schema"}

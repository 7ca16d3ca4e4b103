"""The type of the JSON report: it reads every report, gives it back unchanged, and says what the schema says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from pydantic import ValidationError

from qd85rules import ReportModel, get_schema
from tests.reporters.sample import remarked_report, sample_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qd85rules import Report

REPORTS: dict[str, Callable[[], Report]] = {"every outcome": sample_report, "waivers, a baseline": remarked_report}
PUBLISHED = get_schema("report", "en")
MODEL = ReportModel.model_json_schema()


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_report_comes_back_as_it_was(report: Callable[[], Report]) -> None:
    data = report().to_dict(all_outcomes=True)
    model = ReportModel.model_validate(data)

    assert model.model_dump(mode="json", exclude_unset=True) == data
    assert ReportModel.model_validate_json(model.model_dump_json(exclude_unset=True)) == model


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_both_schemas_take_every_report(report: Callable[[], Report]) -> None:
    data = report().to_dict(all_outcomes=True)

    jsonschema.validate(data, PUBLISHED)
    jsonschema.validate(data, MODEL)


def keys(schema: dict[str, Any], whole: dict[str, Any], path: str = "", above: tuple[str, ...] = ()) -> Iterator[Any]:
    """Give every key below a schema, whether it must be there, and the words it may be, whatever parts are called."""
    while "$ref" in schema or "allOf" in schema or "anyOf" in schema or "items" in schema:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name in above:
                return
            above = (*above, name)
            section = "definitions" if "definitions" in schema["$ref"] else "$defs"
            schema = whole[section][name]
            continue
        if "properties" in schema:
            break
        schema = next(
            one
            for one in [*schema.get("allOf", ()), *schema.get("anyOf", ()), schema.get("items", {})]
            if one != {"type": "null"}
        )
    words = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if words is not None:
        yield path, "words", sorted(map(str, words))
    for name, part in schema.get("properties", {}).items():
        yield f"{path}/{name}", "required", name in schema.get("required", ())
        yield from keys(part, whole, f"{path}/{name}", above)


def test_the_type_says_what_the_published_schema_says() -> None:
    published, model = (set(map(repr, keys(schema, schema))) for schema in (PUBLISHED, MODEL))

    assert len(published) > 100
    assert model == published


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": "yesterday"},
        {"summary": {}},
        {"findings": [{}]},
        {"schema_version": 2},
        {"engines": []},
        {"inputs": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_report_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ReportModel.model_validate(sample_report().to_dict() | change)


def test_a_key_of_a_later_version_is_kept() -> None:
    data = sample_report().to_dict() | {"later": 1}

    assert ReportModel.model_validate(data).model_dump(mode="json", exclude_unset=True) == data

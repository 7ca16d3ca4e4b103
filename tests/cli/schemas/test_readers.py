"""The schemas know the same keys and values as the readers do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError

from qd85rules.cli.schemas import get_schema
from qd85rules.cli.settings import SETTINGS, take_value
from qd85rules.intake.columns import ACCOUNT_COLUMNS, LISTS
from qd85rules.lab.cases import cases
from qd85rules.lab.cases.model import WORDS
from qd85rules.model.account import Account
from qd85rules.model.admission import time_problems
from qd85rules.model.choices import TRANSFER_KINDS
from qd85rules.policy import loader, parameters
from qd85rules.source.places import NOWHERE
from tests.run.accounts import DAY, FULL


def keys(name: str, *path: str) -> tuple[set[str], set[str]]:
    """Give the required and the other keys of a part of a schema."""
    part = get_schema(name, "en")
    for step in path:
        part = part[step]
    return set(part.get("required", ())), set(part["properties"]) - set(part.get("required", ()))


def test_a_rule_has_the_keys_that_the_loader_takes() -> None:
    assert keys("rule") == (set(loader._REQUIRED), set(loader._OPTIONAL))  # noqa: SLF001 - the table itself


def test_cases_have_the_keys_and_words_that_their_reader_takes() -> None:
    case, (word, details) = (
        get_schema("cases")["definitions"]["case"],
        get_schema("cases")["definitions"]["outcome"]["anyOf"],
    )

    assert keys("cases") == ({"cases"}, set(cases._FILE_KEYS))  # noqa: SLF001 - the tables themselves
    assert (case["required"], set(case["properties"]) - {"name"}) == (["name"], set(cases._CASE_KEYS))  # noqa: SLF001
    assert set(details["properties"]) - {"outcome"} == set(cases._EXPECT_KEYS)  # noqa: SLF001
    assert tuple(word["enum"]) == WORDS


def test_types_of_parameters_are_those_that_the_loader_takes() -> None:
    entry = get_schema("pack", "en")["properties"]["parameters"]["additionalProperties"]

    assert tuple(entry["properties"]["type"]["enum"]) == parameters._KINDS  # noqa: SLF001 - the table itself


def test_an_account_has_the_fields_that_tables_have_columns_for() -> None:
    account = get_schema("account", "en")["properties"]
    lists = {table.key for table in LISTS}
    found = {
        f"{name}.{below}" if "properties" in part else name
        for name, part in account.items()
        for below in part.get("properties", {"": None})
    }

    assert found == {column.path for column in ACCOUNT_COLUMNS}
    for table in LISTS:
        assert set(account[table.key]["items"]["properties"]) == {column.path for column in table.columns}
    assert lists == {name for name, part in account.items() if "items" in part}


def test_the_settings_file_has_the_settings_that_there_are() -> None:
    assert keys("config") == (set(), set(SETTINGS))


TOML_VALUES = st.one_of(
    st.booleans(),
    st.integers(-2, 40),
    st.sampled_from(["", "en", "auto", "text", "never", "note", "2024-11-01", "2024-02-30", "20241101"]),
    st.lists(st.sampled_from(["text", "json", "open", "", "other"]), max_size=2),
    st.dictionaries(st.just("quiet_days"), st.integers(), max_size=1),
)


@given(st.sampled_from(sorted(SETTINGS)), TOML_VALUES)
def test_the_schema_and_the_reader_of_settings_take_the_same_values(name: str, value: object) -> None:
    # Which time zones there are is known to the machine, not to a schema.
    assume(not (name == "time-zone" and isinstance(value, str) and value))
    validator = Draft7Validator(get_schema("config", "en"), format_checker=Draft7Validator.FORMAT_CHECKER)
    try:
        take_value(SETTINGS[name], value)
    except ValueError:
        taken = False
    else:
        taken = True

    assert validator.is_valid({name: value}) is taken


@pytest.mark.parametrize("kind", [kind.value for kind in TRANSFER_KINDS])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_a_kind_of_transfer_goes_with_the_direction_that_admission_takes(direction: str, kind: str) -> None:
    data = {"id": "a", "transfers": [{"direction": direction, "kind": kind}]}
    admitted = not list(time_problems(Account.model_validate(data), DAY, NOWHERE))

    assert VALIDATOR.is_valid(data) is admitted


VALIDATOR = Draft7Validator(get_schema("account"), format_checker=Draft7Validator.FORMAT_CHECKER)

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.sampled_from(
        ["", " ", "a", "never", "2024-02-29", "2023-02-29", "2024-1-1", "20240101", "2024-01-01T00:00:00", "blog", "in"]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["cadre", "worker", "boss", ""]), max_size=3),
)
SECTIONS = ("holder", "profile", "declaration")
PLACES = [
    *((key,) for key in FULL),
    *((section, key) for section in SECTIONS for key in FULL[section]),
    *(("transfers", 0, key) for key in FULL["transfers"][0]),
    *(("incidents", 0, key) for key in FULL["incidents"][0]),
    ("other",),
    ("holder", "other"),
]


@given(st.dictionaries(st.sampled_from(PLACES), VALUES, max_size=4))
def test_the_schema_and_the_model_take_the_same_accounts(changes: dict[tuple[str | int, ...], Any]) -> None:
    data = changed(FULL, changes)
    try:
        account = Account.model_validate(data)
    except ValidationError:
        taken = False
    else:
        # The one thing that the schema holds beside the model.
        taken = not [p for p in time_problems(account, DAY, NOWHERE) if p.code == "kind-against-direction"]

    assert VALIDATOR.is_valid(data) is taken


def changed(data: Any, changes: dict[tuple[str | int, ...], Any]) -> Any:  # noqa: ANN401 - any part of an account
    if () in changes:
        return changes[()]
    here = {path[0] for path in changes}
    if isinstance(data, dict):
        return {key: changed(data.get(key), below(changes, key)) for key in [*data, *sorted(here - set(data), key=str)]}
    if isinstance(data, list):
        return [changed(item, below(changes, index)) for index, item in enumerate(data)]
    return data


def below(changes: dict[tuple[str | int, ...], Any], key: str | int) -> dict[tuple[str | int, ...], Any]:
    return {path[1:]: value for path, value in changes.items() if path[0] == key}

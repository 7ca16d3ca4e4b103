"""The schemas know the same keys and values as the readers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import ValidationError

from qd85rules.cli.schemas import get_schema
from qd85rules.cli.settings import SETTINGS, take_value
from qd85rules.core.diagnostics import Span
from qd85rules.evidence.baseline import KnownFinding
from qd85rules.evidence.waivers import Waiver
from qd85rules.intake.columns import ACCOUNT_COLUMNS, LISTS
from qd85rules.lang.ast import Bool
from qd85rules.model.account import Account
from qd85rules.model.admission import time_problems
from qd85rules.model.choices import TRANSFER_KINDS
from qd85rules.policy.clause import Relay
from qd85rules.policy.rule import Condition, Rule
from qd85rules.source.places import NOWHERE, Nowhere
from qd85rules.source.reader import Problems, Reader
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def keys(name: str, *path: str) -> tuple[set[str], set[str]]:
    """Give the required and the other keys of a part of a schema."""
    part = get_schema(name, "en")
    for step in path:
        part = part[step]
    return set(part.get("required", ())), set(part["properties"]) - set(part.get("required", ()))


RULE_CONTEXT: dict[str, Any] = {
    "clause": {"qd85/member/6": "check"},
    **{name: lambda text, _key, _subject: Condition(Bool(value=True), text) for name in ("condition", "day")},
}
FORMS: dict[str, tuple[Any, dict[str, Any], Callable[[Any], Any], dict[str, Any]]] = {
    "waivers": (
        Waiver,
        {"span": Span()},
        lambda entry: [entry],
        {
            **dict.fromkeys(("rule", "account", "reason", "approver", "authority"), "x"),
            "expires_on": "2024-12-31",
            "subject": {"on": "2024-06-01"},
        },
    ),
    "relays": (
        Relay,
        {"id": "leaflet", "pack": "mine"},
        lambda entry: {"leaflet": entry},
        {
            "file_name": "leaflet.txt",
            "title": {"vi": "Tờ tin", "en": "Leaflet"},
            "description": {"vi": "Tờ tin.", "en": "A leaflet."},
            "reads": ["bylaw"],
            "names": ["statute", "code"],
            "digest": "sha256:" + "0" * 64,
        },
    ),
    "baseline": (
        KnownFinding,
        {},
        lambda entry: {"schema_version": 1, "findings": [entry]},
        {"account": "a", "rule": "r", "subject": "s", "outcome": "violation", "digest": "d", "count": 1},
    ),
    "rule": (
        Rule,
        {"pack": "mine", "span": Span()},
        lambda entry: entry,
        {
            "id": "transfer/any",
            "subject": "transfer",
            "modality": "must_not",
            "clauses": ["qd85/member/6"],
            "violated_when": "true",
            "message": {"vi": "Sai.", "en": "Wrong."},
            "remedy": {"vi": "Sửa.", "en": "Mend."},
            "event_date": "transfer.on",
            "basis": "reading",
            "readings": [1, 7],
            "reviewed_on": "2024-11-01",
            "examples": [{"name": "one", "given": {}, "expect": "due", "blank_means": "never", "due_on": "2024-11-02"}],
        },
    ),
}
ODD: Final[list[Any]] = [
    *(None, True, -1, 0, 3, "", " ", "x", "due", "never", "2024-02-30", "2024-11-01", "account"),
    *([], ["x", "x"], {}),
]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any part
    yield path
    for step in value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0):
        yield from paths(value[step], (*path, step))


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_the_schema_of_a_form_and_its_reader_take_the_same_files(name: str, data: st.DataObject) -> None:
    form, told, whole, entry = FORMS[name]
    path = data.draw(st.sampled_from([path for path in paths(entry) if path]))
    edited = changed(entry, {path: data.draw(st.sampled_from(ODD))})
    part = edited
    for step in path[:-1]:
        part = part[step]
    # The keys of accounts are free here; the model of accounts is held to its schema below.
    if isinstance(part, dict) and "given" not in path and data.draw(st.booleans()):
        part[data.draw(st.sampled_from(["other", "pack", "span"]))] = 1
    assume(not (name == "rule" and path[0] in {"clauses", "subject"}))
    schema = Draft7Validator(get_schema(name), format_checker=Draft7Validator.FORMAT_CHECKER)
    problems = Problems()

    read = Reader(Nowhere(value=edited), problems).read(form, RULE_CONTEXT, **told)

    assert (read is not None) is schema.is_valid(whole(edited)), problems.diagnostics


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

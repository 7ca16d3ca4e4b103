"""The published conformance cases of the Common Expression Language, as far as the rule language goes.

The file is no part of the repository; where it is missing there is nothing to run.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.engines import ENGINES
from qd85rules.engines.durable import available
from qd85rules.lang.ast import Bool, Compare, Expr, Int, String
from qd85rules.lang.parser import parse
from qd85rules.lang.problems import ExpressionError
from qd85rules.lang.typecheck import TypeEnv, typecheck
from qd85rules.lang.types import BOOL, INT, STRING, Type
from qd85rules.lang.walk import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.core.values import Row, Value

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "cel_conformance.json"
RUNNABLE = [name for name in ENGINES if name != "durable" or available()]

pytestmark = pytest.mark.skipif(not VECTORS.is_file(), reason="the published cases are not there")


@dataclass(frozen=True)
class Vector:
    """A published case as a condition; one that expects a number or a text is compared with it."""

    id: str
    condition: Expr
    facts: Mapping[str, Type]
    row: Row
    expect: Truth


@cache
def read_vectors() -> tuple[tuple[Vector, ...], Counter[str]]:
    """Give the cases that the rule language has, and the number of all cases by what becomes of them."""
    vectors: list[Vector] = []
    fates: Counter[str] = Counter()
    for case in json.loads(VECTORS.read_text(encoding="utf-8")):
        made = _vector(case)
        fates["evaluated" if isinstance(made, Vector) else made] += 1
        if isinstance(made, Vector):
            vectors.append(made)
    return tuple(vectors), fates


def _vector(case: dict[str, Any]) -> Vector | str:
    try:
        tree = parse(case["expr"])
    except ExpressionError:
        return "other syntax"
    bindings = case.get("bindings", {})
    bound = dict(_bound(bindings))
    if facts_of(tree) and ("container" in case or any("objectValue" in each["value"] for each in bindings.values())):
        return "names of protocol buffers"
    # A name without a value is an error there and unknown here; any type will do for it.
    row: dict[str, Value] = dict.fromkeys(facts_of(tree), UNKNOWN) | {name: value for name, (_, value) in bound.items()}
    facts = {name: bound[name][0] if name in bound else BOOL for name in row}
    expected = _scalar(case.get("value", {}))
    if expected is None and "evalError" not in case:
        return "no value of ours"
    condition = tree if expected is None or isinstance(expected, Bool) else Compare("==", tree, expected)
    if typecheck(condition, TypeEnv(facts)):
        return "refused by the types"
    truth = Truth.UNKNOWN if expected is None else Truth(str(not isinstance(expected, Bool) or expected.value).lower())
    return Vector("/".join([*case["path"], case["name"]]), condition, facts, row, truth)


def _scalar(value: dict[str, Any]) -> Bool | Int | String | None:
    match value:
        case {"boolValue": bool(given)}:
            return Bool(given)
        case {"int64Value": str(given)}:
            return Int(int(given))
        case {"stringValue": str(given)}:
            return String(given)
        case _:
            return None


def _bound(bindings: dict[str, Any]) -> Iterator[tuple[str, tuple[Type, Value]]]:
    """Give the facts that variables amount to, where they are scalars or maps of scalars."""
    for name, binding in bindings.items():
        value = binding["value"]
        entries = [
            (f"{name}.{entry['key'].get('stringValue')}", entry["value"])
            for entry in value.get("mapValue", {}).get("entries", [])
        ]
        for fact, given in [(name, value), *entries]:
            match _scalar(given):
                case Bool(boolean):
                    yield fact, (BOOL, boolean)
                case Int(integer):
                    yield fact, (INT, integer)
                case String(text):
                    yield fact, (STRING, text)


@pytest.mark.parametrize("name", RUNNABLE)
def test_every_engine_gives_the_published_value(name: str) -> None:
    vectors, _ = read_vectors()

    wrong = []
    for vector in vectors:
        program = ENGINES[name].compile([vector.condition], facts=vector.facts, params={})
        [[actual]] = program.run([vector.row], 1)
        program.close()
        if actual is not vector.expect:
            wrong.append((vector.id, actual))

    assert wrong == []


def test_as_many_cases_are_evaluated_as_the_language_has() -> None:
    _, fates = read_vectors()

    assert fates == {
        "evaluated": 163,
        "refused by the types": 75,
        "no value of ours": 17,
        "names of protocol buffers": 48,
        "other syntax": 2041,
    }

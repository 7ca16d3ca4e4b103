"""Engines by name: ways of running conditions, all with one meaning, which `evaluate` defines.

In come typed trees, the values of parameters, and rows of facts; out comes one truth value for each condition on each
row. `base` says what an engine offers.

- `evaluate` is the meaning, written to be read; explanations and proofs ask it too.
- `reference` generates one Python function for each set of conditions, for speed.
- `durable` is the second opinion, by durable-rules: `durable_lowering` turns conditions into comparisons of integers,
  `durable_program` facts into integers, and `durable_driver` calls the C module in the one shape that is safe.

INVARIANT: every engine gives the same truth for every condition on every row. What an engine cannot lower it refuses
when it compiles, never while it runs; `lower` then puts the rules that are beyond `durable` on `reference` alone.
INVARIANT: engines never import one another, since opinions that share code share its mistakes. Comparing what they say
is the job of `judge.compiled`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, Literal, get_args

from qd85rules.core.diagnostics import UnsupportedError, UsageError, suggestion
from qd85rules.engines.durable import DurableEngine, available
from qd85rules.engines.evaluate import EvaluateEngine
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qd85rules.core.truth import Truth
    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Engine, Program
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type

__all__ = ["ENGINES", "EngineName", "choose", "get_engine"]

EngineName = Literal["auto", "reference", "durable", "evaluate"]
"""What a caller may choose: `auto`, or one of `ENGINES`."""

ENGINES: Final[dict[str, Engine]] = {
    "reference": ReferenceEngine(),
    "durable": DurableEngine(),
    "evaluate": EvaluateEngine(),
}


def get_engine(name: str) -> Engine:
    """Give an engine by its name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in ENGINES:
        raise _unknown(name)
    return ENGINES[name]


def choose(name: str) -> tuple[Engine, ...]:
    """Give the engines that must agree, the deciding one first; `auto` is both where durable-rules can be imported.

    Raises:
        UsageError: there is no engine of that name.
    """
    if name == "auto":
        return (ENGINES["durable"], ENGINES["reference"]) if available() else (ENGINES["reference"],)
    return (get_engine(name),)


def _unknown(name: str) -> UsageError:
    known = get_args(EngineName)
    near = suggestion(str(name).lower(), known)
    return UsageError(usage.hinted(usage.UNKNOWN_ENGINE.filled(name=str(name)[:40]), near))


class _Joined:
    """Rules of which some run in one program and the others in another; `order` says for each condition in which."""

    def __init__(self, programs: tuple[Program, Program], order: Sequence[tuple[int, int]]) -> None:
        self._programs, self._order = programs, order

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row."""
        tables = [program.run(rows, today) for program in self._programs]
        return [[tables[which][row][place] for which, place in self._order] for row in range(len(rows))]

    def close(self) -> None:
        """Release what both programs hold."""
        for program in self._programs:
            program.close()


def lower(
    engine: Engine, rules: Mapping[str, Sequence[Expr]], *, facts: Mapping[str, Type], params: Mapping[str, Value]
) -> tuple[Program, dict[str, str]]:
    """Lower the conditions of rules, by id, for an engine; those beyond the bounds of `durable` run on `reference`.

    Returns:
        The program, and by the id of each rule that runs on `reference` the bound that it passes.

    Raises:
        UnsupportedError: a rule is beyond an engine that nothing stands in for.
    """
    try:
        return engine.compile([each for own in rules.values() for each in own], facts=facts, params=params), {}
    except UnsupportedError as error:
        # Lowering them one by one costs time only here, and tells whose condition it is.
        beyond: dict[str, str] = {}
        for name, conditions in rules.items():
            try:
                engine.compile(conditions, facts=facts, params=params).close()
            except UnsupportedError as own:
                beyond[name] = str(own)
        if not beyond:
            raise
        if engine is not ENGINES["durable"]:
            name, why = next(iter(beyond.items()))
            msg = f"the rule `{name}` is beyond the engine `{engine.name}`: {why}; write it more simply"
            raise UnsupportedError(msg) from error
    places = [(int(name in beyond), each) for name, conditions in rules.items() for each in conditions]
    parts = tuple([each for which, each in places if which == wanted] for wanted in (0, 1))
    reference = ENGINES["reference"].compile(parts[1], facts=facts, params=params)
    if not parts[0]:
        return reference, beyond
    counts = (itertools.count(), itertools.count())
    order = [(which, next(counts[which])) for which, _ in places]
    return _Joined((engine.compile(parts[0], facts=facts, params=params), reference), order), beyond

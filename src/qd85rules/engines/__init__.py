"""Engines by name: ways of running conditions, all with one meaning, which `evaluate` defines.

In come typed trees, the values of parameters, and rows of facts; out comes one truth value for each condition on each
row. `base` says what an engine offers.

- `evaluate` is the meaning, written to be read; explanations and proofs ask it too.
- `reference` generates one Python function for each set of conditions, for speed.
- `durable` is the second opinion, by durable-rules: `durable_lowering` turns conditions into comparisons of integers,
  `durable_readers` facts into integers, and `durable_driver` calls the C module in the one shape that is safe.

INVARIANT: every engine gives the same truth for every condition on every row. What an engine cannot lower it refuses
when it compiles, never while it runs.
INVARIANT: engines never import one another, since opinions that share code share its mistakes. Comparing what they say
is the job of `judge.compiled`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.engines.durable import DurableEngine, available
from qd85rules.engines.evaluate import EvaluateEngine
from qd85rules.engines.reference import ReferenceEngine

if TYPE_CHECKING:
    from qd85rules.engines.base import Engine

__all__ = ["ENGINES", "choose", "get_engine"]

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
    near = suggestion(name, ["auto", *ENGINES])
    hint = f" ({near.en})" if near is not None else ""
    return UsageError(f"unknown engine `{name[:40]}`{hint}")

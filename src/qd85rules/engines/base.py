"""What an engine offers: typed conditions in, a program out; rows of fact values in, truth values out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qd85rules.core.truth import Truth
    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type


class Program(Protocol):
    """Conditions lowered for one engine. One program may be used from several threads and after a fork."""

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row; `today` is a date's ordinal.

        Returns:
            One list for each row, in the order given; in it, one value for each condition, in compiled order.
        """
        ...

    def close(self) -> None:
        """Release what the program holds outside Python; running it afterwards is an error. May be called twice."""
        ...


class Engine(Protocol):
    """One way of running conditions."""

    name: str

    def compile(self, conditions: Sequence[Expr], *, facts: Mapping[str, Type], params: Mapping[str, Value]) -> Program:
        """Lower well-typed conditions in which every concept has been expanded.

        Args:
            conditions: trees of boolean type, without `Concept` nodes.
            facts: the type of every fact that a condition may read.
            params: the value of every parameter that a condition reads; dates as ordinals, lists as tuples.

        Raises:
            UnsupportedError: the engine cannot lower a construct, or the conditions pass a limit of it.
        """
        ...

"""The one door to Z3: formulas, numbers, and questions about them with a limit of time.

Plain `bool` and `int` stand for constants, so that what is certain is folded away before Z3 sees it. Every `Logic` has
a context of its own: two of them may be used in two threads.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import MissingExtraError, Qd85Error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Formula = Any
"""A `bool`, or Z3's own boolean term (Z3 ships no types)."""

Number = Any
"""An `int`, or Z3's own integer term."""


class UndecidedError(Qd85Error):
    """A question was not answered: the time was up, or the answer could not be confirmed."""

    code = "not-decided"


class Budget:
    """How much time is left for one question and all that it asks in turn."""

    def __init__(self, timeout_ms: int) -> None:
        self._end = monotonic() + timeout_ms / 1000

    def left_ms(self) -> int:
        """Give the time left in whole milliseconds; none is left at 0."""
        return max(0, int((self._end - monotonic()) * 1000))


def _load() -> Any:  # noqa: ANN401 - Z3 ships no types
    try:
        import z3  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as exc:
        msg = "proofs need Z3: install it with `pip install 'qd85rules[analysis]'`"
        raise MissingExtraError(msg) from exc
    return z3


class Logic:
    """Makes formulas that may be used together.

    Raises:
        MissingExtraError: Z3 is not installed.
    """

    def __init__(self) -> None:
        self.z3 = _load()
        self.context = self.z3.Context()

    def flag(self, name: str) -> Formula:
        """Make a boolean that may be either."""
        return self.z3.Bool(name, self.context)

    def number(self, name: str) -> Number:
        """Make an integer that may be any."""
        return self.z3.Int(name, self.context)

    def predicate(self, name: str) -> Callable[[Number], Formula]:
        """Make a set of integers that may be any, as the question whether a number is in it."""
        integer = self.z3.IntSort(self.context)
        function = self.z3.Function(name, integer, self.z3.BoolSort(self.context))
        return lambda number: function(self.z3.IntVal(number, self.context) if isinstance(number, int) else number)

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """Join by `and`; true of no parts."""
        kept = [part for part in parts if part is not True]
        if any(part is False for part in kept):
            return False
        return self.z3.And(*kept) if len(kept) > 1 else (kept[0] if kept else True)

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """Join by `or`; false of no parts."""
        kept = [part for part in parts if part is not False]
        if any(part is True for part in kept):
            return True
        return self.z3.Or(*kept) if len(kept) > 1 else (kept[0] if kept else False)

    def no(self, formula: Formula) -> Formula:
        """Negate."""
        return not formula if isinstance(formula, bool) else self.z3.Not(formula)

    def implies(self, condition: Formula, then: Formula) -> Formula:
        """Say that one formula brings another with it."""
        return self.any_of((self.no(condition), then))

    def choose(self, condition: Formula, then: Any, otherwise: Any) -> Any:  # noqa: ANN401 - formulas or numbers
        """Give one of two formulas, or one of two numbers."""
        if isinstance(condition, bool):
            return then if condition else otherwise
        if isinstance(then, bool) and isinstance(otherwise, bool):
            return then if then is otherwise else (condition if then else self.no(condition))
        return self.z3.If(condition, then, otherwise, self.context)

    def at_most(self, flags: Sequence[Formula], count: int) -> Formula:
        """Say that no more than `count` of the flags hold."""
        certain = sum(flag is True for flag in flags)
        open_flags = [flag for flag in flags if not isinstance(flag, bool)]
        if certain > count:
            return False
        if len(open_flags) + certain <= count:
            return True
        return self.z3.AtMost(*open_flags, count - certain)


class Model:
    """One way to make premises hold."""

    def __init__(self, logic: Logic, model: Any) -> None:  # noqa: ANN401 - Z3 ships no types
        self._logic, self._model = logic, model

    def holds(self, formula: Formula) -> bool:
        """Tell whether a formula holds here."""
        if isinstance(formula, bool):
            return formula
        return bool(self._logic.z3.is_true(self._model.eval(formula, model_completion=True)))

    def number(self, number: Number) -> int:
        """Give the value of a number here."""
        if isinstance(number, int):
            return number
        return int(self._model.eval(number, model_completion=True).as_long())


class Question:
    """Premises that stay, and what is asked of them, within one budget of time."""

    def __init__(self, logic: Logic, premises: Iterable[Formula], budget: Budget) -> None:
        self._logic, self._budget = logic, budget
        self._solver = logic.z3.SimpleSolver(ctx=logic.context)
        for premise in premises:
            self.keep(premise)

    def keep(self, premise: Formula) -> None:
        """Add a premise."""
        self._solver.add(self._logic.z3.BoolVal(premise, self._logic.context) if isinstance(premise, bool) else premise)

    def model(self, *conditions: Formula) -> Model | None:
        """Give a way to make the premises and the conditions hold together; `None` where there is none.

        Raises:
            UndecidedError: the time is up.
        """
        if any(condition is False for condition in conditions):
            return None
        left = self._budget.left_ms()
        if left == 0:
            raise _out_of_time()
        self._solver.push()
        try:
            for condition in conditions:
                self.keep(condition)
            self._solver.set("timeout", left)
            answer = self._solver.check()
            if answer == self._logic.z3.unknown:
                raise _out_of_time()
            return Model(self._logic, self._solver.model()) if answer == self._logic.z3.sat else None
        finally:
            self._solver.pop()


def _out_of_time() -> UndecidedError:
    msg = "the time allowed for this question is up"
    return UndecidedError(msg)

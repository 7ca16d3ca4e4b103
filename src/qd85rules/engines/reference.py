"""The engine that is there for speed: conditions become one Python function, by closed `match`es on the syntax tree.

A condition is written as a chain of conditional expressions that gives a `Truth`, for example
`U if (v1 := row['transfer.kind']) is N else T if v1 == 'lend' else F`; `ReferenceProgram.source` has what was written.
On 20 conditions that takes a quarter of the time of nested closures.

Nothing here is shared with another engine: engines that share code share its mistakes.

Source: S. C. Kleene's strong tables (`core.truth`); CEL language definition, "Logical Operators". An operand that
decides `&&` or `||` ends the reading: facts to its right are not read.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NoReturn, assert_never

from qd85rules.core.diagnostics import UnsupportedError, UsageError
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.lang import ast
from qd85rules.lang.walk import children, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type

_NAMES: Final = {"T": Truth.TRUE, "F": Truth.FALSE, "U": Truth.UNKNOWN, "N": UNKNOWN}
_FUNCTION: Final = """\
def evaluate(rows, today, T=T, F=F, U=U, N=N):
    table = []
    for row in rows:
        {lines}
        table.append([{results}])
    return table
"""


class ReferenceProgram:
    """Conditions as one Python function, whose text is `source`."""

    def __init__(self, conditions: Sequence[Expr], params: Mapping[str, Value]) -> None:
        namespace: dict[str, Callable[[Sequence[Row], int], list[list[Truth]]]] = {}
        try:
            self.source = _Writer(params).function(conditions)
            # No user's text runs: names are made here, and facts and literals stand in it as `repr` of plain values.
            exec(compile(self.source, "<conditions>", "exec"), dict(_NAMES), namespace)  # noqa: S102 - see above
        except (MemoryError, RecursionError, SyntaxError) as exc:
            msg = "a condition is nested too deeply"
            raise UnsupportedError(msg) from exc
        self._evaluate = namespace["evaluate"]

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row."""
        return self._evaluate(rows, today)

    def close(self) -> None:
        """Forget the conditions."""
        self._evaluate = _closed


class ReferenceEngine:
    """Generated Python: it runs wherever Python does, and is held equal to `evaluate`."""

    name = "reference"

    def compile(
        self, conditions: Sequence[Expr], *, facts: Mapping[str, Type], params: Mapping[str, Value]
    ) -> ReferenceProgram:
        """Lower conditions to one Python function; it does not need the types in `facts`."""
        del facts
        return ReferenceProgram(conditions, params)


def _closed(_rows: Sequence[Row], _today: int) -> NoReturn:
    msg = "the program is closed"
    raise UsageError(msg)


class _Writer:
    """Writes the function; `held` has the variable that holds an expression's value already, where there is one."""

    def __init__(self, params: Mapping[str, Value]) -> None:
        self.params = params
        self.held: dict[Expr, str] = {}
        self.variables = 0

    def function(self, conditions: Sequence[Expr]) -> str:
        """Write the whole; what every row is certain to need, and more than once, is evaluated once."""
        distinct = dict.fromkeys(conditions)
        uses = Counter(node for condition in distinct for node in nodes(condition))
        lines = []
        for condition in distinct:
            for part in _certain(condition):
                if part not in self.held and (part is condition or uses[part] > 1):
                    text = self.value(part)[0] if isinstance(part, ast.Fact | ast.Subtract) else self.truth(part)
                    self.held[part] = self.variable()
                    lines.append(f"{self.held[part]} = {text}")
        results = ", ".join(self.truth(condition) for condition in conditions)
        return _FUNCTION.format(lines="\n        ".join(lines) or "pass", results=results)

    def variable(self) -> str:
        """Name a new variable."""
        self.variables += 1
        return f"v{self.variables}"

    def truth(self, expr: Expr, yes: str = "T", no: str = "F") -> str:
        """Write a boolean expression; to negate it, ask for it with `yes` and `no` exchanged."""
        held = None if isinstance(expr, ast.Fact) else self.held.get(expr)
        if held is not None:
            return held if yes == "T" else f"F if {held} is T else T if {held} is F else U"
        match expr:
            case ast.Bool() | ast.Fact() | ast.Param():
                return self.guarded((expr,), f"{yes} if {{0}} else {no}", "U")
            case ast.Has(fact):
                return f"{no} if {self.value(fact)[0]} is N else {yes}"
            case ast.Compare(op, left, right):
                return self.guarded((left, right), f"{yes} if {{0}} {op} {{1}} else {no}", "U")
            case ast.In(element, container):
                return self.guarded((element, container), f"{yes} if {{0}} in {{1}} else {no}", "U")
            case ast.Not(operand):
                return self.truth(operand, no, yes)
            case ast.And(operands):
                return self.junction([self.truth(operand, yes, no) for operand in operands], no, yes)
            case ast.Or(operands):
                return self.junction([self.truth(operand, yes, no) for operand in operands], yes, no)
            case ast.Int() | ast.String() | ast.Date() | ast.Items() | ast.Concept() | ast.Today() | ast.Subtract():
                msg = f"not a condition: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)

    def junction(self, operands: list[str], decides: str, otherwise: str) -> str:
        """Write `&&` or `||`: the value that decides if an operand has it, else unknown if one is, else the other."""
        names = [operand if operand.isidentifier() else self.variable() for operand in operands]
        reads = [name if name == text else f"({name} := {text})" for name, text in zip(names, operands, strict=True)]
        decided = " or ".join(f"{read} is {decides}" for read in reads)
        unknown = " or ".join(f"{name} is U" for name in names)
        return f"{decides} if {decided} else U if {unknown} else {otherwise}"

    def guarded(self, operands: tuple[Expr, ...], body: str, unknown: str) -> str:
        """Write `body` on the operands' values, or `unknown` where one of them is unknown."""
        names, guards = [], []
        for operand in operands:
            text, certain = self.value(operand)
            names.append(text if certain or text.isidentifier() else self.variable())
            if not certain:
                guards.append(f"{text} is N" if names[-1] == text else f"({names[-1]} := {text}) is N")
        return f"{unknown} if {' or '.join(guards)} else {body.format(*names)}" if guards else body.format(*names)

    def value(self, expr: Expr) -> tuple[str, bool]:
        """Write an expression that gives a value, or `N` where it is unknown; and tell whether it never is."""
        match expr:
            case ast.Bool(value) | ast.Int(value) | ast.String(value):
                return repr(value), True
            case ast.Date(value):
                return repr(value.toordinal()), True
            case ast.Items(elements):
                return _display(self.value(element)[0] for element in elements), True
            case ast.Fact(name):
                return self.held.get(expr, f"row[{name!r}]"), False
            case ast.Param(name):
                constant = self.params[name]
                text = _display(map(repr, constant)) if isinstance(constant, tuple) else repr(constant)
                return ("N", False) if constant is UNKNOWN else (text, True)
            case ast.Today():
                return "today", True
            case ast.Subtract(left, right):
                return self.held.get(expr) or self.guarded((left, right), "{0} - {1}", "N"), False
            case ast.Has() | ast.Compare() | ast.In() | ast.Not() | ast.And() | ast.Or():
                name = self.variable()
                return f"N if ({name} := {self.truth(expr)}) is U else {name} is T", False
            case ast.Concept():
                msg = f"not expanded: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)


def _display(elements: Iterable[str]) -> str:
    """Write a list, which only `in` ever looks into: Python makes a constant of it."""
    return f"{{{', '.join(elements)}}}"


def _certain(expr: Expr) -> Iterator[Expr]:
    """Give the parts that are read whatever the values are, innermost first: of operands, the first with a fact."""
    operands = children(expr)[:1] if isinstance(expr, ast.And | ast.Or) else children(expr)
    for operand in operands:
        if any(isinstance(node, ast.Fact) for node in nodes(operand)):
            yield from _certain(operand)
            break
    yield expr

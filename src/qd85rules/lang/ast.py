"""The syntax tree of a condition: data only, never changed after parsing.

What must not live here: typing (`typecheck`), printing (`printer`), evaluation (`engines.evaluate`); each is one
function with one `match`.

Every node has `start` and `end`, offsets in code points into the text it was parsed from (end exclusive); they do not
take part in comparison, so that printing and parsing again gives an equal tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - Hypothesis reads the types of the fields at run time
from typing import Literal

CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""

    value: bool
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Int:
    """A 64-bit signed integer."""

    value: int
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class String:
    """A string literal, decoded."""

    value: str
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Date:
    """`date("2022-10-07")`, a calendar date."""

    value: date
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


Scalar = Bool | Int | String | Date


@dataclass(frozen=True, slots=True)
class Items:
    """A list literal of scalars of one type."""

    elements: tuple[Scalar, ...]
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its dotted name: `transfer.kind`."""

    name: str
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: `params.notify_within_days` has the name `notify_within_days`."""

    name: str
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Concept:
    """A named expression of a pack: `concepts.bound_by_qd85` has the name `bound_by_qd85`."""

    name: str
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Today:
    """`today`: the date that the policy is resolved for (`as_of`)."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Has:
    """`has(fact)`: whether a fact is known; never unknown itself."""

    fact: Fact
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Subtract:
    """`left - right` of two dates: whole days, an integer."""

    left: Expr
    right: Expr
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two operands of one type; order is for integers and dates only."""

    op: CompareOp
    left: Expr
    right: Expr
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class In:
    """`element in container`: membership in a list literal, a list fact or a list parameter."""

    element: Expr
    container: Expr
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: Expr
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction of two or more operands; nested conjunctions written without parentheses are one node."""

    operands: tuple[Expr, ...]
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction of two or more operands; nested disjunctions written without parentheses are one node."""

    operands: tuple[Expr, ...]
    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


Expr = (
    Bool | Int | String | Date | Items | Fact | Param | Concept | Today | Has | Subtract | Compare | In | Not | And | Or
)

"""The rule language: text to a typed syntax tree; it knows nothing of accounts."""

from typing import TYPE_CHECKING

from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import CODES, Code, ExpressionError, Problem, caret, to_span
from qd85rules.lang.typecheck import TypeEnv, type_of, typecheck
from qd85rules.lang.walk import (
    MAX_DEPTH,
    atoms_of,
    children,
    concepts_of,
    expand,
    facts_of,
    height,
    nodes,
    params_of,
    transform,
)

if TYPE_CHECKING:
    from qd85rules.lang.parser import MAX_LENGTH, parse
else:  # Packs are kept parsed, so that most starts need no parser.
    from qd85rules.core.reexport import reexport

    __getattr__ = reexport(__name__, {"MAX_LENGTH": "qd85rules.lang.parser", "parse": "qd85rules.lang.parser"})

__all__ = [
    "CODES",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "Code",
    "ExpressionError",
    "Problem",
    "TypeEnv",
    "atoms_of",
    "caret",
    "children",
    "concepts_of",
    "expand",
    "facts_of",
    "height",
    "nodes",
    "params_of",
    "parse",
    "print_expr",
    "to_span",
    "transform",
    "type_of",
    "typecheck",
]

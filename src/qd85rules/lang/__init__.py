"""The rule language: from the text of a condition to a typed tree.

In comes the text of a condition, `transfer.direction == "out" && params.strict`, and the types of the facts,
parameters and concepts that it may name. Out comes a tree of frozen dataclasses, or every problem of the text with its
place and what to write instead. What a tree means for given facts is defined in `engines.evaluate`.

- `lexer` makes tokens of characters, `parser` a tree of tokens; `grammar` and `leftout` are their tables.
- `ast` has the nodes, `types` the types; `typecheck` holds one to the other.
- `walk` goes through a tree (its facts, its atoms, its concepts written out), `printer` writes it as text.
- `problems` has every code and message.

INVARIANT: the language is a subset of CEL, so that a CEL runtime gives every accepted text the same meaning;
`docs/reference/language.md` names the few differences.
INVARIANT: parsing what was printed gives an equal tree.
INVARIANT: nothing here knows which facts there are; callers pass a vocabulary.
"""

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

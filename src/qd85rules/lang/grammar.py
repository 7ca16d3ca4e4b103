"""The words and operators of CEL's grammar as tables.

What must not live here: the reading of tokens (`parser`), and advice (`leftout`).

Source: CEL language definition, "Syntax".
"""

from __future__ import annotations

from typing import Final

LEVELS: Final = {
    "||": 1,
    "&&": 2,
    "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "in": 3,
    "+": 4, "-": 4,
    "*": 5, "/": 5, "%": 5,
}  # fmt: skip
"""Binary operators of CEL and how tightly they bind."""

KEYWORDS: Final = frozenset({"false", "in", "null", "true"})
RESERVED: Final = frozenset({
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
})  # fmt: skip
"""Words that CEL keeps for itself at the start of a name; after a dot they are names."""

WORD_OPERATORS: Final = {"and": "&&", "or": "||", "is": "==", "equals": "=="}
"""Words that authors write by habit between two operands, where CEL allows no name."""

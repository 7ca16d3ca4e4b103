"""A place in the tokens of a condition: looking, moving, brackets, and the problems found on the way.

What must not live here: what the tokens mean (`parser`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.lang.ast import Bool
from qd85rules.lang.problems import Code, Problem, quote
from qd85rules.lang.walk import MAX_DEPTH

if TYPE_CHECKING:
    from qd85rules.lang.lexer import Token

HOLE: Final = Bool(value=False)
"""Stands in the tree where a problem has been recorded; told apart by identity."""
# INVARIANT: a tree with a hole never leaves the parser, which raises once a problem is recorded.

_CLOSERS: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSING: Final = frozenset(_CLOSERS.values())


class TooDeepError(Exception):
    """Reading stops; the problem is recorded."""


def too_deep(start: int, end: int) -> Problem:
    """Describe a condition whose nesting no pass has to bear."""
    message = f"the condition is nested more than {MAX_DEPTH} deep"
    return Problem(start, end, "too-deep", message, "name parts of it as concepts")


class Cursor:
    """A list of tokens, of which the last has kind `end`, with the place reached in it; adds to `problems`.

    `outcomes` says whether the text may ask for the outcome of a rule.
    """

    def __init__(self, tokens: list[Token], problems: list[Problem], *, outcomes: bool = False) -> None:
        self.tokens = tokens
        self.problems = problems
        self.outcomes = outcomes
        self.at = 0
        self.nesting = 0

    @property
    def token(self) -> Token:
        """Give the token that comes next."""
        return self.tokens[self.at]

    @property
    def next(self) -> Token:
        """Give the token after the next one."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    @property
    def after_next(self) -> Token:
        """Give the token after that."""
        return self.tokens[min(self.at + 2, len(self.tokens) - 1)]

    @property
    def last_end(self) -> int:
        """Say where the token just taken ends."""
        return self.tokens[self.at - 1].end

    def advance(self) -> Token:
        """Take a token; the last one stays."""
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def sees(self, text: str) -> bool:
        """Tell whether an operator or bracket comes next."""
        return self.token.kind == "op" and self.token.text == text

    def problem(self, code: Code, message: str, start: int, end: int, advice: str | None = None) -> None:
        """Record a problem."""
        self.problems.append(Problem(start, end, code, message, advice))

    def missing(self) -> None:
        """Report that an operand should stand here."""
        token = self.token
        if token.kind == "end":
            message, advice = "the condition ends where a value should follow", "complete or remove the last operator"
        else:
            message, advice = f"{quote(token.text)} stands where a value should be", "write a fact or a literal here"
        self.problem("expected-operand", message, token.start, token.end, advice)

    def unexpected(self) -> None:
        """Report a token after which no reading of the condition goes on."""
        token = self.token
        if token.kind in {"op", "end"}:
            message = f"{quote(token.text)} does not belong here"
            advice = f"no bracket is open that {quote(token.text)} closes" if token.text in _CLOSING else None
        else:
            message = "two values stand side by side with no operator between them"
            advice = "join conditions with `&&` or `||`"
        self.problem("unexpected", message, token.start, token.end, advice)

    def skip_past_connective(self) -> bool:
        """Go on behind the next `&&` or `||`; `False` where there is none."""
        while self.token.kind != "end":
            if self.advance().text in {"&&", "||"}:
                return True
        return False

    def enter(self) -> Token:
        """Take an opening bracket; nesting is bounded, so that no text exhausts the stack."""
        token = self.advance()
        self.nesting += 1
        if self.nesting > MAX_DEPTH:
            self.problems.append(too_deep(token.start, token.end))
            raise TooDeepError
        return token

    def leave(self, opening: Token) -> None:
        """Take the closing bracket, or report what stands there instead and go on behind it."""
        closer = _CLOSERS[opening.text]
        self.nesting -= 1
        if self.token.kind != "end" and not self.sees(closer):
            self.unexpected()
            self.skip_to_closer()
        if self.sees(closer):
            self.advance()
        else:
            self.not_closed(opening)

    def not_closed(self, opening: Token) -> None:
        """Report a bracket that nothing closes."""
        message = f"`{opening.text}` is not closed"
        self.problem("unclosed", message, opening.start, opening.end, f"add `{_CLOSERS[opening.text]}`")

    def skip_to_closer(self) -> None:
        """Go to the bracket that closes the one opened last."""
        open_brackets = 0
        while self.token.kind != "end" and (open_brackets or self.token.text not in _CLOSING):
            open_brackets += (self.token.text in _CLOSERS) - (self.token.text in _CLOSING)
            self.advance()

    def skip_brackets(self) -> None:
        """Go past a pair of brackets whose content is not read."""
        opening = self.advance()
        self.skip_to_closer()
        if self.token.kind == "end":
            self.not_closed(opening)
        else:
            self.advance()

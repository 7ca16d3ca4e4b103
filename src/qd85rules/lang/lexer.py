"""Characters to tokens: the lexical grammar of CEL, every literal decoded.

What must not live here: what tokens may follow one another (`parser`).

What CEL reads and the rule language leaves out (doubles, unsigned numbers, bytes), and what authors write by habit
(`=`, `≤`, curly quotes), is a problem and still gives a token, so that the rest is read too.

Source: CEL language definition, "Syntax"; where it and the grammar files of its implementations differ, a text that
they read differently is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from qd85rules.lang.problems import Code, Problem, quote

MAX_INT: Final = 2**63
"""The largest value of an integer token; it is one too large unless a minus stands before it."""

TokenKind = Literal["int", "string", "name", "op", "hole", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is the name or operator meant; a `hole` is an operand that has been reported already."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: int | str = ""


_TOKEN: Final = re.compile(
    r"""
      (?P<space>   [\t\n\f\r ]+ )
    | (?P<comment> //[^\n]* )
    | (?P<quote>   (?P<prefix> [bB]?[rR]? ) (?P<mark> \"{3} | '{3} | \" | ' ) )
    | (?P<curly>   [“”„][^“”„\n]*[“”] | [‘’][^‘’\n]*[’‘] )
    | (?P<tick>    `[^`\n]*` )
    | (?P<date>    (?: [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} | [0-9]{1,2}/[0-9]{1,2}/[0-9]{4} ) (?!\w) )
    | (?P<number>  (?: 0x(?P<hex>[0-9a-fA-F]+)
                     | (?P<double> [0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)? | [0-9]+[eE][+-]?[0-9]+ )
                     | (?P<decimal> [0-9]+ ) )
                   (?P<suffix> (?=in\b) | \w* ) )
    | (?P<name>    [^\W\d] [\w\u0300-\u036f]* )
    | (?P<wrong>   === | !== | <> | =< | => | := | =(?!=) | &(?!&) | \|(?!\|) | [≤≥≠−–—∧∨¬] )
    | (?P<op>      && | \|\| | [=!<>]= | [-<>!+*/%()\[\]{},.?:] )
    | (?P<bad>     [^\x00-\x7f]+? (?= [\x00-\x7f“”„‘’≤≥≠−–—∧∨¬] | \Z ) | . )
    """,
    re.VERBOSE | re.DOTALL,
)

_MEANT: Final = {
    "===": "==", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", ":=": "==", "=": "==", "&": "&&", "|": "||",
    "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "–": "-", "—": "-", "∧": "&&", "∨": "||", "¬": "!",
}  # fmt: skip

_ESCAPES: Final = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_CODE_POINT: Final = re.compile(
    r"[xX](?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?P<o>[0-3][0-7]{2})"
)
_NEWLINE: Final = re.compile(r"\r\n?")
_ESCAPE_HELP: Final = r"write `\\` for a backslash, or put `r` before the quote to switch escapes off"
_DIGITS: Final = 20  # 2^63 has 19; longer ones are refused before `int` has to read them


def tokenize(text: str) -> tuple[list[Token], list[Problem]]:
    """Split a condition into tokens, the last of them of kind `end`, and collect what is wrong with its characters.

    After a string that is not closed nothing more is read: the `end` token stands there.
    """
    scan = _Lexing(text)
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        assert found is not None  # noqa: S101 - for the type checker: the last alternative takes any character
        at = scan.token(found)
    scan.add("end", at, at)
    return scan.tokens, scan.problems


class _Lexing:
    """Tokens and problems found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []

    def add(self, kind: TokenKind, start: int, end: int, text: str = "", value: int | str = "") -> int:
        self.tokens.append(Token(kind, text, start, end, value))
        return end

    def problem(self, code: Code, message: str, start: int, end: int, advice: str | None = None) -> None:
        self.problems.append(Problem(start, end, code, message, advice))

    def token(self, found: re.Match[str]) -> int:
        """Take one match; give the offset where the next one starts."""
        start, end, text = found.start(), found.end(), found.group()
        match found.lastgroup:
            case "space":
                pass
            case "comment":
                self.comment(start, text)
            case "quote":
                return self.string(found)
            case "number":
                self.number(found)
            case "name":
                self.name(start, end, text)
            case "op":
                self.add("op", start, end, text)
            case "wrong":
                meant = _MEANT[text]
                self.problem("wrong-operator", f"{quote(text)} is not an operator", start, end, f"write `{meant}`")
                self.add("op", start, end, meant)
            case "date":
                self.problem("bare-date", f"{quote(text)} is not a date by itself", start, end, _date_help(text))
                self.add("hole", start, end)
            case "curly":
                self.problem("bad-character", f"{quote(text)} stands in curly quotes", start, end, 'write `"`')
                self.add("string", start, end, value=text[1:-1])
            case "tick":
                self.problem("bad-name", f"{quote(text)} is a quoted name", start, end, "names need no quotes")
                self.add("name", start, end, "_")
            case _:
                self.unreadable(start, end, text)
        return end

    def comment(self, start: int, text: str) -> None:
        # Some readers of CEL end a comment at a bare carriage return, others go on to the line feed.
        at = text.find("\r", 0, len(text) - 1)
        if at >= 0:
            message = "a comment holds a carriage return without a line feed"
            self.problem("bad-character", message, start + at, start + at + 1, "end the line with a line feed")

    def name(self, start: int, end: int, text: str) -> None:
        if not text.isascii():
            message = f"{quote(text)} has letters that a name cannot have"
            advice = "names are written with a-z, 0-9 and `_`; text goes in quotes"
            self.problem("bad-name", message, start, end, advice)
        self.add("name", start, end, text)

    def unreadable(self, start: int, end: int, text: str) -> None:
        advice = None
        if text.isspace() or unicodedata.category(text[0]) in {"Cf", "Cc"}:
            advice = "replace it with a plain space, or remove it"
        elif text == ";":
            advice = "a condition is one expression; join parts with `&&`"
        elif text == "#":
            advice = "a comment starts with `//`"
        label = unicodedata.name(text, "").lower() if len(text) == 1 and not text.isascii() else ""
        message = f"{quote(text)}{f' ({label})' if label else ''} has no meaning here"
        self.problem("bad-character", message, start, end, advice)

    def number(self, found: re.Match[str]) -> None:
        start, end, text, suffix = found.start(), found.end(), found.group(), found["suffix"]
        if found["double"] is not None and not suffix:
            advice = "numbers are whole: use a smaller unit, such as days"
            self.problem("double", f"{quote(text)} is not a whole number", start, end, advice)
        elif suffix in {"u", "U"} and found["double"] is None:
            self.problem("uint", f"{quote(text)} is an unsigned number", start, end, f"write {quote(text[:-1])}")
        elif suffix:
            hexadecimal = re.fullmatch(r"0X[0-9a-fA-F]+", text)
            advice = f"write {quote('0x' + text[2:])}" if hexadecimal else "write the digits alone; spans are in days"
            self.problem("bad-number", f"{quote(text)} is not a number", start, end, advice)
        else:
            self.integer(found)
            return
        self.add("hole", start, end)

    def integer(self, found: re.Match[str]) -> None:
        start, end, text = found.start(), found.end(), found.group()
        digits = (found["hex"] or found["decimal"]).lstrip("0") or "0"
        value = int(digits, 16 if found["hex"] else 10) if len(digits) <= _DIGITS else MAX_INT + 1
        if value > MAX_INT:
            message = f"{quote(text)} does not fit in 64 bits"
            self.problem("int-range", message, start, end, f"the largest number is {MAX_INT - 1}")
            self.add("hole", start, end)
        else:
            self.add("int", start, end, text, value)

    def string(self, found: re.Match[str]) -> int:
        start, prefix, mark = found.start(), found["prefix"].lower(), found["mark"]
        body, after = self.body(found.end(), mark, raw="r" in prefix)
        if body is None:
            message = f"a string that starts with {quote(found.group())} is not closed"
            advice = f"close it with {quote(mark)}" + ("" if len(mark) > 1 else " on the same line")
            self.problem("unclosed-string", message, start, after, advice)
            # The rest may have been meant as part of the string; tokens of it would only cause further problems.
            return len(self.text)
        if "b" in prefix:
            self.problem("bytes", "bytes are not part of the language", start, after, "write text without the `b`")
            return self.add("hole", start, after)
        return self.add("string", start, after, value=body)

    def body(self, at: int, mark: str, *, raw: bool) -> tuple[str | None, int]:
        """Read up to the closing mark: the decoded text and the offset after the mark, or `None` and the offset."""
        text, parts = self.text, list[str]()
        stops = re.compile(mark if raw else rf"{mark}|\\") if len(mark) > 1 else _stops(mark, raw=raw)
        while (found := stops.search(text, at)) is not None and found.group() not in "\r\n":
            self.surrogates(at, found.start())
            parts.append(_NEWLINE.sub("\n", text[at : found.start()]))
            if found.group() == mark:
                return "".join(parts), found.end()
            char, at = self.escape(found.start())
            parts.append(char)
        return None, len(text) if found is None else found.start()

    def surrogates(self, start: int, end: int) -> None:
        found = re.search("[\ud800-\udfff]", self.text[start:end])
        if found is not None:
            at = start + found.start()
            self.problem("bad-character", f"{quote(found.group())} is half a character", at, at + 1, "remove it")

    def escape(self, start: int) -> tuple[str, int]:
        """Decode one escape: the character and the offset after it; a wrong one stands for nothing."""
        after = self.text[start + 1 : start + 2]
        if after in _ESCAPES:
            return _ESCAPES[after], start + 2
        found = _CODE_POINT.match(self.text, start + 1)
        if found is None:
            end = min(start + 2, len(self.text))
            if after in {"\n", "\r", ""}:
                end = start + 1
            self.problem("bad-escape", f"{quote(self.text[start:end])} is not an escape", start, end, _ESCAPE_HELP)
            return "", end
        point = int(found["o"], 8) if found["o"] else int(found["x"] or found["u"] or found["U"], 16)
        if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:  # noqa: PLR2004 - the bounds of Unicode
            message = f"{quote(self.text[start : found.end()])} is not a character of Unicode"
            self.problem("bad-escape", message, start, found.end(), "write the character itself")
            return "", found.end()
        return chr(point), found.end()


def _stops(mark: str, *, raw: bool) -> re.Pattern[str]:
    return re.compile(rf"[{mark}\r\n]" if raw else rf"[{mark}\r\n\\]")


def _date_help(text: str) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    # `07/10/2022` is two different days in different countries: the author must say which.
    return f'write `date("{year}-{month:0>2}-{day:0>2}")`' if rest else 'write `date("YYYY-MM-DD")`'

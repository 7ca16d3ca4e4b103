"""Text that people read: in the two languages that every report speaks, and clean of what a terminal would obey.

Every door that prints for people passes whole texts through `plain_lines`, so that a text which nobody cleaned before
is clean at the end: what would be obeyed is shown. What programs read keeps its data: JSON by `json_text`, other
formats by escapes of their own.

Ids are compared as people mean them: composed, so that two spellings of one Vietnamese word are equal.

What must not live here: sentences (`wording`), escaping for Markdown, HTML and calendars (`reporters`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")

STYLES: Final = ("1", "2", "1;4", "32", "35", "31", "31;1", "33;1", "34;1", "36;1")
"""The styles that reports and results are painted in; any other escape sequence is somebody else's."""

HIDDEN: Final = "•••"
"""What stands for a value that may be a person's."""

_KEPT: Final = "\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0300-\u036f\u1e00-\u1eff"
_STYLE: Final = rf"\x1b\[(?:0|{'|'.join(STYLES)})m"
# Commands to the workers of GitHub, Azure and TeamCity, which look for them anywhere in a line.
_ORDER: Final = r"#(?=#(?:vso|teamcity)?\[)"
_SUSPECT: Final = re.compile(f"[^{_KEPT}]|{_ORDER}", re.IGNORECASE)
_SUSPECT_IN_LINES: Final = re.compile(f"[^\n{_KEPT}]|{_ORDER}", re.IGNORECASE)
_SUSPECT_IN_COLOUR: Final = re.compile(rf"{_STYLE}|[^\n{_KEPT}]|{_ORDER}", re.IGNORECASE)
# GitHub's other spelling, behind blanks at the start of a line. Our own commands do not come by here.
_COMMAND: Final = re.compile(rf"^((?:[^\S\n]|{_STYLE})*):(?=:)", re.MULTILINE)
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_HIDDEN_KINDS: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_HIDDEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # fillers that are called letters, marks or symbols
    + "".join(map(chr, range(0xFE00, 0xFE10)))  # variation selectors
)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Vietnamese and in English."""

    vi: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        """Give the sentence in one language."""
        if lang == "vi":
            return self.vi
        if lang == "en":
            return self.en
        raise KeyError(lang)

    def filled(self, **values: object) -> Text:
        """Give the sentence with each `{name}` replaced by its value; of a `Text`, by the one in the same language."""
        vi, en = (
            self[lang].format(
                **{name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}
            )
            for lang in LANGUAGES
        )
        return Text(vi, en)


def as_text(value: object) -> str:
    """Write any value as text; the interpreter refuses to write a number of thousands of digits, whatever it is in."""
    try:
        return str(value)
    except ValueError:
        return "…"


def plain(text: str) -> str:
    r"""Replace control, direction and unpaired characters by `\u{...}`; everything else stays as it is."""
    return _SUSPECT.sub(_shown, text)


def plain_lines(text: str, *, colour: bool = False) -> str:
    """Clean a text of many lines: line breaks stay, with `colour` our own styles as well, and no line is a command."""
    suspect = _SUSPECT_IN_COLOUR if colour else _SUSPECT_IN_LINES
    return _COMMAND.sub(r"\1\\u{3a}", suspect.sub(_shown, text))


def painted(text: str, style: str) -> str:
    """Paint a text, cleaned, in one of `STYLES`."""
    return f"\x1b[{style}m{plain(text)}\x1b[0m"


def json_text(data: Any, *, indent: int | None = 2) -> str:  # noqa: ANN401 - any plain data
    r"""Write data as JSON that keeps every character and obeys none: what `plain` replaces stands as `\uXXXX`."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return _SUSPECT_IN_LINES.sub(_as_json, text)


def _shown(found: re.Match[str]) -> str:
    char = found.group()
    return f"\\u{{{ord(char):x}}}" if len(char) == 1 and _is_obeyed(char) else char


def _as_json(found: re.Match[str]) -> str:
    char = found.group()
    if char == "#":
        return "\\u0023"
    return json.dumps(char)[1:-1] if _is_obeyed(char) else char


def _is_obeyed(char: str) -> bool:
    return char == "#" or unicodedata.category(char) in _UNSAFE


def composed(text: str) -> str:
    """Give text in composed form (NFC), in which two spellings of one Vietnamese word are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def hidden_in(text: str) -> int | None:
    """Give the position of the first character that nobody sees, or that looks like a plain space and is none."""
    if text.isascii() and text.isprintable():
        return None
    return next((position for position, character in enumerate(text) if _is_hidden(character)), None)


def without_hidden(text: str) -> str:
    """Give text with plain spaces for all blanks, none at either end, and without what nobody sees."""
    kept = (" " if character.isspace() else character for character in text)
    return "".join(character for character in kept if not _is_hidden(character)).strip()


def _is_hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in _HIDDEN_KINDS or (kind == "Zs" and character != " ") or character in _HIDDEN


def shortened(value: object, most: int = 40) -> str:
    """Write any value as a message may quote it: on one line, and not all of a long one."""
    text = " ".join(as_text(value).split())
    return text if len(text) <= most else text[: most - 1] + "…"

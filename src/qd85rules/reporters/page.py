"""Lines for the terminal: wrapped, labelled, coloured where colour is wanted."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from qd85rules.core.plain import painted, plain

if TYPE_CHECKING:
    from qd85rules.core.text import Language, Text

__all__ = ["BOLD", "FAINT", "GREEN", "RED", "TITLE", "YELLOW", "Page"]

BOLD: Final = "1"
FAINT: Final = "2"
GREEN: Final = "32"
RED: Final = "31;1"
TITLE: Final = "1;4"
YELLOW: Final = "33;1"

_LABEL: Final = 14
_NARROWEST: Final = 20

Segment = tuple[str, str]
"""A piece of text and its style, `""` for none."""


class Page:
    """Lines for one set of options; `width` 0 means no wrapping.

    All text passes through `plain`, because packs are user text and a terminal obeys control characters.
    """

    def __init__(self, lang: Language, *, width: int = 100, colour: bool = False, ascii_only: bool = False) -> None:
        self.lang: Final = lang
        self.ascii_only: Final = ascii_only
        self._width = width
        self.colour: Final = colour
        self._lines: list[str] = []

    def render(self) -> str:
        """Give all lines as one text that ends with a line break."""
        return "\n".join(line.rstrip() for line in self._lines) + "\n"

    def blank(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def put(self, text: str, *, lead: tuple[Segment, ...] = (), indent: int = 0, hang: int | None = None) -> None:
        """Add a text, wrapped; `lead` stands before it and is not broken, `hang` indents later lines."""
        shown = [(plain(piece), style) for piece, style in lead]
        before = " " * indent + "".join(piece for piece, _ in shown)
        first, *rest = self._wrapped(plain(text), before, " " * (indent if hang is None else hang))
        painted = " " * indent + "".join(self._paint(piece, style) for piece, style in shown)
        self._lines += [painted + first[len(before) :], *rest]

    def heading(self, text: str) -> None:
        """Add a text that stands over others."""
        self._lines += [self._paint(line, TITLE) for line in self._wrapped(plain(text), "", "")]

    def quote(self, line: str, *, indent: int = 0) -> None:
        """Add a line as it stands, never wrapped: a code frame would fall apart."""
        self._lines.append(" " * indent + plain(line))

    def field(self, label: Text, *texts: str, indent: int = 2) -> None:
        """Add texts under one label; nothing where there are none."""
        for number, text in enumerate(text for text in texts if text):
            self.entry(label if number == 0 else None, "", text, indent=indent)

    def entry(self, label: Text | None, name: str, text: str, *, style: str = BOLD, indent: int = 2) -> None:
        """Add a text that begins with a name; `None`: under the label above."""
        word = "" if label is None else label[self.lang]
        lead: list[Segment] = [(word, FAINT), (" " * max(1, _LABEL - len(word)), "")]
        if name:
            lead += [(name, style), (" — " if text else "", "")]
        self.put(text, lead=tuple(lead), indent=indent, hang=indent + _LABEL)

    def note(self, text: str, *, indent: int = 2, deeper: int = 0) -> None:
        """Add a text in the column of the fields, under what it belongs to."""
        self.put(text, indent=indent + _LABEL + deeper, hang=indent + _LABEL + deeper + (2 if deeper else 0))

    def _paint(self, text: str, style: str) -> str:
        return painted(text, style) if self.colour and style and text else text

    def _wrapped(self, text: str, before: str, hang: str) -> list[str]:
        if not self._width:
            return [before + text]
        width = max(self._width, len(hang) + _NARROWEST)
        wrapper = textwrap.TextWrapper(
            width, initial_indent=before, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        )
        return wrapper.wrap(text) or [before]

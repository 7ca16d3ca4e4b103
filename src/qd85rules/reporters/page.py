"""One page for people: what stands on it, and how a terminal shows it.

Reports and explanations put the same things on a `Canvas`: headings, marked items, texts under a label, notes. `Page`
shows them on a terminal, `markdown_page` in Markdown.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import painted, plain

if TYPE_CHECKING:
    from qd85rules.core.text import Language, Text

BOLD: Final = "1"
FAINT: Final = "2"
GREEN: Final = "32"
RED: Final = "31;1"
TITLE: Final = "1;4"
YELLOW: Final = "33;1"

_LABEL: Final = 14
_NARROWEST: Final = 20
_RULE: Final = 80

Segment = tuple[str, str]
"""A piece of text and its style, `""` for none."""


class Mark(NamedTuple):
    """A sign before an item, so that colour is never alone in telling items apart; `ascii` for consoles without it."""

    sign: str
    ascii: str
    style: str


MARKS: Final[dict[Outcome, Mark]] = {
    Outcome.VIOLATION: Mark("✗", "x", RED),
    Outcome.UNDETERMINED: Mark("?", "?", YELLOW),
    Outcome.DUE: Mark("◷", ">", "36;1"),
    Outcome.WAIVED: Mark("○", "o", "35"),
    Outcome.COMPLIANT: Mark("✓", "+", GREEN),
    Outcome.NOT_APPLICABLE: Mark("·", "-", FAINT),
}
RECOMMENDED: Final = Mark("△", "^", "34;1")


class Canvas(Protocol):
    """What a finding is put on, whatever shows it."""

    @property
    def lang(self) -> Language:
        """The language of what is put on it."""
        ...

    @property
    def arrow(self) -> str:
        """What stands between a thing and what it leads to."""
        ...

    def name(self, text: str) -> str:
        """Set a name or a place apart from the words around it."""
        ...

    def item(self, mark: Mark, word: str, subject: str, text: str, tail: str) -> None:
        """Add an item of a list: its mark and word, what it is about, a text, and the name it goes by."""

    def part(self, label: Text, *texts: str, is_detail: bool = False) -> None:
        """Add texts of an item under one label; details may be folded away."""

    def named_part(self, label: Text, *texts: tuple[str, str]) -> None:
        """Add details of an item under one label, each beginning with a name."""


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

    @property
    def arrow(self) -> str:
        """What stands between a thing and what it leads to."""
        return "=>" if self.ascii_only else "→"

    def render(self) -> str:
        """Give all lines as one text that ends with a line break."""
        return "\n".join(line.rstrip() for line in self._lines) + "\n"

    def blank(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def rule(self) -> None:
        """Add a line across the page."""
        self._lines.append(("-" if self.ascii_only else "─") * min(self._width or _RULE, _RULE))

    def put(
        self,
        text: str,
        *,
        lead: tuple[Segment, ...] = (),
        name: Segment = ("", ""),
        tail: Segment = ("", ""),
        indent: int = 0,
        hang: int | None = None,
    ) -> None:
        """Add a text, wrapped, between a name and a tail; `lead` is not broken, `hang` indents later lines."""
        shown = [(plain(piece), style) for piece, style in lead]
        before = " " * indent + "".join(piece for piece, _ in shown)
        start, end = plain(name[0]), plain(tail[0])
        lines = self._wrapped(start + plain(text) + end, before, " " * (indent if hang is None else hang))
        # Colour takes no room, so it is put on when lines are broken.
        if lines[-1].endswith(end):
            lines[-1] = lines[-1].removesuffix(end) + self._paint(end, tail[1])
        first = lines[0][len(before) :]
        if first.startswith(start):
            first = self._paint(start, name[1]) + first.removeprefix(start)
        pieces = " " * indent + "".join(self._paint(piece, style) for piece, style in shown)
        self._lines += [pieces + first, *lines[1:]]

    def heading(self, text: str, style: str = TITLE) -> None:
        """Add a text that stands over others."""
        self._lines += [self._paint(line, style) for line in self._wrapped(plain(text), "", "")]

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
        lead = ((word, FAINT), (" " * max(1, _LABEL - len(word)), ""))
        text = f" — {text}" if name and text else text
        self.put(text, lead=lead, name=(name, style), indent=indent, hang=indent + _LABEL)

    def note(self, text: str, *, indent: int = 2, deeper: int = 0) -> None:
        """Add a text in the column of the fields, under what it belongs to."""
        self.put(text, indent=indent + _LABEL + deeper, hang=indent + _LABEL + deeper + (2 if deeper else 0))

    def name(self, text: str) -> str:
        """Give a name as it is, as `Canvas` says."""
        return text

    def item(self, mark: Mark, word: str, subject: str, text: str, tail: str) -> None:
        """Add an item of a list, as `Canvas` says."""
        shown = f"{mark.ascii if self.ascii_only else mark.sign} {word.upper()}"
        lead = ((shown, mark.style), (f" {subject}  " if subject else "  ", ""))
        self.put(f"{text}  ", lead=lead, tail=(f"[{tail}]", FAINT), indent=2, hang=4)

    def part(self, label: Text, *texts: str, is_detail: bool = False) -> None:  # noqa: ARG002 - nothing is folded here
        """Add texts of an item, as `Canvas` says."""
        self.field(label, *texts, indent=4)

    def named_part(self, label: Text, *texts: tuple[str, str]) -> None:
        """Add named details of an item, as `Canvas` says."""
        for number, (name, text) in enumerate(texts):
            self.entry(label if number == 0 else None, name, text, indent=4)

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

"""HTML put together so that no text can become markup: every string is escaped, only `Markup` is not."""

from __future__ import annotations

import html
from dataclasses import dataclass

from qd85rules.core.plain import plain
from qd85rules.core.text import LANGUAGES, Text

__all__ = ["Child", "Markup", "both", "element", "escaped", "joined"]

_VOID = frozenset({"input", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is ready as it is."""

    html: str


Child = Markup | Text | str


def escaped(text: str) -> str:
    """Write any text as HTML, control and direction characters shown; fits attributes in double quotes as well."""
    return html.escape(plain(text), quote=True)


def element(tag: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """Write an element; in attribute names `_` stands for `-`, one at the end for nothing; `None` leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{joined(*children).html}</{tag}>")


def joined(*children: Child) -> Markup:
    """Write children one after another."""
    return Markup("".join(_written(child) for child in children))


def both(text: Text, name: str = "span") -> Markup:
    """Write a text in both languages, of which the style sheet shows that of the page; once where they are the same."""
    if text.vi == text.en:
        return Markup(escaped(text.vi))
    return joined(*(element(name, text[lang], class_=f"l-{lang}", lang=lang) for lang in LANGUAGES))


def _written(child: Child) -> str:
    match child:
        case Markup():
            return child.html
        case Text():
            return both(child).html
        case _:
            return escaped(child)

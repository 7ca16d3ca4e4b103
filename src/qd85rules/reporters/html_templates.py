"""Templates of pages: what they show is escaped, and their style and scripts are let in by digest.

INVARIANT: what a template shows is escaped, control and direction characters are shown; only `Markup` goes as it is.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qd85rules.core.text import LANGUAGES, Text, plain
from qd85rules.reporters.html_kinds import day_text
from qd85rules.reporters.sentences import value_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_ROOM: Final = "qd85rules.reporters"
_POLICY: Final = (
    "default-src 'none'; style-src '{style}'; script-src {script}; img-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def write_page(name: str, *, style: str, scripts: Sequence[str] = (), **values: object) -> str:
    """Write a page from a template; it forbids itself every request, and all styles and scripts but those named."""
    look, acts = _asset(style), "".join(map(_asset, scripts))
    policy = _POLICY.format(style=_hash(look), script=f"'{_hash(acts)}'" if acts else "'none'")
    return (
        _environment()
        .get_template(name)
        .render(
            policy=policy,
            style=Markup(look),  # noqa: S704 - a file of the library
            script=Markup(acts),  # noqa: S704 - files of the library
            **values,
        )
    )


def show(source: str, **values: object) -> str:
    """Write a piece of a template, given as text, as the templates of pages are written."""
    return _environment().from_string(source).render(**values)


def both(text: Text, tag: str = "span") -> Markup:
    """Write a text in both languages, of which the style sheet shows that of the page; once where they are the same."""
    if text.vi == text.en:
        return escape(plain(text.vi))
    each = Markup('<{0} class="l-{1}" lang="{1}">{2}</{0}>')
    return Markup("").join(each.format(tag, lang, plain(text[lang])) for lang in LANGUAGES)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(_ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "both": both,
        "day": _day,
        "day_words": day_text,
        "filled": _filled,
        "quoted": _quoted,
        "value_text": value_text,
    }
    return made


def _shown(value: Any) -> Markup | str:  # noqa: ANN401 - whatever a template shows
    match value:
        case Markup():
            return value
        case Text():
            return both(value)
        case _:
            return plain(str(value))


def _day(day: date | str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(str(day), both(day_text(day)))


def _filled(text: Text, **values: object) -> Text:
    return text.filled(**values)


def _quoted(text: str) -> str:
    return quote(text, safe="")


@cache
def _asset(name: str) -> str:
    return files(_ROOM).joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

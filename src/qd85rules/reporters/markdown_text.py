"""Text inside Markdown: what looks like markup is shown, not obeyed; nobody is mentioned, nothing becomes a link.

What must not live here: the layout of a report (`markdown`).
"""

from __future__ import annotations

import re
from typing import Final

from qd85rules.core.text import plain

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
# Services look for these in the finished page, where an escape no longer shows; an empty comment parts them.
_REFERENCE: Final = re.compile(r"([@#])(?=\w)")
_SCHEME: Final = re.compile(r"://")
_WEB: Final = re.compile(r"www\.", re.IGNORECASE)
_TICKS: Final = re.compile(r"`+")


def prose(text: str) -> str:
    """Write running text so that it reads as it is, what stands in backticks as code; it must not begin a line."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _escaped(text)
    out = _escaped(parts[0])
    for quoted, following in zip(parts[1::2], parts[2::2], strict=True):
        # Two code spans that touch would read as one.
        glue = " " if out.endswith("`") else ""
        out += f"{glue}{code(quoted)}{_escaped(following)}"
    return out


def _escaped(text: str) -> str:
    shown = _SPECIAL.sub(r"\\\g<0>", plain(text))
    shown = _REFERENCE.sub(r"\1<!-- -->", shown)
    # A reference to a character stands for the letter itself and never starts a link.
    shown = _SCHEME.sub("&#58;//", shown)
    return _WEB.sub(lambda found: found.group()[:3] + "&#46;", shown)


def code(text: str) -> str:
    """Write text as a code span, with a fence that it cannot close; not for cells of tables."""
    shown = plain(text) or " "
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    # One space is taken off at each end where both ends have one, so that text may begin or end with a backtick.
    is_padded = shown.strip() and (shown[0] + shown[-1] == "  " or "`" in {shown[0], shown[-1]})
    return f"{fence} {shown} {fence}" if is_padded else f"{fence}{shown}{fence}"

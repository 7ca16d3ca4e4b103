"""Masking of personal data in reports.

What must not live here: which facts are personal (`model.vocabulary`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from qd85rules.judge.report import Evidence
    from qd85rules.model.spec import Sensitivity

__all__ = ["mask_name", "shown_value"]

_DOT: Final = "•••"
_WORD: Final = re.compile(r"\S+")


def mask_name(name: str) -> str:
    """Keep the first letter of each word: `N••• V••• A•••`; the number of letters does not show."""
    return _WORD.sub(lambda word: word.group()[0] + _DOT, name)


def shown_value(evidence: Evidence, *, show_names: bool) -> Any:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value as a report may show it."""
    value = evidence.value
    if show_names or evidence.sensitive is None or value is None:
        return value
    return (
        [_masked(item, evidence.sensitive) for item in value]
        if isinstance(value, list)
        else _masked(value, evidence.sensitive)
    )


def _masked(value: Any, sensitive: Sensitivity) -> str:  # noqa: ANN401 - a fact's value of any type
    if not isinstance(value, str):
        return _DOT
    return _masked_url(value) if sensitive == "url" else mask_name(value)


def _masked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return _DOT
    if not parts.netloc:
        return mask_name(url)
    # What stands before an `@` may be a name or a password; path and query usually carry the holder's name.
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" + (f"/{_DOT}" if parts.path.strip("/") or parts.query or parts.fragment else "")

"""What a reporter offers and is told, and what of a report it may show: the findings, and personal data masked.

What must not live here: which facts are personal (`model.vocabulary`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol
from urllib.parse import urlsplit

from qd85rules.core.plain import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Evidence, FailOn, Finding, Report
    from qd85rules.model.spec import Sensitivity

_WORD: Final = re.compile(r"\S+")

SarifInclude = Literal["open", "suppressed", "due", "pass", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be shown.

    `all_outcomes` adds compliant and not applicable findings; `show_names` shows personal data unmasked; `colour` and
    `width` concern terminals only, `width` 0 meaning no wrapping. `exit_code` is that of the run; `inputs` names the
    registers that were read, and `asked` the files and folders that were named to find them.

    `repo_paths` has, for a path as the user gave it, the path from the root of the repository
    (`places.repository_paths`); a path that it lacks is taken to start there. `sarif_include` names what a SARIF log
    holds beside violations; `undetermined_as` `note` makes undetermined findings alerts in tools that know failures
    only. `markdown_limit` is the greatest number of UTF-8 bytes of a Markdown report, 0 meaning none.
    """

    lang: Language = "vi"
    all_outcomes: bool = False
    show_names: bool = False
    colour: bool = False
    width: int = 100
    ascii_only: bool = False
    fail_on: FailOn = "violation"
    allow_undetermined: bool = False
    exit_code: int = 0
    inputs: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    repo_paths: Mapping[str, str] = field(default_factory=dict)
    sarif_include: frozenset[SarifInclude] = frozenset()
    undetermined_as: Literal["none", "note"] = "none"
    markdown_limit: int = 0


class Reporter(Protocol):
    """Turns a report into text."""

    def __call__(self, report: Report, options: Options) -> str:
        """Render the whole report; the text ends with a line break."""
        ...


def selected(report: Report, options: Options) -> tuple[Finding, ...]:
    """Give the findings that the options ask for."""
    return report.all_findings if options.all_outcomes else report.findings


def mask_name(name: str) -> str:
    """Keep the first letter of each word: `N••• V••• A•••`; the number of letters does not show."""
    return _WORD.sub(lambda word: word.group()[0] + HIDDEN, name)


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
        return HIDDEN
    return _masked_url(value) if sensitive == "url" else mask_name(value)


def _masked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return HIDDEN
    if not parts.netloc:
        return mask_name(url)
    # What stands before an `@` may be a name or a password; path and query usually carry the holder's name.
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" + (f"/{HIDDEN}" if parts.path.strip("/") or parts.query or parts.fragment else "")

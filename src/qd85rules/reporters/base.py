"""What a reporter offers, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.text import Language
    from qd85rules.judge.report import FailOn, Finding, Report

__all__ = ["Options", "Reporter", "SarifInclude", "selected"]

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

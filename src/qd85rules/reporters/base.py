"""What a reporter offers, and what it is told.

What must not live here: any format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.report import FailOn, Finding, Report
    from qd85rules.text import Language

__all__ = ["Options", "Reporter", "selected"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be shown.

    `all_outcomes` adds compliant and not applicable findings; `show_names` shows personal data unmasked; `colour` and
    `width` concern terminals only, `width` 0 meaning no wrapping. `exit_code` is that of the run. `sources` has the
    lines of the register files by path, for formats that quote them.
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
    settings: Mapping[str, str] | None = None


class Reporter(Protocol):
    """Turns a report into text."""

    def __call__(self, report: Report, options: Options) -> str:
        """Render the whole report; the text ends with a line break."""
        ...


def selected(report: Report, options: Options) -> tuple[Finding, ...]:
    """Give the findings that the options ask for."""
    return report.all_findings if options.all_outcomes else report.findings

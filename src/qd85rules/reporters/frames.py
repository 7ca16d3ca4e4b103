"""Problems on a page, with code frames: the line a problem stands on, and carets under the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.lang import caret
from qd85rules.reporters.page import FAINT, RED

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.reporters.page import Page

_WINDOW: Final = 90
_LEAD: Final = 20
_INDENT: Final = 4


def frame(diagnostic: Diagnostic, *, ascii_only: bool = False) -> list[str]:
    """Show a problem's line with carets under it; nothing where the problem carries no line."""
    line, span = diagnostic.source_line, diagnostic.span
    if line is None or span.column is None:
        return []
    start = span.column - 1
    same_line = span.end_line in {None, span.line}
    end = (span.end_column - 1) if same_line and span.end_column is not None else len(line)
    # A long line is shown around the place only, and one that begins far to the right from there.
    cut = max(0, start - _LEAD) if len(line) > _WINDOW else 0
    indent = len(line) - len(line.lstrip())
    if cut < indent <= start:
        cut = max(cut, indent - _INDENT)
    shown = line[cut : cut + _WINDOW]
    bar = "|" if ascii_only else "│"
    number = str(span.line)
    quoted, carets = caret(shown, start - cut, min(end, cut + _WINDOW) - cut).split("\n")
    return [f"{number} {bar} {quoted}", f"{' ' * len(number)} {bar} {carets}"]


def show_problem(page: Page, problem: Diagnostic, *, code: bool = True) -> None:
    """Put a problem on a page: where it is, its code where that is wanted, what is wrong, and what to do."""
    lead = [(f"{problem.span}: ", "")]
    if code:
        lead += [(problem.code, RED), (" ", "")]
    page.put(problem.message[page.lang], lead=tuple(lead), indent=2, hang=4)
    for line in frame(problem, ascii_only=page.ascii_only):
        page.quote(line, indent=4)
    if problem.help is not None:
        page.put(problem.help[page.lang], lead=((f"{page.arrow} ", FAINT),), indent=4, hang=6)

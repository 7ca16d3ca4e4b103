"""The last lines of a run on standard error: what was checked, what waivers and baseline did, why this exit code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from qd85rules.cli.exits import Exit
from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.judge.report import Report, WaiverState
    from qd85rules.reporters.base import Options

__all__ = ["closing_lines"]

_WAIVERS: Final = Text("miễn trừ", "waivers")
_STATES: Final[dict[WaiverState, Text]] = {
    "active": Text("đang có hiệu lực", "active"),
    "expiring": Text("sắp hết hạn", "expiring"),
    "expired": Text("đã hết hạn", "expired"),
    "unused": Text("không dùng đến", "unused"),
}
_BASELINE: Final = Text(
    "danh sách nền: {known} đã biết, {new} mới, {gone} không còn",
    "baseline: {known} known, {new} new, {gone} gone",
)
_EXIT: Final = Text("mã thoát", "exit")
_NOTHING: Final = Text("không có gì để kiểm tra", "nothing to check")
_LET_PASS: Final = Text("; --allow-undetermined để bỏ qua", "; --allow-undetermined lets them pass")


def closing_lines(report: Report, found: Exit, code: Exit, options: Options) -> Iterator[str]:
    """Give the lines; `found` is what the report says, `code` what the run ends with."""
    lang = options.lang
    if report.waivers:
        states = Counter(status.state for status in report.waivers)
        parts = ", ".join(f"{states[state]} {_STATES[state][lang]}" for state in _STATES if states[state])
        yield f"qd85: {_WAIVERS[lang]}: {parts}"
    if report.baseline is not None:
        gone = sum(entry.count for entry in report.baseline.gone)
        said = _BASELINE[lang].format(known=report.baseline.known, new=report.baseline.new, gone=gone)
        yield f"qd85: {said}"
    number = len(options.inputs)
    files = f"{number} tệp" if lang == "vi" else f"{number} file{'' if number == 1 else 's'}"
    accounts = count("accounts", report.accounts, lang)
    why = _why(report, found, options)
    zero = " (--exit-zero)" if found is not code else ""
    yield f"qd85: {accounts}, {files}; {_EXIT[lang]} {code.value}{zero}{f': {why}' if why else ''}"


def _why(report: Report, found: Exit, options: Options) -> str:
    lang = options.lang
    match found:
        case Exit.CLEAN:
            return ""
        case Exit.FOUND:
            return ", ".join(count(kind, number, lang) for kind, number in _failing(report, options).items() if number)
        case Exit.UNDETERMINED:
            number = sum(row.outcome is Outcome.UNDETERMINED for row in report.failing)
            return count("undetermined", number, lang) + _LET_PASS[lang]
        case _:
            return count("errors", errors_in(report.errors), lang) if report.errors else _NOTHING[lang]


def _failing(report: Report, options: Options) -> dict[str, int]:
    """Count what the exit code rests on; a broken `should` rule is told apart, as it is in the report."""
    kinds = Counter(
        "recommendation" if row.is_recommendation else "violation"
        for row in report.failing
        if row.outcome is Outcome.VIOLATION
    )
    counted = ("violation", "recommendation") if options.fail_on == "recommendation" else ("violation",)
    return {kind: kinds[kind] for kind in counted}

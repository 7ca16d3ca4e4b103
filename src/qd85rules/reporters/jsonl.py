"""The report as JSON Lines: a header, one line for each finding and each error, and the tally last.

What must not live here: the shape of findings and errors, which is that of the JSON report (`judge.report`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import json_text
from qd85rules.judge.report import Verdicts
from qd85rules.reporters import report_data, selected
from qd85rules.reporters.severity import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

_BODY: Final = frozenset({"findings", "errors", "summary"})


def render_jsonl(report: Report, options: Options) -> str:
    """Render one JSON object a line; its `type` is `header`, `finding`, `error` or `summary`."""
    return "".join(f"{json_text(data, indent=None)}\n" for data in _objects(report, options))


def _objects(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    # The stamp alone: findings are put together one at a time, below.
    stamp = report_data(replace(report, verdicts=Verdicts(()), errors=()), options)
    yield {"type": "header", **{key: value for key, value in stamp.items() if key not in _BODY}}
    yield from (
        {"type": "finding", **finding.to_dict(lang=options.lang, show_names=options.show_names)}
        for finding in selected(report, options)
    )
    yield from ({"type": "error", **error.to_dict(options.lang)} for error in problems_of(report, options))
    # A reader that finds no summary knows that the file was cut off.
    yield {"type": "summary", **report.summary, "exit_code": options.exit_code}

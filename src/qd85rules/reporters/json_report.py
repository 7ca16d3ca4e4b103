"""The JSON report as text.

What must not live here: what it says (`judge.report`), its JSON Schema (`json_schema`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.text import json_text

if TYPE_CHECKING:
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options


def render_json(report: Report, options: Options) -> str:
    """Render the report as indented JSON."""
    return json_text(report_data(report, options)) + "\n"


def report_data(report: Report, options: Options) -> dict[str, Any]:
    """Give the report as plain data, as the options ask for it."""
    data = report.to_dict(lang=options.lang, all_outcomes=options.all_outcomes, show_names=options.show_names)
    return data | {"inputs": list(options.inputs)}

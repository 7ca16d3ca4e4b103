"""Check accounts against Regulation 85-QĐ/TW; every verdict cites its clauses."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qd85rules.cli.schemas import get_schema
    from qd85rules.core.diagnostics import (
        Diagnostic,
        EngineDisagreementError,
        InputError,
        MissingExtraError,
        PolicyError,
        Qd85Error,
        Span,
        UnsupportedError,
        UsageError,
    )
    from qd85rules.core.outcome import Outcome
    from qd85rules.core.text import Text
    from qd85rules.core.version import __version__
    from qd85rules.judge.finding import Evidence, Finding
    from qd85rules.judge.report import Report, Verdict
    from qd85rules.model.account import Account
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Modality
    from qd85rules.policy.stamps import Citation, PolicyStamp
    from qd85rules.reporters import render
    from qd85rules.reporters.json_model import ReportModel
    from qd85rules.run.check import check, check_register
    from qd85rules.run.checker import Checker
    from qd85rules.run.files import check_files
    from qd85rules.run.table import TableReport, check_table
else:  # A type checker that saw this would believe in any name.
    from qd85rules.core.reexport import reexport

    __getattr__ = reexport(
        __name__,
        {
            "Account": "qd85rules.model.account",
            "Checker": "qd85rules.run.checker",
            "Citation": "qd85rules.policy.stamps",
            "Diagnostic": "qd85rules.core.diagnostics",
            "EngineDisagreementError": "qd85rules.core.diagnostics",
            "Evidence": "qd85rules.judge.finding",
            "Finding": "qd85rules.judge.finding",
            "InputError": "qd85rules.core.diagnostics",
            "MissingExtraError": "qd85rules.core.diagnostics",
            "Modality": "qd85rules.policy.rule",
            "Outcome": "qd85rules.core.outcome",
            "Policy": "qd85rules.policy.policy",
            "PolicyError": "qd85rules.core.diagnostics",
            "PolicyStamp": "qd85rules.policy.stamps",
            "Qd85Error": "qd85rules.core.diagnostics",
            "Report": "qd85rules.judge.report",
            "ReportModel": "qd85rules.reporters.json_model",
            "Span": "qd85rules.core.diagnostics",
            "TableReport": "qd85rules.run.table",
            "Text": "qd85rules.core.text",
            "UnsupportedError": "qd85rules.core.diagnostics",
            "UsageError": "qd85rules.core.diagnostics",
            "Verdict": "qd85rules.judge.report",
            "__version__": "qd85rules.core.version",
            "check": "qd85rules.run.check",
            "check_files": "qd85rules.run.files",
            "check_register": "qd85rules.run.check",
            "check_table": "qd85rules.run.table",
            "get_schema": "qd85rules.cli.schemas",
            "render": "qd85rules.reporters",
        },
    )

__all__ = [
    "Account",
    "Checker",
    "Citation",
    "Diagnostic",
    "EngineDisagreementError",
    "Evidence",
    "Finding",
    "InputError",
    "MissingExtraError",
    "Modality",
    "Outcome",
    "Policy",
    "PolicyError",
    "PolicyStamp",
    "Qd85Error",
    "Report",
    "ReportModel",
    "Span",
    "TableReport",
    "Text",
    "UnsupportedError",
    "UsageError",
    "Verdict",
    "__version__",
    "check",
    "check_files",
    "check_register",
    "check_table",
    "get_schema",
    "render",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

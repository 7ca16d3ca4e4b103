"""Check accounts against Regulation 85-QĐ/TW; every verdict cites its clauses."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qd85rules.account import Account
    from qd85rules.checker import check, check_register
    from qd85rules.errors import (
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
    from qd85rules.policy import Policy
    from qd85rules.report import Citation, Finding, Outcome, Report
    from qd85rules.reporters import render
else:  # A type checker that saw this would believe in any name.
    from qd85rules._reexport import reexport

    __getattr__ = reexport(
        __name__,
        {
            "Account": "account",
            "Citation": "report",
            "Diagnostic": "errors",
            "EngineDisagreementError": "errors",
            "Finding": "report",
            "InputError": "errors",
            "MissingExtraError": "errors",
            "Outcome": "report",
            "Policy": "policy",
            "PolicyError": "errors",
            "Qd85Error": "errors",
            "Report": "report",
            "Span": "errors",
            "UnsupportedError": "errors",
            "UsageError": "errors",
            "check": "checker",
            "check_register": "checker",
            "render": "reporters",
        },
    )

__all__ = [
    "Account",
    "Citation",
    "Diagnostic",
    "EngineDisagreementError",
    "Finding",
    "InputError",
    "MissingExtraError",
    "Outcome",
    "Policy",
    "PolicyError",
    "Qd85Error",
    "Report",
    "Span",
    "UnsupportedError",
    "UsageError",
    "check",
    "check_register",
    "render",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

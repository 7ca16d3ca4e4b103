"""Check accounts against Regulation 85-QĐ/TW; every verdict cites its clauses."""

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
]

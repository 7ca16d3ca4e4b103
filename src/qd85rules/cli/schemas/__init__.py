"""JSON Schemas (draft-07) by name, for editors and other programs.

In comes the name of a file kind; out comes its schema, imported when it is asked for. `parts` has what several share. A
schema describes the shape of a file; what only its meaning shows, such as a clause that no pack has, is found when the
file is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, cast

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import Language
from qd85rules.source.form import FileKind

__all__ = ["SCHEMAS", "get_schema"]

SCHEMAS: Final[dict[str, tuple[str, str]]] = {
    "account": ("qd85rules.cli.schemas.account", "account_schema"),
    "register": ("qd85rules.cli.schemas.register", "register_schema"),
    "rule": ("qd85rules.policy.pack_file", "RULE"),
    "pack": ("qd85rules.policy.pack_file", "PACK"),
    "documents": ("qd85rules.policy.clause", "DOCUMENTS_FILE"),
    "relays": ("qd85rules.policy.clause", "RELAYS_FILE"),
    "clauses": ("qd85rules.policy.clause", "CLAUSES_FILE"),
    "readings": ("qd85rules.policy.readings", "READING_FILE"),
    "cases": ("qd85rules.lab.cases.case_file", "CASES"),
    "waivers": ("qd85rules.evidence.waivers", "WAIVERS_FILE"),
    "baseline": ("qd85rules.evidence.baseline", "BASELINE_FILE"),
    "config": ("qd85rules.cli.schemas.config", "config_schema"),
    "record": ("qd85rules.evidence.record.form", "RECORD_FILE"),
    "forecast": ("qd85rules.cli.schemas.forecast", "forecast_schema"),
    "questions": ("qd85rules.cli.schemas.questions", "questions_schema"),
    "evaluation": ("qd85rules.cli.schemas.evaluation", "evaluation_schema"),
    "report": ("qd85rules.reporters.json_schema", "report_schema"),
}
"""Name to the module and what it has there: the kind of file, or a function that makes its schema in one language."""

_SPOKEN: Final = frozenset({"title", "description"})


def get_schema(name: str, lang: Language | None = None) -> dict[str, Any]:
    """Give a schema with its descriptions in one language; `None`: in both, `Vietnamese / English`.

    Raises:
        UsageError: there is no schema of that name.
    """
    if name not in SCHEMAS:
        near = suggestion(name, SCHEMAS)
        hint = near.en if near else f"the schemas are {', '.join(SCHEMAS)}"
        msg = f"unknown schema `{name[:40]}` ({hint})"
        raise UsageError(msg)
    module, found = SCHEMAS[name]
    make = getattr(import_module(module), found)
    if isinstance(make, FileKind):
        from qd85rules.cli.schemas.draft7 import file_schema  # noqa: PLC0415 - most runs print no schema

        return file_schema(make, lang)
    if lang is not None:
        return cast("dict[str, Any]", make(lang))
    return cast("dict[str, Any]", _joined(make("vi"), make("en")))


def _joined(vi: Any, en: Any, key: str = "") -> Any:  # noqa: ANN401 - any part of a schema
    """Join two schemas that differ in their words alone."""
    if isinstance(vi, dict):
        # A property may be called `title`; then its value is a schema and no words.
        return {name: _joined(vi[name], en[name], name) for name in vi}
    if isinstance(vi, list):
        return [
            _joined(left, right, "description" if key == "enumDescriptions" else "")
            for left, right in zip(vi, en, strict=True)
        ]
    return f"{vi} / {en}" if key in _SPOKEN and vi != en else vi

"""Evaluations as plain data, in both languages.

What must not live here: the values (`evaluation`), the schema of this data (`cli.schemas.evaluation`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.truth import UNKNOWN
from qd85rules.describe.clause_entry import both
from qd85rules.describe.evaluation import shown_part
from qd85rules.describe.parameter_entry import value_origin
from qd85rules.lang.ast import Concept, Fact, Param
from qd85rules.lang.problems import position

if TYPE_CHECKING:
    from collections.abc import Collection

    from qd85rules.core.diagnostics import Span
    from qd85rules.describe.evaluation import ConditionPart, Evaluation, Marked, Unfolded
    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.policy.policy import Policy

EVALUATION_VERSION: Final = 1


def evaluation_data(
    policy: Policy, evaluation: Evaluation, *, given: Collection[str], show_names: bool
) -> dict[str, Any]:
    """Give an evaluation as plain data; `given` are the parameters that the caller set."""
    seen = evaluation.seen
    return {
        "account": seen.account,
        "subject": seen.subject,
        "conditions": [_marked(one, evaluation, show_names=show_names) for one in evaluation.conditions],
        "concepts": [_unfolded(one, evaluation, show_names=show_names) for one in evaluation.concepts],
        "parameters": [
            {
                "name": name,
                "value": policy.plain_params[name],
                "origin": both(value_origin(policy, policy.stack.parameters[name], given)),
            }
            for name in evaluation.params
        ],
        "unknown": [
            {
                "fact": why.fact,
                "code": why.code,
                "reason": both(why.reason),
                "question": both(why.question),
                "location": _place(why.span),
            }
            for why in evaluation.unknown
        ],
    }


def outcome_data(found: DatedOutcome) -> dict[str, Any]:
    """Give the outcome of a rule as plain data."""
    outcome, day = found
    return {"outcome": outcome.value, "due_on": None if day is None else date.fromordinal(day).isoformat()}


def _unfolded(one: Unfolded, evaluation: Evaluation, *, show_names: bool) -> dict[str, Any]:
    return {
        "name": one.concept.name,
        "pack": one.concept.pack,
        "title": both(one.concept.title),
        "known": one.value is not UNKNOWN,
        "texts": [_marked(marked, evaluation, show_names=show_names) for marked in one.texts],
    }


def _marked(marked: Marked, evaluation: Evaluation, *, show_names: bool) -> dict[str, Any]:
    return {
        "role": marked.role,
        "text": marked.text,
        "location": _place(marked.span),
        "parts": [_part(part, marked, evaluation, show_names=show_names) for part in marked.parts],
    }


def _part(part: ConditionPart, marked: Marked, evaluation: Evaluation, *, show_names: bool) -> dict[str, Any]:
    expr = part.expr
    line, column = position(marked.text, expr.start)
    end_line, end_column = position(marked.text, expr.end)
    known = part.value is not UNKNOWN
    return {
        "text": marked.text[expr.start : expr.end],
        "kind": type(expr).__name__.lower(),
        "name": expr.name if isinstance(expr, Fact | Param | Concept) else None,
        "depth": part.depth,
        "start": expr.start,
        "end": expr.end,
        "line": line + 1,
        "column": column + 1,
        "end_line": end_line + 1,
        "end_column": end_column + 1,
        "type": "list" if part.type.element else part.type.kind,
        "known": known,
        "value": shown_part(part, show_names=show_names),
        "decides": part.decides,
        "location": _place(evaluation.seen.where(expr.name)) if isinstance(expr, Fact) and known else None,
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else span.to_dict()

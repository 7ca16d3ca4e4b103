"""Questions about one rule: whether it can apply, be broken, be kept, be decided.

What must not live here: two rules together (`pairs`), what missing facts do (`guards`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from qd85rules.lab.lint.finding import finding, undecided
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import Prover
from qd85rules.lang import expand
from qd85rules.lang.ast import Bool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.lab.lint.finding import LintFinding, Severity
    from qd85rules.lab.proofs.logic import Formula
    from qd85rules.policy.policy import Policy, ResolvedRule


class Questions:
    """The provers that questions about one policy need, each made when first asked for."""

    def __init__(self, policy: Policy, timeout_ms: int) -> None:
        self.policy, self.timeout_ms = policy, timeout_ms

    @cached_property
    def prover(self) -> Prover:
        """Parameters as they are set, and facts as a register can state them."""
        return Prover(self.policy)

    @cached_property
    def _any_parameters(self) -> Prover:
        return Prover(self.policy, free_parameters=True)

    @cached_property
    def _any_judgements(self) -> Prover:
        return Prover(self.policy, judgements=True)

    def possible(
        self, resolved: ResolvedRule, outcome: str, *, allow: Literal["parameters", "judgements"] | None = None
    ) -> bool:
        """Tell whether a rule can have an outcome; `allow`: where these may have any value."""
        match allow:
            case "parameters":
                prover = self._any_parameters
            case "judgements":
                prover = self._any_judgements
            case _:
                prover = self.prover
        formula: Formula = getattr(prover.outcomes(resolved), outcome)
        return prover.possible(formula, resolved.facts, Budget(self.timeout_ms))


def rule_findings(resolved: ResolvedRule, questions: Questions) -> Iterator[LintFinding]:
    """Look at one rule by itself."""
    rule = resolved.rule
    try:
        yield from _holds_never_or_always(resolved, questions)
    except UndecidedError as exc:
        yield undecided("its conditions can hold and can fail", str(exc), rule.violated_when.span, rule.id)
    try:
        yield from _always_applies(resolved, questions)
    except UndecidedError as exc:
        yield undecided("it applies to every account", str(exc), rule.applies_when.span, rule.id)


def _holds_never_or_always(resolved: ResolvedRule, questions: Questions) -> Iterator[LintFinding]:
    rule = resolved.rule
    if not questions.possible(resolved, "applies"):
        message = f"`{rule.id}` can never apply"
        advice = "widen `applies_when`, or remove the rule"
        yield _weighed("QL001", message, advice, resolved, questions, "applies")
        return
    broken, kept = questions.possible(resolved, "violation"), questions.possible(resolved, "satisfied")
    if not broken and not kept:
        message = f"`{rule.id}` can never be decided: whatever is recorded, it stays undetermined"
        yield _weighed("QL004", message, "let it rest on facts that a register can state", resolved, questions, "")
    elif not broken:
        message = f"`{rule.id}` can never be broken"
        advice = "let some account that it applies to break `violated_when`, or remove the rule"
        yield _weighed("QL002", message, advice, resolved, questions, "violation")
    elif not kept:
        message = f"`{rule.id}` can never be kept: every account that it applies to and that is decided breaks it"
        advice = "let some account that it applies to keep it, or say in `applies_when` whom it forbids what"
        yield _weighed("QL003", message, advice, resolved, questions, "satisfied")


def _weighed(
    code: str, message: str, advice: str, resolved: ResolvedRule, questions: Questions, outcome: str
) -> LintFinding:
    """Weigh what can never be: it may be for people to say, or follow only from how parameters are set."""
    rule = resolved.rule
    span = rule.applies_when.span if code == "QL001" else rule.violated_when.span
    wanted = (outcome,) if outcome else ("violation", "satisfied")
    if any(questions.possible(resolved, each, allow="judgements") for each in wanted):
        people = f"{message} by software: it rests on a judgement that is left to people"
        return finding("QL005", people, "nothing, where this is meant", span, basis="proof", rule=rule.id)
    severity: Severity = "error"
    if resolved.params and any(questions.possible(resolved, each, allow="parameters") for each in wanted):
        message += " with its parameters as they are set"
        severity = "warning"
    return finding(code, message, advice, span, basis="proof", rule=rule.id, severity=severity, related=resolved.params)


def _always_applies(resolved: ResolvedRule, questions: Questions) -> Iterator[LintFinding]:
    rule = resolved.rule
    if isinstance(rule.applies_when.expr, Bool):
        return
    prover = questions.prover
    rails = prover.encoder().truth(expand(rule.applies_when.expr, questions.policy.stack.concepts(rule.event_date)))
    if not prover.possible(prover.logic.no(rails.true), resolved.facts, Budget(questions.timeout_ms)):
        message = f"`applies_when` of `{rule.id}` holds for every account"
        yield finding("QL006", message, "leave it out", rule.applies_when.span, basis="proof", rule=rule.id)

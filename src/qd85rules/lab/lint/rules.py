"""Questions about one rule: whether it can apply, be broken, be kept, be decided.

What must not live here: two rules together (`pairs`), what missing facts do (`guards`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from qd85rules.lab.lint.finding import finding, undecided
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import Prover
from qd85rules.lang import atoms_of, expand, facts_of, nodes, print_expr
from qd85rules.lang.ast import Bool, String

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

    @cached_property
    def anything(self) -> Prover:
        """Parameters and judgements that may have any value."""
        return Prover(self.policy, free_parameters=True, judgements=True)

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
    told: list[LintFinding] = []
    try:
        told += _holds_never_or_always(resolved, questions)
        yield from told
    except UndecidedError as exc:
        yield undecided("its conditions can hold and can fail", str(exc), rule.violated_when.span, rule.id)
    try:
        # A rule of which more is said already has such a part as a rule.
        yield from () if told else _parts_that_never_hold(resolved, questions)
    except UndecidedError as exc:
        yield undecided("each part of its conditions can hold", str(exc), rule.violated_when.span, rule.id)
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


def _parts_that_never_hold(resolved: ResolvedRule, questions: Questions) -> Iterator[LintFinding]:
    """Find the parts of the rule's own text that hold of no account, whatever parameters and judgements are."""
    rule, prover = resolved.rule, questions.anything
    concepts = questions.policy.stack.concepts(rule.event_date)
    for condition in (rule.applies_when, rule.violated_when):
        for part in atoms_of(condition.expr):
            whole = expand(part, concepts)
            if isinstance(whole, Bool):
                continue
            if not prover.possible(prover.encoder().truth(whole).true, facts_of(whole), Budget(questions.timeout_ms)):
                message = f"`{print_expr(part)}` in `{rule.id}` can never hold"
                capitals = any(isinstance(node, String) and node.value != node.value.casefold() for node in nodes(part))
                advice = "write platforms in small letters" if capitals else "leave it out, or mend what it compares"
                yield finding("QL008", message, advice, condition.span, basis="proof", rule=rule.id)

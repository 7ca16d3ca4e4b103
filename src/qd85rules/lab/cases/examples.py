"""The examples that rules carry, as cases.

What must not live here: reading them from rule files (`policy.loader`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.lab.cases.model import Case, CaseSet, Expectation
from qd85rules.lab.cases.rows import judged
from qd85rules.model.admission import admit
from qd85rules.policy.policy import load_stack

if TYPE_CHECKING:
    from qd85rules.policy.rule import Example, Rule


def load_examples(pack: str) -> CaseSet:
    """Give the examples of a pack's own rules, without those of the packs below it; `pack` as for `Policy.load`.

    Raises:
        UsageError: there is no such pack.
        PolicyError: the pack has problems.
    """
    stack = load_stack((pack,))
    cases: list[Case] = []
    problems: list[Diagnostic] = []
    for rule in stack.packs[-1].rules:
        for example in rule.examples:
            case = _case(pack, rule, example)
            found = _problems(case, rule)
            problems += found
            if not found:
                cases.append(case)
    return CaseSet(tuple(cases), tuple(problems))


def _case(pack: str, rule: Rule, example: Example) -> Case:
    span = example.span or rule.span
    expectation = Expectation(
        target="rule",
        name=rule.id,
        word=example.expect,
        span=span,
        missing=example.missing,
        due_on=example.due_on,
        any_modality=True,
    )
    return Case(
        name=f"{rule.id}: {example.name}",
        source=rule.span.path or rule.id,
        packs=(pack,),
        as_of=example.as_of,
        account=example.given,
        expect=(expectation,),
        span=span,
        params=example.params,
        others=example.others,
        blank_means=example.blank_means,
        is_example=True,
    )


def _problems(case: Case, rule: Rule) -> list[Diagnostic]:
    account = admit(case.account, case.as_of)
    if isinstance(account, list):
        # The account stands in the rule's file in parts; the example as a whole is the nearest place.
        return [_at(problem, case.span) for problem in account]
    found = judged(account, rule.subject)
    if found == 1:
        return []
    what = f"no {rule.subject}" if not found else f"{found} {rule.subject}s, and an example is about one"
    return [Diagnostic.of("untouched", f"the example never touches its rule: it has {what}", case.span)]


def _at(problem: Diagnostic, span: Span) -> Diagnostic:
    return Diagnostic(problem.code, problem.message, span, problem.help)

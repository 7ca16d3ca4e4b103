"""What the expectations of a case are about: rules and clauses of its packs that judge something in its account.

What must not live here: the shape of case files (`cases`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import PolicyError, UsageError, suggestion
from qd85rules.core.plain import composed
from qd85rules.core.text import Text
from qd85rules.lab.cases.rows import judged
from qd85rules.model.admission import admit
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import Policy, load_stack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lab.cases.model import Case, Expectation, Target
    from qd85rules.model.account import Account
    from qd85rules.policy.policy import ResolvedRule, Stack
    from qd85rules.source.places import Placed
    from qd85rules.source.shape import Problems, Reader

__all__ = ["Targets", "policy_of"]


def policy_of(case: Case) -> Policy:
    """Load the policy of a case.

    Raises:
        UsageError: a pack or parameter is unknown, or a value does not fit its parameter.
        PolicyError: packs have problems.
    """
    return Policy.load(case.packs, as_of=case.as_of, params=case.params)


class Targets:
    """The rules and clauses that the cases of one file may name."""

    def __init__(self, packs: tuple[str, ...], reader: Reader, problems: Problems) -> None:
        self._packs, self._problems = packs, problems
        self._stack = self._load(reader)

    def _load(self, reader: Reader) -> Stack | None:
        try:
            return load_stack(self._packs)
        except UsageError as error:
            (reader["packs"] if isinstance(reader.value, dict) and "packs" in reader.value else reader).fail(
                "unknown-pack", str(error)
            )
        except PolicyError as error:
            self._problems.diagnostics.extend(error.diagnostics)
        return None

    @property
    def loaded(self) -> bool:
        """Whether the packs could be loaded; without, no case can be run."""
        return self._stack is not None

    @cached_property
    def rules(self) -> Mapping[str, ResolvedRule]:
        """The rules by id."""
        return {} if self._stack is None else self._stack.rules_by_id

    @property
    def clauses(self) -> Mapping[str, object]:
        """The clauses by id."""
        return {} if self._stack is None else self._stack.catalogue.clauses

    def target(self, name: str, reader: Reader) -> Target | None:
        """Say what a name names; `None`, with the problem recorded, where it names nothing."""
        if name in self.rules:
            return "rule"
        if name in self.clauses:
            return "clause"
        if self._stack is not None:
            near = suggestion(name, [*self.rules, *self.clauses])
            hint = near.en if near else f"the packs are {', '.join(f'`{pack}`' for pack in self._packs)}"
            reader.fail_key("unknown-target", f"no rule or clause `{name[:60]}`", help=hint)
        return None

    def judges_items(self, name: str) -> bool:
        """Say whether a name is that of a rule on transfers or incidents."""
        return name in self.rules and self.rules[name].rule.subject != "account"

    def touched(self, case: Case, place: Placed, reader: Reader) -> bool:
        """Check that a case can be run and that every expectation meets something; record what is wrong."""
        if self._stack is None:
            return False
        before = len(self._problems.diagnostics)
        try:
            policy = policy_of(case)
        except UsageError as error:
            reader.fail("parameter", str(error))
            return False
        account = admit(case.account, case.as_of, place)
        if isinstance(account, list):
            self._problems.diagnostics.extend(account)
            return False
        for other in case.others:
            beside = admit(other, case.as_of)
            if isinstance(beside, list):
                self._problems.diagnostics.extend(
                    type(problem)(problem.code, problem.message, reader.span, problem.help) for problem in beside
                )
        ids = [composed(identity) for identity in (account.id, *(str(other.get("id")) for other in case.others))]
        if len(set(ids)) < len(ids):
            reader.fail(
                "duplicate-id", "two accounts of the case have one id", help="give each of `others` its own `id`"
            )
        for expectation in case.expect:
            self._meets(expectation, account, policy)
        return len(self._problems.diagnostics) == before

    def _meets(self, expectation: Expectation, account: Account, policy: Policy) -> None:
        """Record where an expectation is about nothing in the account, or says what nobody can check."""
        for fact in (*expectation.evidence, *(name for chosen in expectation.missing or () for name in chosen)):
            if fact not in FACTS:
                near = suggestion(fact, FACTS)
                self._fail(expectation, "unknown-fact", f"unknown fact `{fact[:60]}`", near.en if near else None)
        for name in expectation.params:
            if name not in policy.params:
                near = suggestion(name, policy.params)
                self._fail(expectation, "unknown-param", f"unknown parameter `{name[:60]}`", near.en if near else None)
        for clause in expectation.clauses:
            if clause not in self.clauses:
                near = suggestion(clause, self.clauses)
                self._fail(expectation, "unknown-clause", f"unknown clause `{clause[:60]}`", near.en if near else None)
        if expectation.target == "clause":
            citing = [rule for rule in self.rules.values() if expectation.name in _clauses_of(rule)]
            if not any(judged(account, rule.rule.subject) for rule in citing):
                self._fail(
                    expectation,
                    "untouched",
                    f"no rule that cites `{expectation.name}` judges anything in this account",
                    "cite a clause that a rule carries out, and give the account what the rule judges",
                )
            return
        self._meets_rule(expectation, account)

    def _meets_rule(self, expectation: Expectation, account: Account) -> None:
        subject = self.rules[expectation.name].rule.subject
        found = judged(account, subject)
        if not found:
            message = f"the case never touches `{expectation.name}`: the account has no {subject}"
            self._fail(expectation, "untouched", message, f"add one under `{subject}s:`")
        elif expectation.item is not None and expectation.item >= found:
            message = f"the account has {found} {subject}{'s' if found > 1 else ''}, the list expects more"
            self._fail(expectation, "untouched", message, f"add the {subject}, or shorten the list")
        elif expectation.item is None and found > 1:
            message = f"`{expectation.name}` judges {found} {subject}s here"
            self._fail(expectation, "which-item", message, "write a list with an outcome for each; `null` for any")

    def _fail(self, expectation: Expectation, code: str, message: str, hint: str | None) -> None:
        self._problems.add(code, message, message, expectation.span, None if hint is None else Text(hint, hint))


def _clauses_of(resolved: ResolvedRule) -> set[str]:
    return {*resolved.rule.clauses, *(name for widening, _ in resolved.widenings for name in widening.clauses)}

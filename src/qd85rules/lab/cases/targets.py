"""What the expectations of a case are about: rules and clauses of its packs that judge something in its account.

What must not live here: the shape of case files (`cases`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import PolicyError, UsageError, suggestion
from qd85rules.core.text import Text, composed
from qd85rules.lab.cases.rows import judged
from qd85rules.model.admission import admit
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import Policy, load_stack
from qd85rules.source.refusals import Flaw, unknown_name
from qd85rules.wording import cases as say
from qd85rules.wording.verdicts import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lab.cases.model import Case, Expectation, Target
    from qd85rules.model.account import Account
    from qd85rules.policy.policy import ResolvedRule, Stack
    from qd85rules.source.places import Placed
    from qd85rules.source.reader import Problems, Reader


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
            reader["packs"].refuse("unknown-pack", Text(str(error), str(error)))
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
            listed = ", ".join(f"`{pack}`" for pack in self._packs)
            near = suggestion(name, [*self.rules, *self.clauses])
            hint = near or say.THE_PACKS.filled(listed=listed)
            message = say.NO_TARGET.filled(name=name[:60])
            reader.refuse("unknown-target", message, hint, of_key=True)
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
            reader.refuse("parameter", Text(str(error), str(error)))
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
            reader.refuse("duplicate-id", say.SAME_ID, say.OWN_IDS)
        for expectation in case.expect:
            self._meets(expectation, account, policy)
        return len(self._problems.diagnostics) == before

    def _meets(self, expectation: Expectation, account: Account, policy: Policy) -> None:
        """Record where an expectation is about nothing in the account, or says what nobody can check."""
        facts = (*expectation.evidence, *(name for chosen in expectation.missing or () for name in chosen))
        asked = (("fact", facts, FACTS), ("clause", expectation.clauses, self.clauses))
        for kind, names, known in asked:
            for name in names:
                if name not in known:
                    self._tell(expectation, unknown_name(kind, name, known))
        for name in expectation.params:
            if name not in policy.params:
                self._tell(expectation, unknown_name("parameter", name, policy.params)._replace(code="unknown-param"))
        if expectation.target == "clause":
            citing = [rule for rule in self.rules.values() if expectation.name in _clauses_of(rule)]
            if not any(judged(account, rule.rule.subject) for rule in citing):
                message = say.JUDGES_NOTHING.filled(name=expectation.name)
                self._fail(expectation, "untouched", message, say.CITE_A_RULE)
            return
        self._meets_rule(expectation, account)

    def _meets_rule(self, expectation: Expectation, account: Account) -> None:
        subject = self.rules[expectation.name].rule.subject
        found = judged(account, subject)
        noun, number = say.NOUNS[subject], counted(subject, found)
        if not found:
            message = say.NEVER_TOUCHES.filled(name=expectation.name, noun=noun)
            hint = say.ADD_ONE_UNDER.filled(subject=subject)
            self._fail(expectation, "untouched", message, hint)
        elif expectation.item is not None and expectation.item >= found:
            message = say.TOO_FEW_ITEMS.filled(number=number)
            hint = say.ADD_OR_SHORTEN.filled(noun=noun)
            self._fail(expectation, "untouched", message, hint)
        elif expectation.item is None and found > 1:
            message = say.JUDGES_SEVERAL.filled(name=expectation.name, number=number)
            hint = say.AN_OUTCOME_FOR_EACH.filled(noun=noun)
            self._fail(expectation, "which-item", message, hint)

    def _fail(self, expectation: Expectation, code: str, message: Text, hint: Text) -> None:
        self._tell(expectation, Flaw(code, message, hint))

    def _tell(self, expectation: Expectation, flaw: Flaw) -> None:
        self._problems.add(flaw.code, flaw.message, expectation.span, flaw.help)


def _clauses_of(resolved: ResolvedRule) -> set[str]:
    return {*resolved.rule.clauses, *(name for widening, _ in resolved.widenings for name in widening.clauses)}

"""What the expectations of a case are about: rules and clauses of its packs that judge something in its account.

What must not live here: the shape of case files (`cases`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import PolicyError, UsageError, suggestion
from qd85rules.core.plain import composed
from qd85rules.core.text import Text
from qd85rules.lab.cases.rows import judged
from qd85rules.model.admission import admit
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import Policy, load_stack
from qd85rules.source.refusals import Flaw, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lab.cases.model import Case, Expectation, Target
    from qd85rules.model.account import Account
    from qd85rules.policy.policy import ResolvedRule, Stack
    from qd85rules.source.places import Placed
    from qd85rules.source.reader import Problems, Reader

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
            hint = near or Text(f"các gói ở đây: {listed}", f"the packs are {listed}")
            message = Text(f"không có quy tắc hay điều `{name[:60]}`", f"no rule or clause `{name[:60]}`")
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
            hint = Text("đặt `id` riêng cho mỗi tài khoản trong `others`", "give each of `others` its own `id`")
            reader.refuse("duplicate-id", Text("hai tài khoản trùng mã", "two accounts of the case have one id"), hint)
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
                message = Text(
                    f"không quy tắc nào dẫn `{expectation.name}` xét gì trong tài khoản này",
                    f"no rule that cites `{expectation.name}` judges anything in this account",
                )
                hint = Text(
                    "dẫn một điều có quy tắc kiểm tra, và cho tài khoản có điều để xét",
                    "cite a clause that a rule carries out, and give the account what the rule judges",
                )
                self._fail(expectation, "untouched", message, hint)
            return
        self._meets_rule(expectation, account)

    def _meets_rule(self, expectation: Expectation, account: Account) -> None:
        subject = self.rules[expectation.name].rule.subject
        found = judged(account, subject)
        noun, many = _NOUNS.get(subject, subject), "s" if found > 1 else ""
        if not found:
            message = Text(
                f"ca không đụng đến `{expectation.name}`: tài khoản không có {noun}",
                f"the case never touches `{expectation.name}`: the account has no {subject}",
            )
            hint = Text(f"thêm dưới `{subject}s:`", f"add one under `{subject}s:`")
            self._fail(expectation, "untouched", message, hint)
        elif expectation.item is not None and expectation.item >= found:
            message = Text(
                f"tài khoản có {found} {noun}, danh sách mong đợi nhiều hơn",
                f"the account has {found} {subject}{many}, the list expects more",
            )
            hint = Text(f"thêm {noun}, hoặc rút ngắn danh sách", f"add the {subject}, or shorten the list")
            self._fail(expectation, "untouched", message, hint)
        elif expectation.item is None and found > 1:
            message = Text(
                f"`{expectation.name}` xét {found} {noun} ở đây", f"`{expectation.name}` judges {found} {subject}s here"
            )
            hint = Text(
                f"viết danh sách, mỗi {noun} một kết quả; `null` nếu thế nào cũng được",
                "write a list with an outcome for each; `null` for any",
            )
            self._fail(expectation, "which-item", message, hint)

    def _fail(self, expectation: Expectation, code: str, message: Text, hint: Text) -> None:
        self._tell(expectation, Flaw(code, message, hint))

    def _tell(self, expectation: Expectation, flaw: Flaw) -> None:
        self._problems.add(flaw.code, flaw.message, expectation.span, flaw.help)


_NOUNS: Final = {"transfer": "lần chuyển", "incident": "sự cố"}


def _clauses_of(resolved: ResolvedRule) -> set[str]:
    return {*resolved.rule.clauses, *(name for widening, _ in resolved.widenings for name in widening.clauses)}

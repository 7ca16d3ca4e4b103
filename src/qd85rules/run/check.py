"""Check one account or a register against a policy: admit what can be judged, judge it, and report.

What must not live here: reading files (`files`), what rules give (`judge`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.core.diagnostics import Diagnostic, InputError, UsageError, suggestion, told_once
from qd85rules.core.text import composed
from qd85rules.core.values import FrozenDict
from qd85rules.engines import EngineName
from qd85rules.intake.content import quoted
from qd85rules.judge.compiled import compile_policy
from qd85rules.judge.findings import make_finding
from qd85rules.judge.report import Judged, Person, Report, Verdicts
from qd85rules.model.account import Account, Holder
from qd85rules.model.admission import admit
from qd85rules.model.hands import declared_by_another
from qd85rules.model.rows import LISTS, AccountRow, ItemRow
from qd85rules.model.spec import NOTHING_SAID, SUBJECTS, BlankLists, BlankMeans, Blanks, Subject
from qd85rules.policy.policy import DEFAULT_PACKS, Policy
from qd85rules.source.places import NOWHERE
from qd85rules.wording import inputs as say
from qd85rules.wording import usage

if TYPE_CHECKING:
    from qd85rules.judge.compiled import CompiledPolicy, DatedOutcome
    from qd85rules.model.account import Incident, Transfer
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.source.places import Placed

_Found = tuple[Judged, "tuple[ResolvedRule, ...]", "list[DatedOutcome]"]
"""A subject, the rules on its kind of subject, and what each of them found, in the same order."""

_NOBODY: Final = Holder()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that asks to be checked: its data, where it stands, and what it says by leaving something out.

    `group` names the register that it belongs to: ids must be unique, and pages are compared, within one. `index` is
    its number there, from 0.
    """

    data: Mapping[str, Any] | Account
    place: Placed = NOWHERE
    blanks: Blanks = NOTHING_SAID
    group: str = ""
    index: int | None = None

    def told(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Say of problems whose they are."""
        data: object = self.data
        named = data.id if isinstance(data, Account) else data.get("id") if isinstance(data, Mapping) else None
        account = named if isinstance(named, str) and named else None
        return (replace(problem, account=account, index=self.index) for problem in problems)


def check(
    account: Mapping[str, Any] | Account,
    *,
    policy: Policy | None = None,
    as_of: date | None = None,
    packs: Sequence[str | Path] | None = None,
    params: Mapping[str, object] | None = None,
    engine: EngineName = "auto",
    blank_means: BlankMeans = "unknown",
    blank_lists: BlankLists = "unknown",
) -> Report:
    """Check one account by itself; rules about a register are left out.

    Args:
        account: an account, or its plain data.
        policy: what to check against; without one, `as_of`, `packs` and `params` say it.
        as_of: the day of the check, which `policy` has; the library never reads the clock.
        packs: ids of packs that come with the library, or folders, lowest first; the national one when not given.
        params: values for parameters, in place of the packs' own.
        engine: which opinion to ask for; `auto` asks for two where durable-rules can be imported.
        blank_means: what an event date that is not recorded says.
        blank_lists: what it says that transfers or incidents are not recorded.

    Raises:
        InputError: the data is no account; it carries every problem.
        UsageError: no day is given, or two different ones; no such engine, or an option that cannot be so.
        EngineDisagreementError: two engines differ, an internal error.
    """
    policy, blanks = policy_for(policy, as_of, packs, params), Blanks(blank_means, blank_lists)
    refuse_unknown(blank_means, blank_lists)
    admitted = admit(account, policy.as_of)
    if isinstance(admitted, list):
        raise InputError(tuple(Candidate(account, index=0).told(admitted)))
    compiled = compile_policy(policy, engine, in_register=False)
    row = AccountRow(admitted, blanks=blanks, suffix_list=policy.suffix_list)
    judged = [Judged("account", row)]
    return _report(policy, compiled, list(_judge(compiled, judged, policy)), judged, ())


def check_register(
    accounts: Iterable[Mapping[str, Any] | Account],
    *,
    policy: Policy | None = None,
    as_of: date | None = None,
    packs: Sequence[str | Path] | None = None,
    params: Mapping[str, object] | None = None,
    engine: EngineName = "auto",
    blank_means: BlankMeans = "unknown",
    blank_lists: BlankLists = "unknown",
) -> Report:
    """Check the accounts of one register; those that cannot be read are errors of the report, the others are checked.

    Arguments and errors are those of `check`, but that bad data does not raise.
    """
    refuse_unknown(blank_means, blank_lists)
    # One account and a path can be iterated as well, over keys and letters.
    if isinstance(accounts, Mapping | Account | str | bytes | PathLike):
        raise UsageError(usage.NOT_A_REGISTER.filled(kind=type(accounts).__name__))
    blanks = Blanks(blank_means, blank_lists)
    return check_candidates(
        (Candidate(account, blanks=blanks, index=index) for index, account in enumerate(accounts)),
        policy=policy_for(policy, as_of, packs, params),
        engine=engine,
    )


def check_candidates(
    candidates: Iterable[Candidate], *, policy: Policy, engine: str = "auto", problems: Sequence[Diagnostic] = ()
) -> Report:
    """Check records with their places; `problems` are those found while reading them.

    `problems` may grow while `candidates` is read; it is looked at afterwards.
    """
    compiled = compile_policy(policy, engine, in_register=True)
    entries, errors = take_in(candidates, policy)
    found = list(_judge(compiled, entries, policy))
    return _report(policy, compiled, found, entries, told_once((*problems, *errors)))


def take_in(candidates: Iterable[Candidate], policy: Policy) -> tuple[list[Judged], list[Diagnostic]]:
    """Give the accounts that can be judged, in order, and what is wrong with the others."""
    entries: list[Judged] = []
    errors: list[Diagnostic] = []
    seen: dict[tuple[str, str], Placed] = {}
    registers: dict[str, list[AccountRow]] = {}
    for candidate in candidates:
        place, group = candidate.place, candidate.group
        account = admit(candidate.data, policy.as_of, place)
        if not isinstance(account, list):
            key = group, composed(account.id)
            if key not in seen:
                seen[key] = place
                row = AccountRow(account, blanks=candidate.blanks, suffix_list=policy.suffix_list)
                registers.setdefault(group, []).append(row)
                entries.append(Judged("account", row, place, group))
                continue
            account = [_duplicate(account.id, place, seen[key])]
        errors += candidate.told(quoted(problem, candidate.data, place) for problem in account)
    for rows in registers.values():
        compare_pages(rows)
    return entries, errors


def compare_pages(rows: Sequence[AccountRow]) -> None:
    """Tell each page of one register whether another holder declares it too."""
    if len(rows) == 1:
        # Of a register with one page nobody else declares anything, and no address needs to be read.
        rows[0].declared_by_another = False
        return
    shared = declared_by_another([(row.account, row["account.left_on"]) for row in rows])
    for row, is_shared in zip(rows, shared, strict=True):
        row.declared_by_another = is_shared


def _duplicate(account_id: str, place: Placed, first: Placed) -> Diagnostic:
    where = "" if first == NOWHERE else f", {first.span(('id',))}"
    return Diagnostic(
        "duplicate-id",
        say.ID_TWICE.filled(id=account_id, where=where),
        place.span(("id",)),
        say.ID_OF_ITS_OWN,
        path=("id",),
    )


def subjects_of(account: Judged, kind: Subject) -> list[Judged]:
    """Give what rules of one kind judge of an account: itself, its transfers, or its incidents."""
    row = account.facts
    if kind == "account" or isinstance(row, ItemRow):
        return [account]
    whole = row.account
    items: Sequence[Transfer | Incident] = (whole.transfers if kind == "transfer" else whole.incidents) or ()
    return [
        Judged(f"{kind}s[{index}]", ItemRow(item, row), account.place, account.group)
        for index, item in enumerate(items)
    ]


def _judge(compiled: CompiledPolicy, accounts: Sequence[Judged], policy: Policy) -> Iterable[_Found]:
    """Judge every subject of every account, account by account, so that findings come in the register's order."""
    today = policy.as_of.toordinal()
    for account, found in zip(accounts, _judge_each(compiled, "account", accounts, today), strict=True):
        yield found
        for kind in SUBJECTS[1:]:
            if items := subjects_of(account, kind):
                yield from _judge_each(compiled, kind, items, today)


def _judge_each(compiled: CompiledPolicy, kind: Subject, judged: Sequence[Judged], today: int) -> Iterable[_Found]:
    rows = [one.facts for one in judged]
    table = compiled.outcomes(kind, rows, [row.account.id for row in rows], today)
    return ((one, compiled.rules(kind), outcomes) for one, outcomes in zip(judged, table, strict=True))


def _report(
    policy: Policy,
    compiled: CompiledPolicy,
    found: Sequence[_Found],
    accounts: Sequence[Judged],
    errors: tuple[Diagnostic, ...],
) -> Report:
    return Report(
        as_of=policy.as_of,
        policy=policy.stamp,
        engines=compiled.engines,
        accounts=len(accounts),
        not_recorded=FrozenDict((key, sum(key in one.facts.unrecorded_lists for one in accounts)) for key in LISTS),
        verdicts=Verdicts(found),
        errors=errors,
        explain=partial(make_finding, policy),
        people=_people(one.facts.account for one in accounts),
        reference_alone=tuple(compiled.beyond),
    )


def _people(accounts: Iterable[Account]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for account in accounts:
        holder = account.holder or _NOBODY
        # Two people may share a name: without an id of the holder, each page stands for a person of its own.
        key = account.id if holder.id is None else holder.id
        known = found.get(key) or Person(key, holder.id, holder.legal_name, holder.unit, 0)
        found[key] = replace(
            known,
            name=known.name or holder.legal_name,
            unit=known.unit or holder.unit,
            pages=known.pages + 1,
        )
    return tuple(found.values())


def refuse_unknown(blank_means: str | None, blank_lists: str | None) -> None:
    """Refuse what blanks cannot mean: a word that no rule knows would be taken for `unknown`; `None` says nothing.

    Raises:
        UsageError: there is no such meaning.
    """
    for name, given, known in (
        ("blank_means", blank_means, get_args(BlankMeans)),
        ("blank_lists", blank_lists, get_args(BlankLists)),
    ):
        if given is not None and given not in known:
            said = usage.UNKNOWN_CHOICE.filled(
                name=name, given=str(given)[:40], known=", ".join(f"`{word}`" for word in known)
            )
            raise UsageError(usage.hinted(said, suggestion(str(given).lower(), known)))


def policy_for(
    policy: Policy | None,
    as_of: date | None,
    packs: Sequence[str | Path] | None = None,
    params: Mapping[str, object] | None = None,
) -> Policy:
    """Give the policy of a check: the one handed over, or the packs with their parameters on the day.

    Raises:
        UsageError: no day is given, or two different ones; what a policy has already is given beside it.
        PolicyError: the packs have problems.
    """
    if policy is None:
        if as_of is None:
            raise UsageError(usage.NO_DAY)
        if packs is not None or params:
            return Policy.load(DEFAULT_PACKS if packs is None else packs, as_of=as_of, params=params)
        # What is no day may not even be looked up.
        return _national(as_of) if type(as_of).__hash__ is not None else Policy.load(as_of=as_of)
    if not isinstance(policy, Policy):
        raise UsageError(usage.NOT_A_POLICY.filled(kind=type(policy).__name__))
    for name, given in (("packs", packs), ("params", params)):
        if given is not None:
            raise UsageError(usage.BESIDE_POLICY.filled(name=name))
    if as_of is not None and as_of != policy.as_of:
        raise UsageError(usage.ANOTHER_DAY.filled(day=policy.as_of, given=as_of))
    return policy


@lru_cache(maxsize=64)
def _national(as_of: date) -> Policy:
    return Policy.load(as_of=as_of)

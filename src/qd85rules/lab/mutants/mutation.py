"""The mutation score: how many mutants of a pack the cases notice.

A mutant is killed by the first expectation that fails on it. What survives is compared with the original: mutants
proved equivalent do not count, the others come with an account that would tell them apart, where one was found.

What must not live here: making mutants (`mutants`), comparing rules (`apart`), showing the result (`render_mutation`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import MissingExtraError, UsageError, suggestion
from qd85rules.lab.mutants.apart import Apart, Side
from qd85rules.lab.mutants.edits import Variant, apply
from qd85rules.lab.mutants.mutants import mutants_of
from qd85rules.lab.mutants.search import search
from qd85rules.lab.mutants.trials import Judge, trials_of
from qd85rules.policy.policy import load_stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.lab.cases.model import Case
    from qd85rules.lab.mutants.apart import TellApart
    from qd85rules.lab.mutants.mutants import Mutant
    from qd85rules.lab.mutants.trials import Trial
    from qd85rules.policy.policy import Stack

Fate = Literal["killed", "survived", "equivalent"]

_SOME_DAY: Final = date(2024, 11, 1)
"""The day to start from where no case says one."""


@dataclass(frozen=True, slots=True)
class MutantResult:
    """What became of a mutant: `killed_by` names the case that noticed it, `apart` what would tell a survivor."""

    mutant: Mutant
    fate: Fate
    rules: tuple[str, ...]
    killed_by: str | None = None
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class MutationScore:
    """What became of all mutants, in their order."""

    results: tuple[MutantResult, ...]

    def count(self, fate: Fate) -> int:
        """Count the mutants with one fate."""
        return sum(result.fate == fate for result in self.results)

    @property
    def counted(self) -> int:
        """The mutants that are not proved equivalent."""
        return len(self.results) - self.count("equivalent")

    @property
    def percent(self) -> float:
        """The share of the counted mutants that were killed; 100 where there is none."""
        return 100 * self.count("killed") / self.counted if self.counted else 100.0

    @property
    def survivors(self) -> tuple[MutantResult, ...]:
        """The mutants that no case notices and that are not proved equivalent."""
        return tuple(result for result in self.results if result.fate == "survived")


def find_teller() -> TellApart:
    """Give the best way to compare rules that is installed: proofs, else a search."""
    try:
        from qd85rules.lab.mutants.proofs import prove  # noqa: PLC0415 - likewise
        from qd85rules.lab.proofs.logic import Logic  # noqa: PLC0415 - an extra

        Logic()
    except MissingExtraError:
        return search
    return prove


def mutate(
    pack: str,
    cases: Sequence[Case],
    *,
    rules: Sequence[str] = (),
    part: tuple[int, int] = (0, 1),
    teller: TellApart | None = None,
) -> MutationScore:
    """Try every mutant of a pack on the cases whose packs have it.

    Args:
        pack: a pack, as for `Policy.load`; what it stacks on stays as it is.
        cases: the cases that may notice.
        rules: mutants that change none of these rules are left out; none given: all count.
        part: the remainder and the divisor of the mutants' numbers to try, so that several processes can share them.
        teller: how survivors are compared; `None`: as `find_teller` says.

    Raises:
        UsageError: there is no such pack or rule.
        PolicyError: the pack has problems.
    """
    own = load_stack((pack,))
    known = [resolved.rule.id for resolved in own.rules]
    for rule in rules:
        if rule not in known:
            near = suggestion(rule, known)
            msg = f"no rule `{rule[:60]}`" + (f" ({near.en})" if near else "")
            raise UsageError(msg)
    pack_id = own.packs[-1].id
    bench = _Bench(own, pack_id, cases, teller or find_teller())
    mutants = mutants_of(own, pack_id)[part[0] :: part[1]]
    tried = (bench.tried(mutant, frozenset(rules)) for mutant in mutants)
    return MutationScore(tuple(result for result in tried if result is not None))


class _Bench:
    """The originals and the trials, prepared once for all mutants of a pack."""

    def __init__(self, own: Stack, pack_id: str, cases: Sequence[Case], teller: TellApart) -> None:
        self._own, self._teller = own, teller
        by_packs: defaultdict[tuple[str, ...], list[Case]] = defaultdict(list)
        for case in cases:
            by_packs[case.packs].append(case)
        # The pack by itself first: its own examples are the likeliest to notice.
        stacks = sorted(
            ((load_stack(packs), found) for packs, found in by_packs.items()), key=lambda pair: pair[0] is not own
        )
        self._settings = [
            (stack, *_trusted(stack, found))
            for stack, found in stacks
            if any(member.id == pack_id for member in stack.packs)
        ]
        self._original = Variant(own)

    def tried(self, mutant: Mutant, rules: frozenset[str]) -> MutantResult | None:
        """Try one mutant; `None` where it changes none of the wanted rules."""
        variant = apply(self._own, mutant.edit)
        changed = _changed(self._original, variant)
        if rules and not rules & set(changed):
            return None
        killer = self._killer(mutant)
        if killer is not None:
            return MutantResult(mutant, "killed", changed, killed_by=killer)
        apart = self._told_apart(variant, changed)
        fate: Fate = "equivalent" if apart.status == "equivalent" else "survived"
        return MutantResult(mutant, fate, changed, apart=apart)

    def _killer(self, mutant: Mutant) -> str | None:
        """Name the first case that fails on a mutant; what is cheap to compare comes first."""
        later: list[tuple[Judge, Trial]] = []
        for stack, original, by_rule in self._settings:
            variant = apply(stack, mutant.edit)
            judge = Judge(variant)
            trials = dict.fromkeys(trial for rule in _changed(original, variant) for trial in by_rule.get(rule, ()))
            for trial in trials:
                if not judge.passes(trial):
                    return trial.case.name
                later.append((judge, trial))
        return next((trial.case.name for judge, trial in later if not judge.missing_as_expected(trial)), None)

    def _told_apart(self, variant: Variant, changed: Iterable[str]) -> Apart:
        """Compare every rule that the mutant changes, on the rules' own stack; the first account found will do."""
        undecided: Apart | None = None
        for rule in changed:
            near = [trial for _, _, by_rule in self._settings[:1] for trial in by_rule.get(rule, ())]
            day = near[0].case.as_of if near else _SOME_DAY
            sides = [Side(each.policy(day, {}), each.rules[rule]) for each in (self._original, variant)]
            found = self._teller(sides[0], sides[1], near)
            if found.status == "apart":
                return found
            if found.status == "not decided":
                undecided = undecided or found
        # A mutant that changes no resolved rule gives the same verdicts everywhere.
        return undecided or Apart("equivalent")


def _trusted(stack: Stack, cases: Sequence[Case]) -> tuple[Variant, Mapping[str, list[Trial]]]:
    """Give the trials that pass on the original, by the rules that they are about: the others prove nothing."""
    original = Variant(stack)
    judge = Judge(original)
    by_rule: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in trials_of(cases, stack):
        if trial.subjects and judge.passes(trial) and judge.missing_as_expected(trial):
            for rule in dict.fromkeys(rule for rule, _ in trial.subjects):
                by_rule[rule].append(trial)
    return original, by_rule


def _changed(original: Variant, variant: Variant) -> tuple[str, ...]:
    """Name the rules that may come out otherwise."""
    return tuple(_differing(original, variant))


def _differing(original: Variant, variant: Variant) -> Iterator[str]:
    before, after = original.stack, variant.stack
    turned = {
        name
        for name, parameter in before.parameters.items()
        if parameter is not after.parameters[name] or before.settings[name] != after.settings[name]
    }
    for name, one in original.rules.items():
        two = variant.rules[name]
        if (
            one.scope != two.scope
            or one.violated != two.violated
            or one.rule.modality != two.rule.modality
            or turned.intersection(one.params)
        ):
            yield name

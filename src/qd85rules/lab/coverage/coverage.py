"""Coverage of conditions: which truth values the cases gave every atom, and where it decided alone.

An atom is what `!`, `&&` and `||` join, with concepts written out; the day a rule came into force counts. Only a rule
that a case expects something of is covered by it. An atom *decides alone* where it is true (or false) and the outcome
would be another one if it were the opposite, with every other atom as it is (masking MC/DC); that has to be seen both
ways.

What must not live here: showing coverage (`render_coverage`), and what no account can reach (`reachable`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from qd85rules.core.truth import Truth
from qd85rules.engines.evaluate import Situation
from qd85rules.judge.compiled import outcome_of
from qd85rules.lab.mutants.edits import Variant
from qd85rules.lab.mutants.trials import Judge, trials_of
from qd85rules.lang import atoms_of, print_expr
from qd85rules.lang.ast import And, Bool, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.lab.cases.model import Case
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import ResolvedRule, Stack

Aspect = Literal["true", "false", "unknown", "decides true", "decides false"]
"""What cases can show of an atom."""

ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)
_VALUES: Final[dict[Truth, Aspect]] = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}
_DECIDES: Final[dict[Truth, Aspect]] = {Truth.TRUE: "decides true", Truth.FALSE: "decides false"}

Seen = tuple[str, str, Aspect]
"""A rule, the canonical text of one of its atoms, and what was seen of it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of what there is to see was seen; `impossible` is proved and not counted."""

    seen: int = 0
    total: int = 0
    impossible: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add up."""
        return Tally(self.seen + other.seen, self.total + other.total, self.impossible + other.impossible)

    @property
    def percent(self) -> float:
        """The share that was seen; 100 where there is nothing to see."""
        return 100 * self.seen / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class AtomCoverage:
    """What was seen of one atom, and what no account can show of it."""

    atom: str
    seen: frozenset[Aspect]
    impossible: frozenset[Aspect] = frozenset()

    @property
    def missing(self) -> tuple[Aspect, ...]:
        """What is left to see."""
        return tuple(aspect for aspect in ASPECTS if aspect not in self.seen | self.impossible)

    @property
    def tally(self) -> Tally:
        """Count."""
        impossible = self.impossible - self.seen
        return Tally(len(self.seen), len(ASPECTS) - len(impossible), len(impossible))


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule; `cases` is the number of expectations about it."""

    rule: str
    clauses: tuple[str, ...]
    cases: int
    atoms: tuple[AtomCoverage, ...]

    @property
    def tally(self) -> Tally:
        """Count."""
        return sum((atom.tally for atom in self.atoms), Tally())


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rules of the packs, in their order, and the clauses that software should check but no rule cites."""

    rules: tuple[RuleCoverage, ...]
    clauses_without_rules: tuple[str, ...] = field(default=())

    @property
    def tally(self) -> Tally:
        """Count."""
        return sum((rule.tally for rule in self.rules), Tally())

    @property
    def rules_without_cases(self) -> tuple[str, ...]:
        """The rules of which no case expects anything."""
        return tuple(rule.rule for rule in self.rules if not rule.cases)

    @property
    def by_clause(self) -> dict[str, Tally]:
        """The tally of the rules that carry a clause out, for every clause that has one."""
        found: defaultdict[str, Tally] = defaultdict(Tally)
        for rule in self.rules:
            for clause in rule.clauses:
                found[clause] += rule.tally
        return dict(found)


def cover(
    stacks: Iterable[tuple[Stack, Sequence[Case]]],
    impossible: Mapping[tuple[str, str], frozenset[Aspect]] | None = None,
) -> Coverage:
    """Measure the coverage of packs by cases.

    Args:
        stacks: stacks of packs, each with the cases that run on it; a rule that stands in several is one rule where
            its conditions are the same, so that the atoms of all of them are joined.
        impossible: what no account can show, by rule and atom.
    """
    pairs = list(stacks)
    return joined([stack for stack, _ in pairs], [observations(*pair) for pair in pairs], impossible)


def joined(
    stacks: Sequence[Stack],
    shown: Sequence[tuple[set[Seen], list[str]]],
    impossible: Mapping[tuple[str, str], frozenset[Aspect]] | None = None,
) -> Coverage:
    """Join what `observations` gave for each stack."""
    impossible = impossible or {}
    seen = {one for found, _ in shown for one in found}
    counts = [Counter(about) for _, about in shown]
    by_atom: defaultdict[tuple[str, str], set[Aspect]] = defaultdict(set)
    for rule, atom, aspect in seen:
        by_atom[rule, atom].add(aspect)
    clauses: dict[str, tuple[str, ...]] = {}
    atoms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    wanted: dict[str, None] = {}
    for stack, about in zip(stacks, counts, strict=True):
        # Clauses of the packs below this one are left to their own cases, unless these cases expect something of them.
        own = stack.packs[-1].id
        wanted.update(
            (clause.id, None)
            for clause in stack.catalogue.clauses.values()
            if clause.outcome == "check" and clause.pack == own
        )
        for resolved in stack.rules:
            name = resolved.rule.id
            if resolved.rule.pack != own and name not in about:
                continue
            widened = (clause for widening, _ in resolved.widenings for clause in widening.clauses)
            known = clauses.get(name, ())
            clauses[name] = tuple(dict.fromkeys((*known, *resolved.rule.clauses, *widened)))
            atoms[name].update((print_expr(atom), None) for atom in atoms_in(resolved))
    rules = tuple(
        RuleCoverage(
            rule,
            cited,
            sum(about[rule] for about in counts),
            tuple(
                AtomCoverage(atom, frozenset(by_atom[rule, atom]), impossible.get((rule, atom), frozenset()))
                for atom in atoms[rule]
            ),
        )
        for rule, cited in clauses.items()
    )
    cited_anywhere = {clause for cited in clauses.values() for clause in cited}
    return Coverage(rules, tuple(clause for clause in wanted if clause not in cited_anywhere))


def atoms_in(resolved: ResolvedRule) -> tuple[Expr, ...]:
    """List the atoms of a rule's conditions, each once; `true` and `false` are none, for nothing can turn them."""
    atoms = dict.fromkeys((*atoms_of(resolved.scope), *atoms_of(resolved.violated)))
    return tuple(atom for atom in atoms if not isinstance(atom, Bool))


def observations(stack: Stack, cases: Sequence[Case]) -> tuple[set[Seen], list[str]]:
    """Give what cases of one stack show, and the rule of every expectation, as often as there are expectations."""
    variant = Variant(stack)
    judge = Judge(variant)
    seen: set[Seen] = set()
    about: list[str] = []
    atoms: dict[str, tuple[_Atom, ...]] = {}
    for trial in trials_of(cases, stack):
        params, today = judge.policy(trial).params, trial.case.as_of.toordinal()
        for rule, row in judge.deciding(trial):
            about.append(rule)
            if rule not in atoms:
                atoms[rule] = tuple(_supposed(variant.rules[rule]))
            aspects = _aspects(variant.rules[rule], atoms[rule], Situation(row, params, today))
            seen.update((rule, atom, aspect) for atom, aspect in aspects)
    return seen, about


_Atom = tuple["Expr", str, "Mapping[Truth, ResolvedRule]"]
"""An atom, its canonical text, and by each of its truths the rule in which it has the opposite one."""


def _supposed(resolved: ResolvedRule) -> Iterable[_Atom]:
    for atom in atoms_in(resolved):
        opposites = {
            Truth.TRUE: supposing(resolved, atom, value=False),
            Truth.FALSE: supposing(resolved, atom, value=True),
        }
        yield atom, print_expr(atom), opposites


def supposing(resolved: ResolvedRule, atom: Expr, *, value: bool) -> ResolvedRule:
    """Give a rule with a constant in the place of one of its atoms."""
    scope, violated = (_with(condition, atom, Bool(value)) for condition in (resolved.scope, resolved.violated))
    return replace(resolved, scope=scope, violated=violated)


def _with(expr: Expr, atom: Expr, constant: Bool) -> Expr:
    if expr == atom:
        return constant
    match expr:
        case Not(operand):
            return Not(_with(operand, atom, constant))
        case And(operands) | Or(operands):
            return replace(expr, operands=tuple(_with(operand, atom, constant) for operand in operands))
        case _:
            return expr


def _aspects(resolved: ResolvedRule, atoms: Iterable[_Atom], situation: Situation) -> Iterable[tuple[str, Aspect]]:
    actual = _outcome(resolved, situation)
    for atom, text, opposites in atoms:
        truth = situation.truth_of(atom)
        yield text, _VALUES[truth]
        if truth is not Truth.UNKNOWN and _outcome(opposites[truth], situation) != actual:
            yield text, _DECIDES[truth]


def _outcome(resolved: ResolvedRule, situation: Situation) -> DatedOutcome:
    return outcome_of(situation.truth_of(resolved.scope), situation.truth_of(resolved.violated))

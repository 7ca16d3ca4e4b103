"""Packs stacked on one another: rules with their concepts expanded, citations, widenings; no date is chosen yet.

What must not live here: finding packs (`policy`), reading them (`loader`), and the values of parameters on a day
(`in_force`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.core.values import NEVER
from qd85rules.lang import concepts_of, expand, facts_of, params_of, print_expr
from qd85rules.lang.ast import And, Compare, Fact, Or, Today
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import in_force_since, turning_days, while_in_force
from qd85rules.policy.stamps import Citation, RuleStamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qd85rules.lang.ast import Expr
    from qd85rules.policy.catalogue import Catalogue
    from qd85rules.policy.clause import Clause
    from qd85rules.policy.rule import Pack, Parameter, Rule, Setting, Widening


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedRule:
    """A rule with its concepts expanded, for one policy.

    `scope` says whether the rule was in force and applies; `violated` whether it is broken. `since` is the first day on
    which it was in force, `None` where nothing is known to limit it. `widenings` are those that its conditions rely on,
    each with the concept's own expression before any widening.
    """

    rule: Rule
    scope: Expr
    violated: Expr
    clauses: tuple[Clause, ...]
    since: date | None
    widenings: tuple[tuple[Widening, Expr], ...]
    facts: tuple[str, ...]
    params: tuple[str, ...]
    register_only: bool


@dataclass(frozen=True, eq=False)
class Stack:
    """Packs stacked in order, before a date is chosen."""

    packs: tuple[Pack, ...]
    catalogue: Catalogue
    parameters: Mapping[str, Parameter]

    @cached_property
    def rules(self) -> tuple[ResolvedRule, ...]:
        """Every rule with its concepts expanded and its clauses looked up, in pack and file order."""
        return tuple(self.resolved(rule) for pack in self.packs for rule in pack.rules)

    @cached_property
    def rules_by_id(self) -> Mapping[str, ResolvedRule]:
        """The same rules, by id."""
        return {resolved.rule.id: resolved for resolved in self.rules}

    def prepare(self) -> None:
        """Work out what every run needs, so that a stack that is kept has it already."""
        self.rules, self.rule_stamps, self.canonical_rules  # noqa: B018 - for what they keep

    @cached_property
    def settings(self) -> Mapping[str, tuple[Setting, ...]]:
        """What packs give each parameter: the highest pack's first, and of a pack the one that begins last first."""
        found = {name: parameter.settings for name, parameter in self.parameters.items()}
        for pack in self.packs:
            for name, settings in pack.settings.items():
                found[name] = (*found[name], *settings)
        return {name: settings[::-1] for name, settings in found.items()}

    @cached_property
    def setting_days(self) -> tuple[date, ...]:
        """The days of a check on which parameters may take other values, earliest first."""
        days = turning_days(setting for settings in self.settings.values() for setting in settings)
        return tuple(day for day in days if day.toordinal() < NEVER)

    @cached_property
    def citations(self) -> Mapping[str, Citation]:
        """The citation of every clause, by the clause's id."""
        return {clause.id: self._citation(clause) for clause in self.catalogue.clauses.values()}

    @cached_property
    def canonical_rules(self) -> list[dict[str, Any]]:
        """What the fingerprint of a policy covers of its rules, as plain data."""
        return [
            {
                "id": resolved.rule.id,
                "subject": resolved.rule.subject,
                "modality": resolved.rule.modality,
                "clauses": resolved.rule.clauses,
                "scope": print_expr(resolved.scope),
                "violated": print_expr(resolved.violated),
                "message": [resolved.rule.message.vi, resolved.rule.message.en],
                "remedy": [resolved.rule.remedy.vi, resolved.rule.remedy.en],
            }
            for resolved in self.rules
        ]

    def _citation(self, clause: Clause) -> Citation:
        documents = self.catalogue.documents_of(clause)
        return Citation(
            clause=clause.id,
            document="; ".join(document.title.vi for document in documents),
            issuer="; ".join(document.issuer.vi for document in documents),
            title=Text(*("; ".join(document.title[lang] for document in documents) for lang in LANGUAGES)),
            date=None if clause.in_force_from is None else clause.in_force_from.isoformat(),
            relay=clause.relay,
            locator=clause.locator.text,
            digest=clause.digest,
            passage_digest=clause.passage.digest,
            attribution=clause.attribution,
            summary=clause.summary,
            clause_title=clause.title,
        )

    @cached_property
    def rule_stamps(self) -> tuple[RuleStamp, ...]:
        """What a report can say of each rule, in the order of the rules."""
        return tuple(
            RuleStamp(
                rule=resolved.rule.id,
                pack=resolved.rule.pack,
                topic=resolved.rule.topic,
                modality=resolved.rule.modality,
                title=resolved.rule.title,
                message=resolved.rule.message,
                remedy=resolved.rule.remedy,
                note=resolved.rule.note,
                citations=tuple(self.citations[clause.id] for clause in resolved.clauses),
                deprecated_ids=resolved.rule.deprecated_ids,
            )
            for resolved in self.rules
        )

    @cached_property
    def widenings(self) -> Mapping[str, tuple[Widening, ...]]:
        """The widenings of each concept, in pack order."""
        found: dict[str, tuple[Widening, ...]] = {}
        for pack in self.packs:
            for widening in pack.widenings:
                found[widening.concept] = (*found.get(widening.concept, ()), widening)
        return found

    @cached_property
    def base_concepts(self) -> Mapping[str, Expr]:
        """The concepts as their own packs define them."""
        return {concept.name: concept.when.expr for pack in self.packs for concept in pack.concepts}

    def concepts(self, event_date: str | None = None) -> dict[str, Expr]:
        """Give the concepts with their widenings, for a rule with this event date; `None`: on a lasting state."""
        day = Today() if event_date is None else Fact(event_date)
        return {
            name: Or((expr, *(_widened(widening, day) for widening in self.widenings[name])))
            if name in self.widenings
            else expr
            for name, expr in self.base_concepts.items()
        }

    def resolved(self, rule: Rule, since: date | None = None) -> ResolvedRule:
        """Expand a rule's concepts and look up its clauses; `since` replaces the day from which it is in force."""
        concepts = self.concepts(rule.event_date)
        clauses = tuple(self.catalogue.clauses[clause] for clause in rule.clauses)
        applies = expand(rule.applies_when.expr, concepts)
        violated = expand(rule.violated_when.expr, concepts)
        since = since or in_force_since(clauses)
        scope = while_in_force(rule, since, applies)
        used = _reachable((rule.applies_when.expr, rule.violated_when.expr), concepts)
        facts = tuple(dict.fromkeys((*facts_of(scope), *facts_of(violated))))
        return ResolvedRule(
            rule=rule,
            scope=scope,
            violated=violated,
            clauses=clauses,
            since=since,
            widenings=tuple(
                (widening, expand(self.base_concepts[name], self.base_concepts))
                for name in used
                for widening in self.widenings.get(name, ())
            ),
            facts=facts,
            params=tuple(dict.fromkeys((*params_of(scope), *params_of(violated)))),
            register_only=any(FACTS[fact].register for fact in facts),
        )


def _widened(widening: Widening, day: Fact | Today) -> Expr:
    if widening.since is None:
        return widening.when.expr
    return And((widening.when.expr, Compare(">=", day, widening.since.expr)))


def _reachable(exprs: Sequence[Expr], concepts: Mapping[str, Expr]) -> tuple[str, ...]:
    """List the concepts that expressions rely on, directly or through other concepts."""
    found: dict[str, None] = {}
    waiting = [name for expr in exprs for name in concepts_of(expr)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(concepts_of(concepts[name]))
    return tuple(found)

"""What is known of a rule or a concept, as data and as lines.

What must not live here: single clauses (`clause_entry`), parameters (`parameter_entry`) and facts (`fact_entry`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES
from qd85rules.describe.clause_entry import both, clause_data, document_line
from qd85rules.describe.conditions import Titles, in_words
from qd85rules.describe.fact_entry import derivation_words, fact_data, type_words
from qd85rules.describe.parameter_entry import parameter_data, value_origin, value_rationale, value_words
from qd85rules.describe.reading_entry import reading_data, show_readings
from qd85rules.lang import concepts_of, expand, print_expr
from qd85rules.lang.ast import Bool
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import rules_folder
from qd85rules.reporters.page import BOLD, FAINT
from qd85rules.wording.reference import LABELS, PHRASES, SUBJECTS
from qd85rules.wording.verdicts import MODALITIES, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from qd85rules.core.text import Language, Text
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import NamedConcept, Widening
    from qd85rules.reporters.page import Page


@dataclass(frozen=True, eq=False)
class Background:
    """The policy that explanations refer to, and the names of the parameters that the caller set."""

    policy: Policy
    given: Collection[str] = ()

    @cached_property
    def concepts(self) -> dict[str, NamedConcept]:
        """Every concept by name."""
        return {concept.name: concept for pack in self.policy.stack.packs for concept in pack.concepts}

    def names(self, lang: Language) -> Titles:
        """Give the words for what conditions refer to."""
        params = self.policy.stack.parameters
        return Titles(
            concepts={name: concept.title for name, concept in self.concepts.items()},
            params={name: parameter.title for name, parameter in params.items()},
            values={
                name: value_words(parameter, self.policy.plain_params[name], lang) for name, parameter in params.items()
            },
        )

    def words(self, expr: Expr, lang: Language) -> Iterator[str]:
        """Give an expression as an outline, two spaces a level."""
        for depth, line in in_words(expr, self.names(lang), lang):
            yield "  " * depth + line

    def concepts_in(self, *exprs: Expr) -> tuple[NamedConcept, ...]:
        """Give the concepts that expressions rely on, directly or through others, each before those that it needs."""
        found: dict[str, None] = {}
        waiting = [name for expr in exprs for name in concepts_of(expr)]
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = None
                waiting += concepts_of(self.concepts[name].when.expr)
        return tuple(self.concepts[name] for name in found)

    def widenings(self, concept: NamedConcept) -> tuple[Widening, ...]:
        """Give what packs add to a concept."""
        return self.policy.stack.widenings.get(concept.name, ())


def rule_file(resolved: ResolvedRule) -> str:
    """Name the file of a rule; of a pack of the library, from the folder of its packs."""
    path = resolved.rule.span.path or ""
    return path.removeprefix(f"{rules_folder()}/")


def rule_data(back: Background, resolved: ResolvedRule) -> dict[str, Any]:
    """Give a rule as plain data."""
    policy, rule = back.policy, resolved.rule
    return {
        "id": rule.id,
        "pack": rule.pack,
        "file": rule_file(resolved),
        "deprecated_ids": list(rule.deprecated_ids),
        "title": both(rule.title),
        "subject": rule.subject,
        "modality": rule.modality,
        "register_only": resolved.register_only,
        "event_date": rule.event_date,
        "in_force_from": None if resolved.since is None else resolved.since.isoformat(),
        "clauses": [clause_data(policy.stack, clause) for clause in resolved.clauses],
        "applies_when": _condition_data(back, rule.applies_when.expr),
        "violated_when": _condition_data(back, rule.violated_when.expr),
        "concepts": [
            concept_data(back, concept) for concept in back.concepts_in(rule.applies_when.expr, rule.violated_when.expr)
        ],
        "parameters": [parameter_data(policy, policy.stack.parameters[name], back.given) for name in resolved.params],
        "facts": [fact_data(policy, FACTS[name]) for name in resolved.facts],
        "message": both(rule.message),
        "remedy": both(rule.remedy),
        "note": None if rule.note is None else both(rule.note),
        "basis": rule.basis,
        "readings": [reading_data(policy.catalogue.readings[number]) for number in rule.readings],
        "owner": rule.owner,
        "reviewed_on": None if rule.reviewed_on is None else rule.reviewed_on.isoformat(),
        "examples": [
            {"name": example.name, "as_of": example.as_of.isoformat(), "expect": example.expect}
            for example in rule.examples
        ],
    }


def concept_data(back: Background, concept: NamedConcept) -> dict[str, Any]:
    """Give a concept as plain data."""
    return {
        "name": concept.name,
        "pack": concept.pack,
        "title": both(concept.title),
        "when": _condition_data(back, concept.when.expr),
        "widened": [
            {
                "pack": widening.pack,
                "when": _condition_data(back, widening.when.expr),
                "since": None if widening.since is None else print_expr(widening.since.expr),
                "clauses": list(widening.clauses),
            }
            for widening in back.widenings(concept)
        ],
    }


def _condition_data(back: Background, expr: Expr) -> dict[str, Any]:
    bare = {name: concept.when.expr for name, concept in back.concepts.items()}
    return {
        "text": print_expr(expr),
        "expanded": print_expr(expand(expr, bare)),
        "words": {lang: list(back.words(expr, lang)) for lang in LANGUAGES},
    }


def show_rule(page: Page, back: Background, resolved: ResolvedRule) -> None:
    """Put everything that is known of one rule on a page."""
    lang, rule = page.lang, resolved.rule
    page.heading(rule.title[lang])
    about = [rule.id, PHRASES["pack"][lang].format(pack=rule.pack), MODALITIES[rule.modality][lang]]
    about.append(SUBJECTS[rule.subject][lang])
    if resolved.register_only:
        about.append(PHRASES["register_rule"][lang])
    page.put("; ".join(about))
    page.blank()
    _show_clauses(page, back, resolved)
    _show_in_force(page, resolved)
    page.blank()
    _show_condition(page, back, LABELS["applies"], rule.applies_when.expr)
    _show_condition(page, back, LABELS["violated"], rule.violated_when.expr)
    for number, concept in enumerate(back.concepts_in(rule.applies_when.expr, rule.violated_when.expr)):
        page.entry(LABELS["concepts"] if number == 0 else None, f"concepts.{concept.name}", concept.title[lang])
        page.note(print_expr(concept.when.expr))
        _show_words(page, back, concept.when.expr)
        _show_widenings(page, back, concept)
    page.blank()
    _show_parameters(page, back, resolved)
    _show_facts(page, resolved)
    page.blank()
    page.field(LABELS["message"], rule.message[lang])
    page.field(LABELS["remedy"], rule.remedy[lang])
    page.field(LABELS["note"], "" if rule.note is None else rule.note[lang])
    show_readings(page, back.policy.catalogue, rule)
    page.field(LABELS["former"], ", ".join(rule.deprecated_ids))
    page.field(LABELS["file"], rule_file(resolved))
    if rule.examples:
        page.blank()
        _show_examples(page, resolved)


def _show_clauses(page: Page, back: Background, resolved: ResolvedRule) -> None:
    lang, catalogue = page.lang, back.policy.catalogue
    for number, clause in enumerate(resolved.clauses):
        page.entry(LABELS["clauses"] if number == 0 else None, clause.id, clause.summary[lang])
        parts = [
            document_line(catalogue.documents_of(clause), lang),
            clause.locator.text[lang],
            PHRASES["relay"][lang].format(relay=clause.relay),
        ]
        if clause.attribution == "joint":
            parts.append(PHRASES["joint"][lang])
        page.note("; ".join(parts))


def _show_in_force(page: Page, resolved: ResolvedRule) -> None:
    lang, since, event = page.lang, resolved.since, resolved.rule.event_date
    day = PHRASES["day_of_check"][lang] if event is None else FACTS[event].meaning[lang]
    page.field(
        LABELS["in_force"],
        PHRASES["no_date"][lang] if since is None else PHRASES["in_force"][lang].format(day=since, event=day),
    )


def _show_condition(page: Page, back: Background, label: Text, expr: Expr) -> None:
    if expr == Bool(value=True):
        page.field(label, PHRASES["always"][page.lang])
        return
    page.field(label, print_expr(expr))
    _show_words(page, back, expr)


def _show_words(page: Page, back: Background, expr: Expr) -> None:
    for depth, line in in_words(expr, back.names(page.lang), page.lang):
        page.note(f"- {line}", deeper=2 * depth + 2)


def _show_widenings(page: Page, back: Background, concept: NamedConcept) -> None:
    lang = page.lang
    for widening in back.widenings(concept):
        words = PHRASES["widening"][lang].format(pack=widening.pack, clauses=", ".join(widening.clauses))
        if widening.since is not None:
            words += f", {PHRASES['widening_since'][lang].format(day=print_expr(widening.since.expr))}"
        page.note(f"{words}: {print_expr(widening.when.expr)}")
        _show_words(page, back, widening.when.expr)


def _show_parameters(page: Page, back: Background, resolved: ResolvedRule) -> None:
    lang, policy = page.lang, back.policy
    for number, name in enumerate(resolved.params):
        parameter = policy.stack.parameters[name]
        value = value_words(parameter, policy.plain_params[name], lang)
        page.entry(
            LABELS["parameters"] if number == 0 else None,
            f"{name} = {value}",
            f"{parameter.title[lang]} ({value_origin(policy, parameter, back.given)[lang]})",
        )
        page.note(value_rationale(policy, parameter, back.given)[lang])
        page.note(f"{LABELS['set_by'][lang]}: {parameter.set_by[lang]}")


def _show_facts(page: Page, resolved: ResolvedRule) -> None:
    lang = page.lang
    for number, name in enumerate(resolved.facts):
        spec = FACTS[name]
        words = [f"{spec.meaning[lang]} ({type_words(spec.type, lang)})"]
        if more := derivation_words(spec, lang):
            words.append(more)
        page.entry(LABELS["facts"] if number == 0 else None, name, "; ".join(words))


def _show_examples(page: Page, resolved: ResolvedRule) -> None:
    lang = page.lang
    words = {outcome.value: OUTCOMES[outcome][lang] for outcome in Outcome}
    width = max(len(words[example.expect]) for example in resolved.rule.examples) + 2
    page.put("", lead=((LABELS["examples"][lang], FAINT),), indent=2)
    for example in resolved.rule.examples:
        page.put(example.name, lead=((words[example.expect].ljust(width), BOLD),), indent=4, hang=4 + width)


def show_concept(page: Page, back: Background, concept: NamedConcept) -> None:
    """Put everything that is known of one concept on a page."""
    lang = page.lang
    lead = ((f"concepts.{concept.name}", BOLD), (f"  ({PHRASES['pack'][lang].format(pack=concept.pack)})", ""))
    page.put("", lead=lead)
    page.put(concept.title[lang], indent=2)
    page.blank()
    _show_condition(page, back, LABELS["condition"], concept.when.expr)
    _show_widenings(page, back, concept)
    using = [
        resolved.rule.id
        for resolved in back.policy.rules
        if concept in back.concepts_in(resolved.rule.applies_when.expr, resolved.rule.violated_when.expr)
    ]
    page.field(LABELS["rules"], ", ".join(using))

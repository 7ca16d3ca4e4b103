"""The value of every part of a condition for one subject, and why what is unknown is so.

Values are those of `engines.evaluate`: each part is evaluated as a condition of its own. Concepts are unfolded beside
the condition that uses them, each with its own text.

What must not live here: how it is shown (`evaluation_page`, `evaluation_data`), choosing the account (`cli.accounts`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from qd85rules.core.text import Text
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.engines.evaluate import Situation
from qd85rules.judge.compiled import compile_policy
from qd85rules.judge.finding import Evidence, shown_value
from qd85rules.judge.report import field_path, item_path
from qd85rules.judge.why import deciding_atoms
from qd85rules.lang import TypeEnv, children, expand, parse, print_expr, type_of
from qd85rules.lang.ast import And, Bool, Concept, Date, Fact, Int, Items, Not, Or, Param, String, Subtract, Today
from qd85rules.lang.types import BOOL, DATE, INT, STRING, list_of
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import while_in_force
from qd85rules.policy.policy import rules_folder
from qd85rules.wording import evaluation as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qd85rules.core.diagnostics import Span
    from qd85rules.core.values import Row, Value
    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import Condition, NamedConcept, Widening
    from qd85rules.source.places import Placed


@dataclass(frozen=True, slots=True)
class Seen:
    """What a condition is evaluated on: an account, or one of its items, with its facts and where they stand.

    `account` is `None` where there is none; `subject` is `account`, an item as `transfers[0]`, or `transfers` where
    the list is not recorded.
    """

    row: Row
    account: str | None = None
    subject: str = "account"
    place: Placed | None = None

    def where(self, fact: str) -> Span | None:
        """Give the place of the value of a fact, or of the nearest thing that is there."""
        if self.place is None:
            return None
        if FACTS[fact].subject != "account" and not item_path(self.subject):
            return self.place.span((self.subject,))
        # What is derived stands where the first field does that it follows from; a judgement stands nowhere.
        paths = (field_path(name, self.subject) for name in (fact, *FACTS[fact].inputs))
        path = next((path for path in paths if path is not None), None)
        return None if path is None else self.place.span(path)


@dataclass(frozen=True, slots=True)
class ConditionPart:
    """One part of a condition; `whole` is the same with its concepts written out.

    `decides` says whether it is one of the atoms that make the whole what it is, or leave it unknown.
    """

    expr: Expr
    whole: Expr
    depth: int
    value: Value
    type: Type
    decides: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its parts, each before those that it is made of; `span` is where the text stands."""

    role: str
    text: str
    span: Span | None
    parts: tuple[ConditionPart, ...]

    @property
    def value(self) -> Value:
        """The value of the whole."""
        return self.parts[0].value


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A concept that a condition relies on, with its value, its own text and what packs add to it."""

    concept: NamedConcept
    value: Value
    own: Marked
    widened: tuple[tuple[Widening, tuple[Marked, ...]], ...]

    @property
    def texts(self) -> tuple[Marked, ...]:
        """Every text of the concept."""
        return (self.own, *(marked for _, several in self.widened for marked in several))


@dataclass(frozen=True, slots=True)
class WhyUnknown:
    """A fact that is unknown: a stable code of the reason, the reason, and what to ask."""

    fact: str
    code: str
    reason: Text
    question: Text
    span: Span | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Conditions on one subject, the concepts that they rely on, each once, and the facts in them that are unknown."""

    seen: Seen
    conditions: tuple[Marked, ...]
    concepts: tuple[Unfolded, ...]
    unknown: tuple[WhyUnknown, ...]
    params: tuple[str, ...]


def names_of(policy: Policy) -> TypeEnv:
    """Give what a condition may name in a policy, with types."""
    facts = {name: spec.type for name, spec in FACTS.items()}
    params = {name: parameter.type for name, parameter in policy.stack.parameters.items()}
    concepts: dict[str, Type] = {}
    for pack in policy.stack.packs:
        for concept in pack.concepts:
            kind = type_of(concept.when.expr, TypeEnv(facts, params, concepts))
            concepts[concept.name] = kind or BOOL
    return TypeEnv(facts, params, concepts)


def evaluate(policy: Policy, text: str, expr: Expr, seen: Seen) -> Evaluation:
    """Evaluate an expression, well typed for the policy, on one subject."""
    marker = _Marker(policy, seen, None)
    marker.deciding = frozenset(deciding_atoms(marker.whole(expr), marker.situation))
    return marker.evaluation([("expression", text, None, expr)])


def evaluate_rule(policy: Policy, resolved: ResolvedRule, seen: Seen) -> Evaluation:
    """Evaluate the conditions of a rule on one subject: whether it is in force, applies, and is broken."""
    rule = resolved.rule
    marker = _Marker(policy, seen, rule.event_date)
    scope = marker.situation.truth_of(resolved.scope)
    reasons = (resolved.scope, resolved.violated) if scope is Truth.TRUE else (resolved.scope,)
    marker.deciding = frozenset(atom for expr in reasons for atom in deciding_atoms(expr, marker.situation))
    conditions: list[tuple[str, str, Span | None, Expr]] = []
    limit = while_in_force(rule, resolved.since, Bool(value=True))
    if not isinstance(limit, Bool):
        # It stands in no file: what is shown is its text, and places count in that.
        text = print_expr(limit).removesuffix(" && true")
        conditions.append(("in_force", text, None, parse(text)))
    for role, condition in (("applies_when", rule.applies_when), ("violated_when", rule.violated_when)):
        conditions.append((role, condition.text, condition.span, condition.expr))
    return marker.evaluation(conditions)


def judged_rule(policy: Policy, resolved: ResolvedRule, seen: Seen) -> DatedOutcome:
    """Give what `check` finds for a rule on one subject, waivers aside."""
    compiled = compile_policy(policy, "evaluate", in_register=True)
    kind = resolved.rule.subject
    [outcomes] = compiled.outcomes(kind, [seen.row], [seen.account or ""], policy.as_of.toordinal())
    return outcomes[[each.rule.id for each in compiled.rules(kind)].index(resolved.rule.id)]


class _Marker:
    """Evaluates the parts of texts in one situation."""

    def __init__(self, policy: Policy, seen: Seen, event_date: str | None) -> None:
        self.policy, self.seen = policy, seen
        self.situation = Situation(seen.row, policy.params, policy.as_of.toordinal())
        self.env = names_of(policy)
        self.deciding: frozenset[Expr] = frozenset()
        self.known: Mapping[str, Expr] = policy.stack.concepts(event_date)
        self.named = {concept.name: concept for pack in policy.stack.packs for concept in pack.concepts}

    def whole(self, expr: Expr) -> Expr:
        return expand(expr, self.known)

    def evaluation(self, conditions: Iterable[tuple[str, str, Span | None, Expr]]) -> Evaluation:
        marked = [self.marked(*condition) for condition in conditions]
        unfolded: dict[str, Unfolded] = {}
        waiting = list(marked)
        while waiting:
            for part in waiting.pop(0).parts:
                if isinstance(part.expr, Concept) and part.expr.name not in unfolded:
                    unfolded[part.expr.name] = self.unfolded(part.expr.name)
                    waiting += unfolded[part.expr.name].texts
        parts = [
            part
            for one in (*marked, *(text for each in unfolded.values() for text in each.texts))
            for part in one.parts
        ]
        facts = dict.fromkeys(part.expr.name for part in parts if isinstance(part.expr, Fact) and part.value is UNKNOWN)
        params = dict.fromkeys(part.expr.name for part in parts if isinstance(part.expr, Param))
        unknown = tuple(_why_unknown(fact, self.seen) for fact in facts)
        return Evaluation(self.seen, tuple(marked), tuple(unfolded.values()), unknown, tuple(params))

    def marked(self, role: str, text: str, span: Span | None, expr: Expr) -> Marked:
        if span is not None and span.path is not None:
            span = replace(span, path=span.path.removeprefix(f"{rules_folder()}/"))
        return Marked(role, text, span, tuple(self.parts(expr, self.whole(expr), 0)))

    def parts(self, expr: Expr, whole: Expr, depth: int, *, within: bool = False) -> Iterator[ConditionPart]:
        """Give a part and its own; `within` an atom nothing decides by itself."""
        value = self.situation.value_of(whole)
        yield ConditionPart(expr, whole, depth, value, self.type(expr), decides=not within and whole in self.deciding)
        within = within or not isinstance(expr, Not | And | Or)
        if not isinstance(expr, Concept):
            for one, its_whole in zip(children(expr), children(whole), strict=True):
                yield from self.parts(one, its_whole, depth + 1, within=within)

    def unfolded(self, name: str) -> Unfolded:
        concept = self.named[name]
        widened = tuple(
            (widening, tuple(self.of_widening(widening))) for widening in self.policy.stack.widenings.get(name, ())
        )
        own = self.of_condition("concept", concept.when)
        return Unfolded(concept, self.situation.value_of(self.whole(Concept(name))), own, widened)

    def of_widening(self, widening: Widening) -> Iterator[Marked]:
        yield self.of_condition("widened", widening.when)
        if widening.since is not None:
            yield self.of_condition("since", widening.since)

    def of_condition(self, role: str, condition: Condition) -> Marked:
        return self.marked(role, condition.text, condition.span, condition.expr)

    def type(self, expr: Expr) -> Type:
        match expr:
            case Fact(name):
                return self.env.facts[name]
            case Param(name):
                return self.env.params[name]
            case Concept(name):
                return self.env.concepts[name]
            case Date() | Today():
                return DATE
            case Int() | Subtract():
                return INT
            case String():
                return STRING
            case Items(elements):
                return list_of(self.type(elements[0]))
            case _:
                return BOOL


def _why_unknown(fact: str, seen: Seen) -> WhyUnknown:
    spec = FACTS[fact]
    code, values = _reason(fact, seen)
    reason = words.REASONS[code]
    shown = reason.filled(**values)
    return WhyUnknown(fact, code, shown, spec.question, seen.where(fact))


def _reason(fact: str, seen: Seen) -> tuple[str, dict[str, Text]]:
    spec, row = FACTS[fact], seen.row
    if seen.account is None:
        return "no-account", {}
    if spec.judgement:
        return "judgement", {}
    if spec.subject != "account" and not seen.subject.endswith("]"):
        return "list-not-recorded", {"items": Text(seen.subject, seen.subject)}
    note = getattr(row, "notes", {}).get(fact)
    if note is not None:
        return "in-doubt", {"note": note}
    missing = [name for name in spec.inputs if row[name] is UNKNOWN]
    if missing:
        listed = ", ".join(f"`{name}`" for name in missing)
        return "inputs-not-recorded", {"facts": Text(listed, listed)}
    return "not-recorded", {}


def shown_part(part: ConditionPart, *, show_names: bool) -> Any:  # noqa: ANN401 - a value of any type
    """Give the value of a part as plain data, personal ones masked; `None` where it is unknown."""
    value = _plain(part)
    if isinstance(part.whole, Fact):
        sensitive = FACTS[part.whole.name].sensitive
        return shown_value(Evidence(part.whole.name, value, sensitive), show_names=show_names)
    return value


def _plain(part: ConditionPart) -> Any:  # noqa: ANN401 - a value of any type
    value = part.value
    if value is UNKNOWN:
        return None
    if part.type == DATE and isinstance(value, int):
        return "never" if value == NEVER and not isinstance(part.whole, Date) else date.fromordinal(value).isoformat()
    if part.type.element == DATE and isinstance(value, tuple):
        return [date.fromordinal(int(day)).isoformat() for day in value]
    return list(value) if isinstance(value, tuple) else value

"""Why a rule came out as it did: the atoms that decided, and a sentence for each fact or span of days they are about.

Here too stand the words for the values of facts. Values of personal facts are never in a sentence; reports show those
with the evidence, masked.

What must not live here: what a condition means (`engines.evaluate`), what is missing (`missing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER, FrozenList
from qd85rules.lang import children, print_expr
from qd85rules.lang.ast import And, Bool, Compare, Date, Fact, Has, In, Int, Not, Or, Param, Subtract, Today
from qd85rules.model.choices import ADDRESS_KINDS, AGREEMENTS
from qd85rules.model.fields import FIELDS
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import plain_value
from qd85rules.wording import facts as say
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.text import Language
    from qd85rules.core.values import Value
    from qd85rules.engines.evaluate import Situation
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import Policy

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}

VALUE_LABELS: Final[dict[str, dict[str, Text]]] = {
    fact: {choice.value: choice.label for choice in choices}
    for fact, choices in (
        *((field.name, field.choices) for field in FIELDS if field.choices),
        ("name.agreement", AGREEMENTS),
        ("address.kind", ADDRESS_KINDS),
    )
}
"""Words for closed sets, by fact and value."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one atom says: of what, its value, and how that stands to a limit; `None` where there is nothing to add."""

    head: str
    value: str | None = None
    limit: str | None = None


def open_atoms(expr: Expr, situation: Situation) -> Iterator[Expr]:
    """Give the unknown atoms of an expression that no other operand settles."""
    if situation.truth_of(expr) is not Truth.UNKNOWN:
        return
    if isinstance(expr, Not | And | Or):
        for operand in children(expr):
            yield from open_atoms(operand, situation)
    else:
        yield expr


def deciding_atoms(expr: Expr, situation: Situation) -> tuple[Expr, ...]:
    """Give a smallest set of atoms that already makes the expression what it is; for unknown, those that leave it so.

    Where several operands would decide alone, the one that rests on the fewest atoms is given, the first among equals.
    """
    match expr:
        case Not(operand):
            return deciding_atoms(operand, situation)
        case And(operands) | Or(operands):
            decides = Truth.FALSE if isinstance(expr, And) else Truth.TRUE
            if alone := [operand for operand in operands if situation.truth_of(operand) is decides]:
                return min((deciding_atoms(operand, situation) for operand in alone), key=len)
            return tuple(dict.fromkeys(atom for operand in operands for atom in deciding_atoms(operand, situation)))
        case _:
            return (expr,)


def put_in_words(atoms: Iterable[Expr], situation: Situation, policy: Policy) -> tuple[Text, ...]:
    """Give the sentences, in the order of the atoms; atoms about one value share a sentence.

    Args:
        atoms: those that decided, none of them unknown.
        situation: what they were evaluated in, which may be a later day than that of the check.
        policy: what the parameters are called, and the day of the check.
    """
    known = [(atom, situation.truth_of(atom)) for atom in atoms if not isinstance(atom, Bool)]
    speakers = {lang: _Sentences(situation, policy, lang) for lang in LANGUAGES}
    sentences = {lang: _joined(speaker.say(*pair) for pair in known) for lang, speaker in speakers.items()}
    return tuple(Text(vi, en) for vi, en in zip(sentences["vi"], sentences["en"], strict=True))


def plain_fact(fact: str, value: Any) -> Any:  # noqa: ANN401 - a fact's value of any type
    """Give a known fact's value as plain data: dates in ISO form or `never`, lists as lists."""
    if FACTS[fact].type.kind == "date":
        return "never" if value == NEVER else date.fromordinal(value).isoformat()
    return FrozenList(value) if isinstance(value, tuple) else value


def fact_label(fact: str, lang: Language) -> str:
    """Name a fact; what the vocabulary adds behind a colon is left out before a value."""
    return FACTS[fact].meaning[lang].partition(":")[0]


def fact_value(fact: str, value: Value, lang: Language) -> str:
    """Give a fact's value in words; nothing of a personal one."""
    if value is UNKNOWN:
        return say.UNRECORDED[lang]
    if FACTS[fact].sensitive is not None:
        return say.IS_RECORDED[lang]
    plain = plain_fact(fact, value)
    return say.NEVER[lang] if plain == "never" else label_value(fact, plain, lang)


def label_value(fact: str, value: Any, lang: Language) -> str:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value, as plain data, in words."""
    if isinstance(value, bool):
        return (say.YES if value else say.NO)[lang]
    if isinstance(value, list):
        return ", ".join(label_value(fact, item, lang) for item in value) or say.NONE[lang]
    if value == "never":
        return say.STATED_NEVER[lang]
    label = VALUE_LABELS.get(fact, {}).get(value) if isinstance(value, str) else None
    return str(value) if label is None else label[lang]


def span_of_days(start: date, end: date, is_open: tuple[bool, bool], lang: Language) -> str:
    """Name the days from one through another; `is_open` tells whether there can be none before, and none after."""
    match is_open:
        case True, True:
            return say.ANY_DAY[lang]
        case _ if start == end:
            return start.isoformat()
        case True, False:
            return say.UP_TO[lang].format(day=end)
        case False, True:
            return say.FROM[lang].format(day=start)
        case _:
            return say.BETWEEN[lang].format(start=start, end=end)


def _joined(said: Iterable[_Said]) -> list[str]:
    groups: dict[tuple[str, str | None], dict[str, None]] = {}
    for one in said:
        limits = groups.setdefault((one.head, one.value), {})
        if one.limit is not None:
            limits[one.limit] = None
    return [
        ", ".join((head if value is None else f"{head}: {value}", *limits)) for (head, value), limits in groups.items()
    ]


class _Sentences:
    def __init__(self, situation: Situation, policy: Policy, lang: Language) -> None:
        self.row, self.params, self.day, self.lang = situation.row, situation.params, situation.today, lang
        self.parameters = policy.stack.parameters
        self.later = self.day != policy.as_of.toordinal()

    def say(self, atom: Expr, truth: Truth) -> _Said:
        match atom:
            case Fact(name) | In(Fact(name), _) | In(_, Fact(name)):
                return self.fact(name)
            case Has(Fact(name)):
                return self.fact(name)
            case Param(name) | In(_, Param(name)) | In(Param(name), _):
                return self.param(name)
            case Compare(op, left, right):
                held = op if truth is Truth.TRUE else _OPPOSITE[op]
                if isinstance(left, Date | Int | Param) and isinstance(right, Fact | Subtract | Today):
                    return self.comparison(_MIRRORED[held], right, left) or self.other(atom, truth)
                return self.comparison(held, left, right) or self.other(atom, truth)
            case _:
                return self.other(atom, truth)

    def fact(self, name: str) -> _Said:
        return _Said(fact_label(name, self.lang), fact_value(name, self.row[name], self.lang))

    def param(self, name: str) -> _Said:
        parameter = self.parameters[name]
        value = plain_value(self.params[name], parameter.type)
        return _Said(f"{parameter.title[self.lang]} ({name})", label_value("", value, self.lang))

    def other(self, atom: Expr, truth: Truth) -> _Said:
        return _Said(f"`{print_expr(atom)}`", say.HOLDS[truth][self.lang])

    def comparison(self, op: str, left: Expr, right: Expr) -> _Said | None:
        match left, right:
            case Subtract(end, start), Int() | Param():
                return self.span(op, end, start, right)
            case Fact(name), Today() if FACTS[name].type.kind == "date":
                return self.fact(name)
            case Fact(name), Date() | Param() | Fact() if FACTS[name].type.kind == "date":
                said = self.fact(name)
                happened = self.row[name] != NEVER
                return _Said(
                    said.head,
                    said.value,
                    say.DATES_HELD[op][self.lang].format(limit=self.limit(right)) + self.named(right)
                    if happened
                    else None,
                )
            case Today(), Date() | Param() | Fact():
                head, value = (
                    (say.THAT_DAY if self.later else say.DAY_OF_CHECK)[self.lang],
                    date.fromordinal(self.day).isoformat(),
                )
                return _Said(
                    head, value, say.DATES_HELD[op][self.lang].format(limit=self.limit(right)) + self.named(right)
                )
            case Fact(name), _:
                return self.fact(name)
            case Param(name), _:
                return self.param(name)
            case _:
                return None

    def span(self, op: str, end: Expr, start: Expr, limit: Expr) -> _Said | None:
        first, last = self.ordinal(start), self.ordinal(end)
        if first is None or last is None:
            return None
        if NEVER in {first, last}:
            name = start if first == NEVER else end
            return self.fact(name.name) if isinstance(name, Fact) else None
        if isinstance(end, Today):
            head = say.SINCE[self.lang].format(days=count("days", last - first, self.lang), start=self.limit(start))
            if self.later:
                head = say.BY_THEN[self.lang].format(day=date.fromordinal(self.day), rest=head)
        else:
            head = say.BETWEEN_DAYS[self.lang].format(
                start=self.limit(start), end=self.limit(end), days=count("days", last - first, self.lang)
            )
        return _Said(head, None, say.DAYS_HELD[op][self.lang].format(limit=self.limit(limit), name=self.named(limit)))

    def named(self, limit: Expr) -> str:
        """Name the parameter that a limit comes from."""
        return f" ({limit.name})" if isinstance(limit, Param) else ""

    def ordinal(self, expr: Expr) -> int | None:
        match expr:
            case Today():
                return self.day
            case Date(value):
                return value.toordinal()
            case Fact() | Param():
                known = self.row[expr.name] if isinstance(expr, Fact) else self.params[expr.name]
                return known if isinstance(known, int) else None
            case _:
                return None

    def limit(self, expr: Expr) -> str:
        """Name a day or a number that something is compared with."""
        match expr:
            case Today():
                return date.fromordinal(self.day).isoformat()
            case Date(value):
                return value.isoformat()
            case Int(number):
                return str(number)
            case Param(name):
                return str(plain_value(self.params[name], self.parameters[name].type))
            case Fact(name):
                known = fact_value(name, self.row[name], self.lang)
                return say.NAMED[self.lang].format(meaning=fact_label(name, self.lang), day=known)
            case _:
                return print_expr(expr)

"""What decided, in words: one sentence for each fact or span of days that the deciding atoms are about.

Values of personal facts are never in a sentence; reports show those with the evidence, masked.

What must not live here: which atoms decided (`reasons`), layout (`reporters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.lang import print_expr
from qd85rules.lang.ast import Bool, Compare, Date, Fact, Has, In, Int, Param, Subtract, Today
from qd85rules.model.labels import label_value
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.parameters import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.text import Language
    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import Policy

__all__ = ["fact_label", "fact_value", "plain_fact", "put_in_words"]

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}

_DAYS: Final = {
    "==": Text("đúng {limit} ngày{name}", "exactly {limit}{name}"),
    "!=": Text("khác {limit} ngày{name}", "not {limit}{name}"),
    "<": Text("chưa đến {limit} ngày{name}", "fewer than {limit}{name}"),
    "<=": Text("không quá {limit} ngày{name}", "not more than {limit}{name}"),
    ">": Text("quá {limit} ngày{name}", "more than {limit}{name}"),
    ">=": Text("từ {limit} ngày trở lên{name}", "at least {limit}{name}"),
}
_DATES: Final = {
    "==": Text("đúng {limit}", "on {limit}"),
    "!=": Text("không phải {limit}", "not on {limit}"),
    "<": Text("trước {limit}", "before {limit}"),
    "<=": Text("không sau {limit}", "not after {limit}"),
    ">": Text("sau {limit}", "after {limit}"),
    ">=": Text("không trước {limit}", "not before {limit}"),
}
_SINCE: Final = Text("đã {count} ngày kể từ {start}", "{count} days since {start}")
_SINCE_ONE: Final = Text("đã 1 ngày kể từ {start}", "1 day since {start}")
_BY_THEN: Final = Text("đến {day} thì {rest}", "by {day}, {rest}")
_BETWEEN: Final = Text("từ {start} đến {end}: {count} ngày", "from {start} to {end}: {count} days")
_BETWEEN_ONE: Final = Text("từ {start} đến {end}: 1 ngày", "from {start} to {end}: 1 day")
_NAMED: Final = Text("{meaning} ({day})", "{meaning} ({day})")
_NEVER: Final = Text("chưa", "not so far")
_UNRECORDED: Final = Text("sổ chưa ghi", "not recorded")
_RECORDED: Final = Text("có ghi trong sổ", "recorded")
_TODAY: Final = Text("ngày kiểm tra", "the day of the check")
_THAT_DAY: Final = Text("ngày xét", "the day looked at")
_HOLDS: Final = {Truth.TRUE: Text("đúng", "holds"), Truth.FALSE: Text("không đúng", "does not hold")}


@dataclass(frozen=True, slots=True)
class _Said:
    """What one atom says: of what, its value, and how that stands to a limit; `None` where there is nothing to add."""

    head: str
    value: str | None = None
    limit: str | None = None


def put_in_words(atoms: Iterable[Expr], row: Row, policy: Policy, day: int, truth: Any) -> tuple[Text, ...]:  # noqa: ANN401 - a valuation of atoms
    """Give the sentences, in the order of the atoms; atoms about one value share a sentence.

    Args:
        atoms: those that decided, none of them unknown.
        row: the facts.
        policy: its parameters, and the day of the check.
        day: the ordinal of the day on which the atoms were evaluated.
        truth: gives the truth of an atom.
    """
    known = [(atom, truth(atom)) for atom in atoms if not isinstance(atom, Bool)]
    speakers = {lang: _Speaker(row, policy, day, lang) for lang in LANGUAGES}
    sentences = {lang: _joined(speaker.say(*pair) for pair in known) for lang, speaker in speakers.items()}
    return tuple(Text(vi, en) for vi, en in zip(sentences["vi"], sentences["en"], strict=True))


def plain_fact(fact: str, value: Any) -> Any:  # noqa: ANN401 - a fact's value of any type
    """Give a known fact's value as plain data: dates in ISO form or `never`, lists as lists."""
    if FACTS[fact].type.kind == "date":
        return "never" if value == NEVER else date.fromordinal(value).isoformat()
    return list(value) if isinstance(value, tuple) else value


def fact_label(fact: str, lang: Language) -> str:
    """Name a fact; what the vocabulary adds behind a colon is left out before a value."""
    return FACTS[fact].meaning[lang].partition(":")[0]


def fact_value(fact: str, value: Value, lang: Language) -> str:
    """Give a fact's value in words; nothing of a personal one."""
    if value is UNKNOWN:
        return _UNRECORDED[lang]
    if FACTS[fact].sensitive is not None:
        return _RECORDED[lang]
    plain = plain_fact(fact, value)
    return _NEVER[lang] if plain == "never" else label_value(fact, plain, lang)


def _joined(said: Iterable[_Said]) -> list[str]:
    groups: dict[tuple[str, str | None], dict[str, None]] = {}
    for one in said:
        limits = groups.setdefault((one.head, one.value), {})
        if one.limit is not None:
            limits[one.limit] = None
    return [
        ", ".join((head if value is None else f"{head}: {value}", *limits)) for (head, value), limits in groups.items()
    ]


class _Speaker:
    def __init__(self, row: Row, policy: Policy, day: int, lang: Language) -> None:
        self.row, self.policy, self.lang = row, policy, lang
        self.day = day
        self.later = day != policy.as_of.toordinal()

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
        parameter = self.policy.stack.parameters[name]
        value = plain_value(self.policy.params[name], parameter.type)
        return _Said(f"{parameter.title[self.lang]} ({name})", label_value("", value, self.lang))

    def other(self, atom: Expr, truth: Truth) -> _Said:
        return _Said(f"`{print_expr(atom)}`", _HOLDS[truth][self.lang])

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
                    _DATES[op][self.lang].format(limit=self.limit(right)) + self.named(right) if happened else None,
                )
            case Today(), Date() | Param() | Fact():
                head, value = (_THAT_DAY if self.later else _TODAY)[self.lang], date.fromordinal(self.day).isoformat()
                return _Said(head, value, _DATES[op][self.lang].format(limit=self.limit(right)) + self.named(right))
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
        count = last - first
        if isinstance(end, Today):
            head = (_SINCE_ONE if count == 1 else _SINCE)[self.lang].format(count=count, start=self.limit(start))
            if self.later:
                head = _BY_THEN[self.lang].format(day=date.fromordinal(self.day), rest=head)
        else:
            head = (_BETWEEN_ONE if count == 1 else _BETWEEN)[self.lang].format(
                start=self.limit(start), end=self.limit(end), count=count
            )
        return _Said(head, None, _DAYS[op][self.lang].format(limit=self.limit(limit), name=self.named(limit)))

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
                known = self.row[expr.name] if isinstance(expr, Fact) else self.policy.params[expr.name]
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
                return str(plain_value(self.policy.params[name], self.policy.stack.parameters[name].type))
            case Fact(name):
                known = fact_value(name, self.row[name], self.lang)
                return _NAMED[self.lang].format(meaning=fact_label(name, self.lang), day=known)
            case _:
                return print_expr(expr)

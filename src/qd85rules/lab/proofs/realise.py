"""From one way in which facts can be to an account that states it, as small and as plain as it goes.

What must not live here: what facts can be (`world`), and running accounts (`replay`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.values import NEVER
from qd85rules.lab.proofs.readings import ADDRESSES, NAMES
from qd85rules.lab.proofs.world import account_with
from qd85rules.model.paths import FIELD, SECTION
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qd85rules.lab.proofs.encoding import Term
    from qd85rules.lab.proofs.logic import Formula, Logic, Model, Question
    from qd85rules.lab.proofs.world import World
    from qd85rules.model.spec import Subject

_HANDS: Final = ("account.came_on", "account.left_on")
"""Fields that transfers state, where they state none the page is its holder's from the start and still."""

_OTHERWISE: Final = ("vi-du-1", "vi-du-2", "vi-du-3", "vi-du-4", "vi-du-5", "vi-du-6")


class Inventor:
    """Gives the values that a model leaves to invention; equal ones stay equal, different ones different."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: dict[int, str] = {}

    def settle(self, code: int, text: str | None) -> None:
        """Let a code that is not settled yet stand for a text, wherever it comes up."""
        if text is not None:
            self._made.setdefault(code, text)

    def text(self, field: str, code: int) -> str:
        """Give the text that a code stands for in a field."""
        mentioned = self._world.texts.text(code)
        if mentioned is not None:
            return mentioned
        if code not in self._made:
            taken = {*self._world.texts, *self._made.values()}
            free = [text for text in (*FIELD[field].examples, *_OTHERWISE) if text not in taken]
            self._made[code] = free[0] if free else f"vi-du-{len(taken)}"
        return self._made[code]


def stated(
    world: World, model: Model, facts: Iterable[str], subject: Subject, inventor: Inventor
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """Give the account that states what a model says of some facts, and the accounts beside it in the register."""
    facts = tuple(facts)
    fields = {name: term for name, term in world.known_fields(facts).items() if model.holds(term.known)}
    if "account.url" in fields:
        # The text of a URL is the invented example that has the properties which the model chose.
        inventor.settle(model.number(fields["account.url"].value), ADDRESSES[model.number(world.reading)].url)
    values = {name: _value(world, name, term, model, inventor) for name, term in fields.items()}
    if "name.agreement" in facts and {"profile.display_name", "holder.legal_name"} <= values.keys():
        names = NAMES[model.number(world.naming)]
        values |= {"profile.display_name": names.display, "holder.legal_name": names.legal}
    # Names on record are told by what they are found to say of the name shown.
    told = ((name, value) for name, value in values.items() if name in FIELD and FIELD[name].kind != "texts")
    account = account_with(told)
    if transfers := _hands(tuple(world.known_fields(facts)), values):
        account["transfers"] = transfers
    if "name.on_record" in facts and (others := _on_record(world, model, values)):
        account.setdefault("holder", {})["other_names"] = others
    if subject != "account":
        account.setdefault(SECTION[subject].key, [{}])
    return account, _beside(world, model, facts, values)


def _hands(facts: tuple[str, ...], values: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the least that transfers must say of when the page came to its holder, and when it left; open is no day."""
    came, left = (values.get(name) if name in facts else "never" for name in _HANDS)
    if came is None and left is None:
        return [{}]
    told: list[dict[str, Any]] = []
    if came != "never":
        told.append({"direction": "in"} if came is None else {"direction": "in", "on": came})
    if left != "never":
        told.append({"direction": "out"} if left is None else {"kind": "give", "on": left, "returned_on": "never"})
    return told


_ALIKE: Final = str.maketrans("ABMN", "\u0410\u0412\u041c\u0418")
"""Capital letters, and Cyrillic ones that stand for them so that nobody can say whether two names are the same."""


def _on_record(world: World, model: Model, values: dict[str, Any]) -> list[str]:
    """Give other names of which one is the name shown, or may be, or none."""
    term, shown = world.fact("name.on_record"), values.get("profile.display_name", "Mây Chiều")
    if not model.holds(term.known):
        return [shown.translate(_ALIKE)]
    return [shown] if model.holds(term.value) else []


def _value(world: World, name: str, term: Term, model: Model, inventor: Inventor) -> Any:  # noqa: ANN401 - plain data
    kind = FACTS[name].type
    match kind.kind:
        case "bool":
            return model.holds(term.value)
        case "date":
            ordinal = model.number(term.value)
            return "never" if ordinal == NEVER else date.fromordinal(ordinal)
        case "list":
            return [inventor.text(name, code) for code, flag in world.members(term.value) if model.holds(flag)]
        case _:
            return inventor.text(name, model.number(term.value))


def _beside(world: World, model: Model, facts: tuple[str, ...], values: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Put another declaration of the same page into the register, by another holder or by one that is not recorded."""
    if "register.declared_by_another" not in facts:
        return ()
    shared = world.fact("register.declared_by_another")
    known = model.holds(shared.known)
    if known and not model.holds(shared.value):
        return ()
    page = [(name, values[name]) for name in ("account.url", "account.platform", "account.handle") if name in values]
    other = account_with(page) | {"id": "vd-2"}
    if known or "holder.id" not in values:
        other["holder"] = {"id": "vd-2" if values.get("holder.id") != "vd-2" else "vd-3"}
    return (other,)


def plainest(
    question: Question, worlds: Sequence[World], facts: tuple[str, ...], day: int, days: Sequence[int]
) -> Model | None:
    """Give the plainest of the smallest models: few fields, the given day, common values; `None`: there is no model.

    `days` are those that the conditions compare with. Each choice is kept once it is made.
    """
    world = worlds[0]
    choice = _Choice(question, world.logic)
    if not choice.first([world.today == day]):
        found = question.model()
        if found is None:
            return None
        if not choice.first([world.today == near for near in _calendar(max(days, default=day), days)]):
            question.keep(world.today == found.number(world.today))
    fields = [(name, term) for each in worlds for name, term in each.known_fields(facts).items()]
    costs = [cost for each in worlds for cost in _costs(each, facts)]
    choice.fewest(costs)
    # Of two sets of equally many fields, the one whose fields come first in the vocabulary.
    for cost in reversed(costs):
        choice.first([world.logic.no(cost)])
    model = question.model()
    if model is None:
        return None
    today = model.number(world.today)
    for name, term in fields:
        if model.holds(term.known):
            choice.first(list(_preferences(world, name, term, today, days)))
    for number, count in ((world.reading, len(ADDRESSES)), (world.naming, len(NAMES))):
        choice.first([number == index for index in range(count)])
    return question.model()


def _costs(world: World, facts: tuple[str, ...]) -> Iterator[Formula]:
    """Give for each field whether the account has to state something for it to be as it is."""
    logic = world.logic
    for name, term in world.known_fields(facts).items():
        still = logic.all_of((term.known, term.value == NEVER)) if name in _HANDS else logic.no(term.known)
        yield logic.no(still)
    if "name.on_record" in facts:
        on_record = world.fact("name.on_record")
        yield logic.any_of((logic.no(on_record.known), on_record.value))


class _Choice:
    """Makes choices that stay, as long as a model is left."""

    def __init__(self, question: Question, logic: Logic) -> None:
        self._question, self._logic = question, logic

    def first(self, wishes: Sequence[Formula]) -> bool:
        """Keep the first wish that can be had; tell whether one could."""
        if self._question.model(self._logic.any_of(wishes)) is None:
            return False
        wish = next(wish for wish in wishes if self._question.model(wish) is not None)
        self._question.keep(wish)
        return True

    def fewest(self, flags: Sequence[Formula]) -> None:
        """Keep the number of flags that hold as small as it can be."""
        limits = (self._logic.at_most(flags, count) for count in range(len(flags) + 1))
        self._question.keep(next(limit for limit in limits if self._question.model(limit) is not None))


def _calendar(today: int, days: Sequence[int]) -> Iterator[int]:
    """List days from the most readable on: beginnings of months of the last years, then those near what is compared."""
    last = date.fromordinal(today)
    months = [(last.year * 12 + last.month - 1 - back) for back in range(1, 37)]
    for month in sorted(months, key=lambda number: (number % 12 != 0, -number)):
        if month >= 12:  # noqa: PLR2004 - months of the year 1
            yield date(month // 12, month % 12 + 1, 1).toordinal()
    yield from range(today, max(0, today - 62), -1)
    for day in days:
        yield from (near for near in range(day - 1, day + 2) if 1 <= near < NEVER)


def _preferences(world: World, name: str, term: Term, today: int, days: Sequence[int]) -> Iterator[Formula]:
    kind = FACTS[name].type
    match kind.kind:
        case "bool":
            yield term.value
        case "date":
            for day in _calendar(today, days):
                yield term.value == day
        case "list":
            flags = [flag for _, flag in world.members(term.value)]
            for chosen in (*range(len(flags)), None):
                yield world.logic.all_of(
                    flag if index == chosen else world.logic.no(flag) for index, flag in enumerate(flags)
                )
        case _:
            for member in kind.members or ():
                yield term.value == world.texts.code(member)

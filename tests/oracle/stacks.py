"""Random packs, settings and accounts, the same for the same seed.

Every day that can matter lies near the day of the check, so that a walk over the days of a few months sees all of them.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.oracle.meaning import NEVER, Facts, Rule, Setting, Stack, Tree, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from random import Random

TODAY = date(2024, 11, 1).toordinal()
IN_FORCE = date(2022, 3, 1).toordinal()
HORIZON = TODAY + 120

BOOLS = ("account.in_use", "profile.portrait", "profile.contact_info", "declaration.complete")
PAST = ("account.opened_on", "account.last_active_on")
EVENTS = ("account.closed_on", "declaration.reported_on", "declaration.commitment_on")
DATES = PAST + EVENTS
TEXTS = {"account.platform": ("facebook", "zalo", "blog")}
CONTRADICTED = (("account.last_active_on", "account.closed_on"), ("account.opened_on", "declaration.reported_on"))
NOT_BEFORE = (("account.opened_on", "account.last_active_on"), ("account.opened_on", "account.closed_on"))

KINDS = {"n": "int", "d": "date", "b": "bool", "c": "choice", "l": "choices"}
WORDS = {"vi": "Ví dụ", "en": "An example"}
DIGEST = "sha256:" + "0" * 64


def tree(random: Random, depth: int) -> Tree:
    """Make a condition."""
    if depth == 0 or random.random() < 0.25:
        return atom(random)
    if random.random() < 0.2:
        return ("not", [tree(random, depth - 1)])
    if random.random() < 0.12:
        return ("compare", random.choice(["==", "!="]), [tree(random, depth - 1), tree(random, 0)])
    return (random.choice(["all", "any"]), [tree(random, depth - 1) for _ in range(random.choice([2, 2, 3]))])


def atom(random: Random) -> Tree:
    """Make a part without `!`, `&&` and `||`."""
    sign = random.choice(["<", "<=", ">", ">=", ">", "==", "!="])
    day: Tree = ("fact", random.choice(DATES))
    point: Tree = random.choice(
        [("constant", TODAY + random.randint(-30, 35), "date"), ("param", "d"), ("today",), ("today",)]
    )
    number: Tree = random.choice([("constant", random.randint(-5, 25), "int"), ("param", "n")])
    match random.randrange(10):
        case 0 | 1:
            return ("fact", random.choice(BOOLS))
        case 2:
            return ("has", random.choice(BOOLS + DATES))
        case 3 | 4:
            return ("compare", sign, [("minus", [("today",), day]), number])
        case 5:
            return ("compare", sign, [day, point])
        case 6:
            other: Tree = ("fact", random.choice(DATES))
            return ("compare", sign, [("minus", [day, other]), number])
        case 7:
            return ("compare", sign, [("today",), random.choice([("param", "d"), ("constant", TODAY + 10, "date")])])
        case 8:
            return random.choice([("param", "b"), ("in", [("fact", "account.platform"), ("param", "l")])])
        case _:
            sides: list[Tree] = [
                ("fact", "account.platform"),
                random.choice([("constant", "zalo", "text"), ("param", "c")]),
            ]
            return ("compare", random.choice(["==", "!="]), sides)


def a_value(random: Random, name: str) -> Any:
    """Make a value for a parameter."""
    match KINDS[name]:
        case "int":
            return random.randint(0, 25)
        case "date":
            return TODAY + random.randint(-30, 35)
        case "bool":
            return random.random() < 0.5
        case "choice":
            return random.choice(TEXTS["account.platform"])
        case _:
            return tuple(sorted(random.sample(TEXTS["account.platform"], random.randint(1, 2))))


def settings(random: Random, name: str) -> list[Setting]:
    """Make settings that do not overlap: steps without ends, or spans with one."""
    days = sorted(random.sample(range(TODAY - 20, TODAY + 45), random.choice([1, 1, 2, 4])))
    if random.random() < 0.5:
        first = [None, *days[1:]] if random.random() < 0.4 else days
        return [Setting(a_value(random, name), day) for day in first]
    ends = [*(day - 1 - random.randint(0, 3) for day in days[1:]), random.choice([None, days[-1] + 9])]
    return [
        Setting(a_value(random, name), day, end)
        for day, end in zip(days, ends, strict=True)
        if end is None or end >= day
    ]


def stack(random: Random) -> Stack:
    """Make parameters and what one to three packs set."""
    defaults = {name: None if random.random() < 0.08 else a_value(random, name) for name in KINDS}
    packs = [
        {name: settings(random, name) for name in KINDS if random.random() < 0.4} for _ in range(random.randint(1, 3))
    ]
    given = {name: a_value(random, name) for name in KINDS if random.random() < 0.08}
    return Stack(defaults, packs, given)


def rules(random: Random, number: int) -> list[Rule]:
    """Make rules."""
    always: Tree = ("constant", True, "bool")
    return [
        Rule(
            f"o/r{index}",
            always if random.random() < 0.5 else tree(random, 1),
            tree(random, random.choice([1, 2, 2, 3])),
            random.choice([None, None, None, *DATES]),
            IN_FORCE,
        )
        for index in range(number)
    ]


def facts(random: Random) -> Facts:
    """Make facts that a register would take, some of them unknown."""
    while True:
        found: Facts = {name: random.choice([True, False, None, True]) for name in BOOLS}
        for name in DATES:
            choices = [None, TODAY - random.randint(0, 40), TODAY - random.randint(0, 40)]
            found[name] = random.choice([*choices, NEVER] if name in EVENTS else choices)
        found["account.platform"] = random.choice([*TEXTS["account.platform"], None])
        if accepted(found):
            return found


def accepted(found: Facts) -> bool:
    """Say whether a register would take the facts: no event after the day of the check, no end before its start."""
    days = [found[name] for name in DATES if found[name] not in (None, NEVER)]
    if any(day > TODAY for day in days):
        return False
    pairs = [(found[start], found[end]) for start, end in NOT_BEFORE]
    return all(None in pair or pair[0] <= pair[1] for pair in pairs)


def agrees(found: Facts, answered: Iterable[str]) -> bool:
    """Say whether answers agree with the rest: a register takes a page in use that was closed, and asks for no such."""
    names = set(answered)
    ended = found["account.closed_on"] not in (None, NEVER)
    if found["account.in_use"] is True and ended and names & {"account.in_use", "account.closed_on"}:
        return False
    pairs = [(found[start], found[end]) for start, end in CONTRADICTED if names & {start, end}]
    return accepted(found) and all(None in pair or pair[0] <= pair[1] for pair in pairs)


def account(found: Facts, name: str) -> dict[str, Any]:
    """Write facts as an account."""
    data: dict[str, Any] = {"id": name}
    for path, known in found.items():
        if known is None:
            continue
        section, _, key = path.partition(".")
        shown = known
        if path in DATES:
            shown = "never" if known == NEVER else str(date.fromordinal(known))
        (data if section == "account" else data.setdefault(section, {}))[key] = shown
    return data


def write(folder: Path, made: Stack, with_rules: list[Rule]) -> list[str]:
    """Write packs into a folder, and give their folders, lowest first."""
    folders = []
    for number, pack in enumerate(made.packs):
        path = folder / f"p{number}"
        path.mkdir(parents=True)
        header: dict[str, Any] = {"id": f"p{number}", "requires": [], "verified_on": "2024-10-01"}
        if number == 0:
            header["parameters"] = {name: _parameter(name, made, pack.get(name, [])) for name in KINDS}
            _catalogue(path)
            for rule in with_rules:
                _dump(path / f"{rule.name.partition('/')[2]}.yaml", _rule(rule))
        elif pack:
            header["settings"] = {name: [_setting(name, one) for one in own] for name, own in pack.items()}
        _dump(path / "pack.yaml", header)
        folders.append(str(path))
    return folders


def plain(name: str, known: Any) -> Any:
    """Write a parameter's value as a file has it."""
    return str(date.fromordinal(known)) if KINDS[name] == "date" else list(known) if KINDS[name] == "choices" else known


def _parameter(name: str, made: Stack, own: list[Setting]) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": KINDS[name], "title": WORDS, "rationale": WORDS, "set_by": WORDS}
    if made.defaults[name] is not None:
        entry["default"] = plain(name, made.defaults[name])
    if KINDS[name].startswith("choice"):
        entry["choices"] = list(TEXTS["account.platform"])
    if own:
        entry["settings"] = [_setting(name, one) for one in own]
    return entry


def _setting(name: str, setting: Setting) -> dict[str, Any]:
    days = {"from": setting.begins, "until": setting.ends}
    shown = {key: str(date.fromordinal(day)) for key, day in days.items() if day is not None}
    return {"value": plain(name, setting.value), **shown}


def _rule(rule: Rule) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": rule.name,
        "subject": "account",
        "modality": "must",
        "clauses": ["own/1"],
        "applies_when": text(rule.applies),
        "violated_when": text(rule.violated),
        "message": WORDS,
        "remedy": WORDS,
    }
    return entry | ({} if rule.event is None else {"event_date": rule.event})


def _catalogue(path: Path) -> None:
    _dump(path / "documents.yaml", {"own": {"title": WORDS, "about": WORDS, "issuer": WORDS, "date": "2022-03-01"}})
    relay = {
        "file_name": "own.txt",
        "title": WORDS,
        "description": WORDS,
        "reads": ["own"],
        "names": [],
        "digest": DIGEST,
    }
    _dump(path / "relays.yaml", {"1": relay})
    clause = {
        "documents": ["own"],
        "relay": "1",
        "locator": {"item": "1"},
        "attribution": "single",
        "in_force_from": str(date.fromordinal(IN_FORCE)),
        "title": WORDS,
        "summary": WORDS,
        "outcome": "check",
        "passage": {"start": 1, "end": 2, "digest": DIGEST},
    }
    _dump(path / "clauses.yaml", {"own/1": clause})


def _dump(path: Path, content: dict[str, Any]) -> None:
    # All of JSON is YAML, and quicker to write.
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

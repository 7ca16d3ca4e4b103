"""What the library says of random stacks, held against what trying every day and every answer gives."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import combinations, islice, pairwise, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from qd85rules import Finding, InputError, Policy, check, check_register
from qd85rules.cli import main
from tests.oracle import stacks as made
from tests.oracle.meaning import NEVER, Facts, Rule, Stack, Tree, asks_has, due, facts_in, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.engines import EngineName

ACCOUNTS = 4
RULES = 4
DAYS = [date(2020, 1, 1).toordinal(), *range(made.TODAY - 75, made.TODAY + 1)]
MOST_TRIED = 60_000
ENGINES: tuple[EngineName, ...] = ("reference", "durable", "evaluate")


def differences(seed: int, *, proofs: bool) -> list[str]:
    """Make a stack of packs from a seed and give what the library says otherwise than the oracle."""
    random = Random(seed)
    stack, rules = made.stack(random), made.rules(random, RULES)
    people = {f"a{number}": made.facts(random) for number in range(ACCOUNTS)}
    with TemporaryDirectory() as folder:
        packs = made.write(Path(folder), stack, rules)
        case = _Case(random, Path(folder), packs, stack, {rule.name: rule for rule in rules}, people)
        parts = [case.verdicts, case.forecast, case.admission, *([case.diff] if proofs else [])]
        found: list[str] = []
        for part in parts:
            try:
                found += part()
            except _FailedError as failed:
                found.append(str(failed))
    return [f"seed {seed}: {one}" for one in found]


class _FailedError(Exception):
    """A command that ended without a result."""


class _Case:
    def __init__(
        self,
        random: Random,
        folder: Path,
        packs: list[str],
        stack: Stack,
        rules: dict[str, Rule],
        people: dict[str, Facts],
    ) -> None:
        self.random, self.folder, self.packs, self.stack = random, folder, packs, stack
        self.rules, self.people = rules, people
        self.given = {name: made.plain(name, known) for name, known in stack.given.items()}
        self.policy = Policy.load(packs, as_of=date.fromordinal(made.TODAY), params=self.given)
        self.accounts = [made.account(facts, name) for name, facts in people.items()]

    def verdicts(self) -> Iterator[str]:
        """Compare outcomes, due days, and what findings say."""
        engine = self.random.choice(ENGINES)
        report = check_register(self.accounts, policy=self.policy, engine=engine)
        if report.errors or len(report.all_findings) != ACCOUNTS * RULES:
            yield f"not all accounts were judged: {report.errors}"
            return
        for finding in report.all_findings:
            rule, facts = self.rules[finding.rule], self.people[finding.account]
            where = f"{finding.account} {finding.rule} by {engine}"
            expected = due(rule, facts, self.stack, made.TODAY, made.HORIZON)
            said = finding.outcome.value, None if finding.due_on is None else finding.due_on.toordinal()
            if said != expected:
                yield f"{where}: {said} and not {expected}"
                continue
            yield from (f"{where}: {one}" for one in self._evidence(rule, facts, finding))
            yield from (f"{where}: {one}" for one in self._changes(rule, facts, finding))
            yield from (f"{where}: {one}" for one in self._missing(rule, facts, finding))
            yield from (f"{where}: {one}" for one in self._answers(rule, facts, finding))

    def _evidence(self, rule: Rule, facts: Facts, finding: Finding) -> Iterator[str]:
        """The evidence alone, with all else unknown, leads to the outcome; `has()` would read that as an answer."""
        if finding.outcome.value == "undetermined" or asks_has(rule.applies) or asks_has(rule.violated):
            return
        day = made.TODAY if finding.due_on is None else finding.due_on.toordinal()
        shown = {item.fact for item in finding.evidence}
        alone = {name: known if name in shown else None for name, known in facts.items()}
        expected = "violation" if finding.due_on else finding.outcome.value
        outcome = rule.outcome(alone, self.stack.params(day), day)
        if outcome != expected:
            yield f"the evidence {sorted(shown)} alone is {outcome}"

    def _changes(self, rule: Rule, facts: Facts, finding: Finding) -> Iterator[str]:
        """What is said to make it compliant does, and nothing smaller of it."""
        for changes in finding.would_comply:
            changed = {change.fact: _known(change.fact, change.value) for change in changes}
            for size in range(len(changed) + 1):
                for part in combinations(changed, size):
                    outcome, _ = due(
                        rule, facts | {name: changed[name] for name in part}, self.stack, made.TODAY, made.HORIZON
                    )
                    if (outcome == "compliant") is not (size == len(changed)):
                        yield f"with the changes {sorted(part)} it is {outcome}"

    def _missing(self, rule: Rule, facts: Facts, finding: Finding) -> Iterator[str]:
        said = {frozenset(names) for names in finding.missing}
        if finding.outcome.value != "undetermined":
            if said:
                yield f"missing {said} of what is decided"
            return
        expected = self._deciding(rule, facts)
        if expected is not None and said != expected:
            yield f"missing {sorted(map(sorted, said))} and not {sorted(map(sorted, expected))}"

    def _deciding(self, rule: Rule, facts: Facts) -> set[frozenset[str]] | None:
        """Give the smallest sets of unknown facts of which some answers decide; `None`: too many to try."""
        params = self.stack.params(made.TODAY)
        # What `has()` settles leaves nothing open, and nobody is asked for it.
        left_open = {name for tree in (rule.applies, rule.violated) for name in _open(tree, facts, params)}
        event = {rule.event} if rule.event is not None else set()
        unknown = sorted(name for name in left_open | event if facts[name] is None)
        for size in range(1, len(unknown) + 1):
            found = set()
            for names in combinations(unknown, size):
                options = [_options(name) for name in names]
                number = 1
                for each in options:
                    number *= len(each)
                if number > MOST_TRIED:
                    return None
                for answer in product(*options):
                    supposed = facts | dict(zip(names, answer, strict=True))
                    if made.agrees(supposed, names) and rule.outcome(supposed, params, made.TODAY) != "undetermined":
                        found.add(frozenset(names))
                        break
            if found:
                return found
        return set()

    def _answers(self, rule: Rule, facts: Facts, finding: Finding) -> Iterator[str]:
        """Each answer that is told of leads to the outcome that is told, and a register takes it."""
        for told in finding.answers:
            options = {
                name: [each for shown in told.given[name] for each in _days(name, shown)]
                if name in told.given
                else _options(name)[-2:]
                for name in dict.fromkeys((*told.given, *told.asked))
            }
            for answer in islice(product(*options.values()), 40):
                supposed = facts | dict(zip(options, answer, strict=True))
                if not made.agrees(supposed, options):
                    if told.asked == tuple(told.given) and len(told.given) == 1:
                        yield f"the answer {told.given} is one that no register takes"
                    continue
                outcome, _ = due(rule, supposed, self.stack, made.TODAY, made.HORIZON)
                if outcome != told.outcome.value:
                    yield f"answering {answer} to {list(options)} is {outcome} and not {told.outcome.value}"

    def admission(self) -> Iterator[str]:
        """The oracle's own idea of what a register takes is the library's."""
        for facts in self.people.values():
            changed = facts | {name: self.random.choice([*DAYS[-30:], made.TODAY + 3]) for name in made.DATES[:3]}
            try:
                check(made.account(changed, "a"), policy=self.policy, engine="reference")
                taken = True
            except InputError:
                taken = False
            if taken is not made.accepted(changed):
                yield f"admission says {taken} of {made.account(changed, 'a')}"

    def forecast(self) -> Iterator[str]:
        """Compare what comes, day by day."""
        until = made.TODAY + 60
        data = self._run(
            "forecast",
            str(self._register()),
            *("--until", str(date.fromordinal(until))),
            *("--engine", self.random.choice(ENGINES)),
            packs=self.packs,
        )
        said = {
            (one["on"], one["finding"]["account"], one["finding"]["rule"], one["finding"]["outcome"])
            for one in data["coming"]
        }
        expected = set()
        for account, facts in self.people.items():
            for name, rule in self.rules.items():
                outcomes = [rule.outcome(facts, self.stack.params(day), day) for day in range(made.TODAY, until + 1)]
                for number, (before, after) in enumerate(pairwise(outcomes), 1):
                    if before != after and after in {"violation", "undetermined"}:
                        expected.add((str(date.fromordinal(made.TODAY + number)), account, name, after))
        for one in sorted(said ^ expected):
            yield f"the forecast {'adds' if one in said else 'leaves out'} {one}"

    def diff(self) -> Iterator[str]:
        """Compare with an edited stack: what is unchanged comes out alike, and a witness comes out as it says."""
        edited, rules = self._edited()
        folder = self.folder / "edited"
        new = made.write(folder, edited, list(rules.values()))
        sides = [
            word
            for side, packs in (("old", self.packs), ("new", new))
            for pack in packs
            for word in (f"--{side}-pack", pack)
        ]
        data = self._run("diff", *sides, packs=[])
        for one in data["rules"]:
            old_rule, new_rule = self.rules[one["id"]], rules[one["id"]]
            if one["kind"] == "unchanged" and one["relabelled"] is None:
                yield from self._alike(old_rule, new_rule, edited)
            for side in ("stricter", "looser"):
                if (witness := one[side]) is not None:
                    yield from self._witness(old_rule, new_rule, edited, witness)

    def _edited(self) -> tuple[Stack, dict[str, Rule]]:
        """Give the stack with some things made anew: rules' conditions, settings, defaults."""
        random = self.random
        rules = {
            name: replace(rule, violated=made.tree(random, 2)) if random.random() < 0.3 else rule
            for name, rule in self.rules.items()
        }
        packs = [
            {name: made.settings(random, name) if random.random() < 0.3 else own for name, own in pack.items()}
            for pack in self.stack.packs
        ]
        return replace(self.stack, packs=packs), rules

    def _alike(self, old: Rule, new: Rule, edited: Stack) -> Iterator[str]:
        for _ in range(25):
            facts, day = made.facts(self.random), made.TODAY + self.random.randint(0, 60)
            before = due(old, facts, self.stack, day, made.HORIZON)
            after = due(new, facts, edited, day, made.HORIZON)
            if before != after:
                yield f"diff: {old.name} is said to be unchanged, and {facts} is {before}, then {after}"

    def _witness(self, old: Rule, new: Rule, edited: Stack, witness: dict[str, Any]) -> Iterator[str]:
        facts = _facts(witness["account"])
        day = date.fromisoformat(witness["as_of"]).toordinal()
        outcomes = [due(rule, facts, stack, day, day + 400)[0] for rule, stack in ((old, self.stack), (new, edited))]
        if outcomes != witness["outcomes"]:
            yield f"diff: the witness {witness} of {old.name} is {outcomes}"

    def _register(self) -> Path:
        path = self.folder / "register.json"
        path.write_text(json.dumps(self.accounts), encoding="utf-8")
        return path

    def _run(self, command: str, *words: str, packs: list[str]) -> dict[str, Any]:
        stacked = [word for pack in packs for word in ("--pack", pack)]
        given = [
            word
            for name, known in self.given.items()
            for word in ("--param", f"{name}={','.join(known) if isinstance(known, list) else str(known).lower()}")
        ]
        day = str(date.fromordinal(made.TODAY))
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            main([command, *words, *stacked, *given, "--as-of", day, "--no-config", "--output-format", "json"])
        if not out.getvalue():
            msg = f"{command} says nothing but {err.getvalue()}"
            raise _FailedError(msg)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found


def _open(tree: Tree, facts: Facts, params: Facts) -> set[str]:
    """Name the facts of the unknown parts that no other part settles."""
    if value(tree, facts, params, made.TODAY) is not None:
        return set()
    if tree[0] in {"not", "all", "any"}:
        return set().union(*(_open(part, facts, params) for part in tree[-1]))
    return facts_in(tree)


def _options(name: str) -> list[Any]:
    if name in made.BOOLS:
        return [True, False]
    if name in made.TEXTS:
        return [*made.TEXTS[name], "other"]
    return [*DAYS, *([NEVER] if name in made.EVENTS else [])]


def _known(name: str, shown: Any) -> Any:
    """Read a plain value of a fact; `null` stands for a text that is none of those told."""
    if name in made.TEXTS and shown is None:
        return "other"
    if name not in made.DATES or shown is None:
        return shown
    return NEVER if shown == "never" else date.fromisoformat(shown).toordinal()


def _days(name: str, shown: Any) -> list[Any]:
    """Give some of the values that an answer stands for; of days the ends, and one between."""
    if name not in made.DATES or shown == "never" or "/" not in str(shown):
        return [_known(name, shown)]
    first, _, last = shown.partition("/")
    end = _known(name, last)
    begin = end - 40 if first == ".." else _known(name, first)
    return sorted({begin, (begin + end) // 2, end})


def _facts(account: dict[str, Any]) -> Facts:
    """Read the facts of an account as plain data."""
    found: Facts = {}
    for path in (*made.BOOLS, *made.DATES, *made.TEXTS):
        section, _, key = path.partition(".")
        part = account if section == "account" else account.get(section) or {}
        found[path] = None if part.get(key) is None else _known(path, part[key])
    return found

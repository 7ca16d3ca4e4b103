"""A policy: packs stacked on one another, resolved for one date.

What must not live here: reading files (`loader.py`, `catalogue.py`), evaluating rules (`checker`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.catalogue import load_catalogue
from qd85rules.errors import UsageError, suggestion
from qd85rules.facts.vocabulary import FACTS
from qd85rules.lang import concepts_of, expand, facts_of, params_of, print_expr
from qd85rules.lang.ast import And, Compare, Date, Fact, Or, Today
from qd85rules.loader import PACK_FILE, Vocabulary, load_pack
from qd85rules.packcache import recall, remember, stamp
from qd85rules.parameters import plain_value, resolve
from qd85rules.report import Citation, PolicyStamp, RuleStamp
from qd85rules.shape import Problems, open_yaml
from qd85rules.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qd85rules.catalogue import Catalogue
    from qd85rules.clause import Clause
    from qd85rules.lang.ast import Expr
    from qd85rules.rule import Pack, Parameter, Rule, Setting, Widening
    from qd85rules.values import Value

__all__ = [
    "DEFAULT_PACKS",
    "Policy",
    "ResolvedRule",
    "Stack",
    "load_stack",
    "pack_folders",
    "pack_id",
    "rules_folder",
    "shipped_packs",
]

DEFAULT_PACKS: Final = ("national",)


@cache
def rules_folder() -> Path:
    """Find the packs that come with the library: in the installed package, or at the top of a checkout."""
    inside = Path(str(files("qd85rules"))) / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "rules"


@cache
def shipped_packs() -> tuple[str, ...]:
    """List the ids of the packs that come with the library, the national one first."""
    root = rules_folder()
    found = sorted(path.parent.relative_to(root).as_posix() for path in root.rglob(PACK_FILE))
    return tuple(sorted(found, key=lambda pack: pack not in DEFAULT_PACKS))


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedRule:
    """A rule with its concepts expanded, for one policy.

    `scope` says whether the rule was in force and applies; `violated` whether it is broken. `widenings` are those that
    its conditions rely on, each with the concept's own expression before any widening.
    """

    rule: Rule
    scope: Expr
    violated: Expr
    clauses: tuple[Clause, ...]
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
        return tuple(self._resolved(rule) for pack in self.packs for rule in pack.rules)

    @cached_property
    def settings(self) -> Mapping[str, Setting]:
        """The values that packs give to parameters of packs below them, the highest pack's where there are several."""
        return {name: setting for pack in self.packs for name, setting in pack.settings.items()}

    @cached_property
    def setting_days(self) -> tuple[date, ...]:
        """The days from which parameters take other values, earliest first."""
        settings = (*self.settings.values(), *(s for p in self.parameters.values() for s in p.settings))
        return tuple(sorted({setting.effective_from for setting in settings if setting.effective_from is not None}))

    @cached_property
    def citations(self) -> Mapping[str, Citation]:
        """The citation of every clause, by the clause's id."""
        return {clause.id: self._citation(clause) for clause in self.catalogue.clauses.values()}

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
        )

    def rule_stamp(self, resolved: ResolvedRule) -> RuleStamp:
        """Give what a report can say of a rule."""
        rule = resolved.rule
        return RuleStamp(
            rule=rule.id,
            pack=rule.pack,
            topic=rule.topic,
            modality=rule.modality,
            title=rule.title,
            message=rule.message,
            remedy=rule.remedy,
            note=rule.note,
            citations=tuple(self.citations[clause.id] for clause in resolved.clauses),
            deprecated_ids=rule.deprecated_ids,
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
        return {concept.name: concept.condition.expr for pack in self.packs for concept in pack.concepts}

    def concepts(self, event_date: str | None = None) -> dict[str, Expr]:
        """Give the concepts with their widenings, for a rule with this event date; `None`: on a lasting state."""
        day = Today() if event_date is None else Fact(event_date)
        return {
            name: Or((expr, *(_widened(widening, day) for widening in self.widenings[name])))
            if name in self.widenings
            else expr
            for name, expr in self.base_concepts.items()
        }

    def _resolved(self, rule: Rule) -> ResolvedRule:
        concepts = self.concepts(rule.event_date)
        clauses = tuple(self.catalogue.clauses[clause] for clause in rule.clauses)
        applies = expand(rule.applies_when.expr, concepts)
        violated = expand(rule.violated_when.expr, concepts)
        in_force = _in_force(rule, clauses)
        scope = And((*in_force, applies)) if in_force else applies
        used = _reachable((rule.applies_when.expr, rule.violated_when.expr), concepts)
        facts = tuple(dict.fromkeys((*facts_of(scope), *facts_of(violated))))
        return ResolvedRule(
            rule=rule,
            scope=scope,
            violated=violated,
            clauses=clauses,
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
        return widening.condition.expr
    return And((widening.condition.expr, Compare(">=", day, widening.since.expr)))


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


def _in_force(rule: Rule, clauses: Sequence[Clause]) -> tuple[Expr, ...]:
    """Say when a rule was in force: from the first day that one of its clauses certainly was.

    An event that is stated not to have happened reads as the last day of the calendar, and no rule is in force on it.
    """
    begins = [clause.in_force_from for clause in clauses if clause.in_force_from is not None]
    event = Today() if rule.event_date is None else Fact(rule.event_date)
    happened = () if rule.event_date is None else (Compare("<=", event, Today()),)
    # Where a cited text states no date, nothing is known to limit it.
    since = (Compare(">=", event, Date(min(begins))),) if begins and len(begins) == len(clauses) else ()
    return (*since, *happened)


def load_stack(packs: tuple[str, ...]) -> Stack:
    """Read packs, and those they require below them; packs whose files have not changed are read once.

    Args:
        packs: ids of packs that come with the library, or paths of pack folders, lowest first.

    Raises:
        UsageError: a pack is not found.
        PolicyError: packs have problems; it carries all of them.
    """
    folders = pack_folders(packs)
    return _loaded(tuple(folders.items()), stamp(folders.values()))


@lru_cache(maxsize=16)
def _loaded(folders: tuple[tuple[str, Path], ...], files: tuple[tuple[str, int, int], ...]) -> Stack:
    shipped = all(folder.is_relative_to(rules_folder()) for _, folder in folders)
    if shipped and isinstance(kept := recall(files), Stack):
        return kept
    problems = Problems()
    catalogue = load_catalogue(list(folders))
    vocabulary = Vocabulary({clause.id: clause.outcome for clause in catalogue.clauses.values()})
    loaded = tuple(load_pack(folder, pack_id, vocabulary, problems) for pack_id, folder in folders)
    problems.raise_if_any()
    stack = Stack(loaded, catalogue, vocabulary.parameters)
    if shipped:
        remember(files, stack)
    return stack


def pack_folders(packs: Sequence[str]) -> dict[str, Path]:
    """Give the folders of packs and of those they require, by id, lowest first; raises `UsageError` as `load_stack`."""
    folders: dict[str, Path] = {}
    for pack in packs:
        _gather(pack, folders)
    return folders


def pack_id(pack: str) -> str:
    """Give the id that a pack, named by its id or folder, has in a stack; raises `UsageError` where there is none."""
    return _locate(pack)[0]


def _gather(pack: str, folders: dict[str, Path]) -> None:
    pack_id, folder = _locate(pack)
    if pack_id in folders:
        return
    for required in _requirements(folder, pack_id):
        _gather(required, folders)
    folders[pack_id] = folder


def _locate(pack: str) -> tuple[str, Path]:
    shipped = rules_folder() / pack
    if pack in shipped_packs():
        return pack, shipped
    folder = Path(pack)
    if folder.is_dir():
        resolved = folder.resolve()
        root = rules_folder().resolve()
        if resolved.is_relative_to(root):
            return resolved.relative_to(root).as_posix(), resolved
        return resolved.name, folder
    near = suggestion(pack, shipped_packs())
    msg = f"no pack `{pack}`" + (f" ({near.en})" if near else "; name a pack of the library or a folder")
    raise UsageError(msg)


def _requirements(folder: Path, pack_id: str) -> tuple[str, ...]:
    """Read what a pack stacks on; without a word of its own a pack stacks on the national one, which needs no other."""
    path = folder / PACK_FILE
    if pack_id in DEFAULT_PACKS:
        return ()
    # What is wrong with the file is reported when the pack itself is read.
    reader = open_yaml(path, Problems()) if path.is_file() else None
    requires = reader.value.get("requires") if reader is not None and isinstance(reader.value, dict) else None
    if not isinstance(requires, list):
        return DEFAULT_PACKS
    return tuple(name for name in requires if isinstance(name, str))


@dataclass(frozen=True, eq=False)
class Policy:
    """Packs and parameters resolved for one date.

    `params` has the value of every parameter, dates as ordinals; `given` those that the caller set in place of the
    packs' own. `suffix_list` is a newer Public Suffix List to read instead of the bundled one, `None` for the bundled
    one.
    """

    stack: Stack
    as_of: date
    params: Mapping[str, Value]
    suffix_list: Path | None = None
    given: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        packs: Sequence[str | Path] = DEFAULT_PACKS,
        *,
        as_of: date,
        params: Mapping[str, object] | None = None,
        suffix_list: Path | None = None,
    ) -> Policy:
        """Load packs, lowest first, and resolve their parameters for a date.

        Args:
            packs: ids of packs that come with the library (`national`, `local/phu-ninh`), or folders.
            as_of: the day of the check; the library never reads the clock.
            params: values for parameters, in place of the packs' own.
            suffix_list: a Public Suffix List file to read instead of the bundled one.

        Raises:
            UsageError: a pack or parameter is unknown, or a value does not fit its parameter.
            PolicyError: packs have problems; it carries all of them.
        """
        stack = load_stack(tuple(str(pack) for pack in packs))
        given = dict(params or {})
        return cls(stack, as_of, resolve(stack.parameters, stack.settings, given, as_of), suffix_list, given)

    def at(self, day: date) -> Policy:
        """Resolve the same packs for another day; values that the caller gave hold on every day."""
        values = resolve(self.stack.parameters, self.stack.settings, self.given, day)
        return replace(self, as_of=day, params=values)

    @property
    def rules(self) -> tuple[ResolvedRule, ...]:
        """Every rule of the policy, in pack and file order."""
        return self.stack.rules

    @property
    def catalogue(self) -> Catalogue:
        """The documents, relays and clauses of the packs."""
        return self.stack.catalogue

    @cached_property
    def plain_params(self) -> dict[str, Any]:
        """The value of every parameter as plain data."""
        return {name: plain_value(value, self.stack.parameters[name].type) for name, value in self.params.items()}

    @cached_property
    def stamp(self) -> PolicyStamp:
        """What a report says of the policy."""
        packs = tuple(pack.id for pack in self.stack.packs)
        rules = tuple(self.stack.rule_stamp(resolved) for resolved in self.rules)
        return PolicyStamp(packs, self.fingerprint, self.plain_params, rules)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the policy's canonical form: what its rules mean, cite and say, and the parameters' values.

        Comments, layout, file names and examples do not count, nor does the date as such.
        """
        canonical = {
            "packs": [[pack.id, pack.version] for pack in self.stack.packs],
            "params": self.plain_params,
            "clauses": {
                clause.id: [clause.digest, clause.passage.digest, str(clause.in_force_from)]
                for clause in self.catalogue.clauses.values()
            },
            "rules": [
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
            ],
        }
        text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

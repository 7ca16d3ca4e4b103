"""A policy: packs stacked on one another, resolved for one date.

What must not live here: reading files (`loader`, `catalogue`), evaluating rules (`judge`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import InputError, UsageError, suggestion
from qd85rules.core.values import NEVER, FrozenDict, FrozenList, Value
from qd85rules.policy.in_force import plain_value, resolve
from qd85rules.policy.packcache import Stamp, recall, remember
from qd85rules.policy.rule import PACK_FILE
from qd85rules.policy.stack import ResolvedRule, Stack
from qd85rules.policy.stamps import PolicyStamp
from qd85rules.source.files import read_file
from qd85rules.wording import usage

if TYPE_CHECKING:
    from qd85rules.policy.catalogue import Catalogue

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
_PACKAGE: Final = Path(__file__).parent.parent


@cache
def rules_folder() -> Path:
    """Find the packs that come with the library: in the installed package, or at the top of a checkout."""
    inside = _PACKAGE / "rules"
    return inside if inside.is_dir() else _PACKAGE.resolve().parents[1] / "rules"


@cache
def shipped_packs() -> tuple[str, ...]:
    """List the ids of the packs that come with the library, the national one first."""
    root = rules_folder()
    found = sorted(path.parent.relative_to(root).as_posix() for path in root.rglob(PACK_FILE))
    return tuple(sorted(found, key=lambda pack: pack not in DEFAULT_PACKS))


def load_stack(packs: tuple[str, ...]) -> Stack:
    """Read packs, and those they require below them; packs whose files have not changed are read once.

    Args:
        packs: ids of packs that come with the library, or paths of pack folders, lowest first.

    Raises:
        UsageError: a pack is not found.
        PolicyError: packs have problems; it carries all of them.
    """
    folders = tuple(pack_folders(packs).items())
    return _loaded(folders, pack_stamp(folders))


@lru_cache(maxsize=16)
def _loaded(folders: tuple[tuple[str, Path], ...], files: Stamp) -> Stack:
    if isinstance(kept := recall(files), Stack):
        return kept
    stack = _read(folders)
    # A file that was edited meanwhile must not be kept under the name of what it was.
    if pack_stamp(folders) == files:
        stack.prepare()
        remember(files, stack)
    return stack


def _read(folders: tuple[tuple[str, Path], ...]) -> Stack:
    from qd85rules.policy.agreement import check_agreement  # noqa: PLC0415 - shipped packs need not be read at every start
    from qd85rules.policy.catalogue import load_catalogue  # noqa: PLC0415 - likewise
    from qd85rules.policy.loader import PackVocabulary, load_pack  # noqa: PLC0415 - likewise
    from qd85rules.policy.readings import load_readings  # noqa: PLC0415 - likewise
    from qd85rules.source.reader import Problems  # noqa: PLC0415 - likewise

    problems = Problems()
    catalogue = load_catalogue(list(folders))
    vocabulary = PackVocabulary({clause.id: clause.outcome for clause in catalogue.clauses.values()})
    loaded = tuple(load_pack(folder, pack_id, vocabulary, problems) for pack_id, folder in folders)
    readings = load_readings(folders, vocabulary, problems)
    check_agreement(loaded, problems)
    problems.raise_if_any()
    return Stack(loaded, replace(catalogue, readings=readings), vocabulary.parameters)


def pack_stamp(folders: Iterable[tuple[str, Path]]) -> Stamp:
    """Give the stamp of packs, by id and folder: of the names and bytes of all their YAML files."""
    digest = hashlib.sha256()
    whole = True
    for pack, folder in folders:
        digest.update(repr((pack, str(folder))).encode("utf-8", "surrogatepass"))
        for path in sorted(_yaml_files(str(folder))):
            content = _content(path)
            whole = whole and content is not None
            digest.update(repr((path, hashlib.sha256(content or b"").digest())).encode("utf-8", "surrogatepass"))
    return Stamp(digest.hexdigest(), whole)


def _yaml_files(folder: str) -> Iterable[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _yaml_files(entry.path)
        elif entry.name.endswith(".yaml"):
            yield entry.path


def _content(path: str) -> bytes | None:
    try:
        return read_file(Path(path))
    except InputError:
        return None


def pack_folders(packs: Sequence[str]) -> dict[str, Path]:
    """Give the folders of packs and of those they require, by id, lowest first; raises `UsageError` as `load_stack`."""
    folders: dict[str, Path] = {}
    for pack in packs:
        pack_id, folder = _locate(pack)
        if pack_id in folders and folders[pack_id].resolve() != folder.resolve():
            msg = f"two packs bear the id `{pack_id}`: {folders[pack_id]} and {folder}; give one of them another"
            raise UsageError(msg)
        _gather(pack, folders)
    return folders


def pack_id(pack: str) -> str:
    """Give the id that a pack, named by its id or folder, has in a stack; raises `UsageError` where there is none."""
    return _locate(pack)[0]


def _gather(pack: str, folders: dict[str, Path], above: tuple[str, ...] = ()) -> None:
    """Add a pack behind those that it requires; `above` are the packs that require it, the topmost first."""
    pack_id, folder = _locate(pack)
    if pack_id in folders:
        return
    if pack_id in above:
        route = " -> ".join(f"`{name}`" for name in (*above[above.index(pack_id) :], pack_id))
        msg = f"packs require one another in a circle: {route}; take one of them out of `requires`"
        raise UsageError(msg)
    for required in _requirements(folder, pack_id):
        _gather(required, folders, (*above, pack_id))
    folders[pack_id] = folder


def _locate(pack: str) -> tuple[str, Path]:
    shipped = rules_folder() / pack
    if pack in shipped_packs():
        return pack, shipped
    folder = Path(pack)
    if folder.is_dir():
        resolved = folder.resolve()
        root = rules_folder().resolve()
        if not (folder / PACK_FILE).is_file() and not _has_rules(folder):
            raise UsageError(usage.NOT_A_PACK.filled(pack=pack, file=PACK_FILE))
        if resolved.is_relative_to(root):
            return resolved.relative_to(root).as_posix(), resolved
        return resolved.name, folder
    near = suggestion(pack, shipped_packs()) or usage.NAME_A_PACK
    raise UsageError(usage.hinted(usage.UNKNOWN_PACK.filled(pack=pack), near))


def _has_rules(folder: Path) -> bool:
    from qd85rules.policy.loader import rule_files  # noqa: PLC0415 - most packs have a file that says so

    return bool(rule_files(folder))


def _requirements(folder: Path, pack_id: str) -> tuple[str, ...]:
    """Read what a pack stacks on; without a word of its own a pack stacks on the national one, which needs no other."""
    path = folder / PACK_FILE
    if pack_id in DEFAULT_PACKS:
        return ()
    from qd85rules.source.reader import Problems, open_yaml  # noqa: PLC0415 - the national pack alone needs no reading

    # What is wrong with the file is reported when the pack itself is read.
    reader = open_yaml(path, Problems()) if path.is_file() else None
    requires = reader.value.get("requires") if reader is not None and isinstance(reader.value, dict) else None
    if not isinstance(requires, list):
        return DEFAULT_PACKS
    return tuple(name for name in requires if isinstance(name, str))


@dataclass(frozen=True, eq=False, repr=False)
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
    given: Mapping[str, object] = field(default_factory=FrozenDict)

    def __post_init__(self) -> None:
        """Refuse the last day of the calendar, which stands for `never`: on it, that would be today."""
        if self.as_of.toordinal() >= NEVER:
            raise UsageError(usage.NO_DAY_OF_A_CHECK.filled(last=date.fromordinal(NEVER - 1), day=self.as_of))

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
            UsageError: no pack is named, a pack or parameter is unknown, or a value does not fit its parameter.
            PolicyError: packs have problems; it carries all of them.
        """
        if isinstance(as_of, datetime) or not isinstance(as_of, date):
            raise UsageError(usage.NOT_A_DAY.filled(given=str(as_of)[:40]))
        if isinstance(packs, str | Path):
            raise UsageError(usage.PACKS_ARE_A_LIST.filled(pack=packs))
        if not packs:
            raise UsageError(usage.NO_PACKS)
        stack = load_stack(tuple(str(pack) for pack in packs))
        given, as_of = _kept(params or {}), _exact_day(as_of)
        return cls(stack, as_of, resolve(stack.parameters, stack.settings, given, as_of), suffix_list, given)

    def __eq__(self, other: object) -> bool:
        """Whether two policies decide alike: by their rules, the day, and what the caller set."""
        if self is other or not isinstance(other, Policy):
            return self is other
        return self._identity == other._identity and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        """Agree with equality, at little cost."""
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.as_of, self.given, self.suffix_list, tuple(pack.id for pack in self.stack.packs)

    def __repr__(self) -> str:
        """Name the packs, the day, and what the caller set: the rules themselves would fill a book."""
        packs = [pack.id for pack in self.stack.packs]
        return f"Policy(packs={packs}, as_of={self.as_of}, params={dict(self.given)})"

    def at(self, day: date) -> Policy:
        """Resolve the same packs for another day; values that the caller gave hold on every day."""
        day = _exact_day(day)
        values = resolve(self.stack.parameters, self.stack.settings, self.given, day)
        return replace(self, as_of=day, params=values)

    @cached_property
    def later(self) -> tuple[tuple[int, Mapping[str, Value]], ...]:
        """The ordinals of the days after `as_of` on which parameters take other values, and those that hold from then.

        What comes due later is judged by them.
        """
        found: list[tuple[int, Mapping[str, Value]]] = []
        for day in self.stack.setting_days:
            values = self.at(day).params if day > self.as_of else self.params
            if values != (found[-1][1] if found else self.params):
                found.append((day.toordinal(), values))
        return tuple(found)

    @property
    def rules(self) -> tuple[ResolvedRule, ...]:
        """Every rule of the policy, in pack and file order."""
        return self.stack.rules

    @property
    def catalogue(self) -> Catalogue:
        """The documents, relays and clauses of the packs."""
        return self.stack.catalogue

    @cached_property
    def plain_params(self) -> FrozenDict[str, Any]:
        """The value of every parameter as plain data."""
        return FrozenDict(
            (name, plain_value(value, self.stack.parameters[name].type)) for name, value in self.params.items()
        )

    def _plain_later(self) -> list[tuple[str, dict[str, Any]]]:
        return [(str(date.fromordinal(day)), self.at(date.fromordinal(day)).plain_params) for day, _ in self.later]

    @cached_property
    def stamp(self) -> PolicyStamp:
        """What a report says of the policy."""
        packs = tuple(pack.id for pack in self.stack.packs)
        return PolicyStamp(packs, self.fingerprint, self.plain_params, self.stack.rule_stamps)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the policy's canonical form: what its rules mean, cite and say, and the parameters' values.

        Comments, layout, file names and examples do not count, nor does the date as such.
        """
        import json  # noqa: PLC0415 - a policy that only decides has no use for it

        canonical = {
            "packs": [[pack.id, pack.version] for pack in self.stack.packs],
            "params": self.plain_params,
            **({"later": later} if (later := self._plain_later()) else {}),
            "clauses": {
                clause.id: [clause.digest, clause.passage.digest, str(clause.in_force_from)]
                for clause in self.catalogue.clauses.values()
            },
            "rules": self.stack.canonical_rules,
        }
        text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _exact_day(day: date, *, made: Callable[[int], date] = date.fromordinal) -> date:
    """Give a day as a plain date: a subclass may count and compare in ways of its own, and be kept for later checks.

    `made` is bound once, so that tests which freeze the clock by replacing `date` in every module get a plain one too.
    """
    return made(day.toordinal())


def _kept(given: Mapping[str, object]) -> FrozenDict[str, object]:
    """Keep what a caller set as it is now, whatever becomes of the lists in it."""
    return FrozenDict((name, FrozenList(value) if isinstance(value, list) else value) for name, value in given.items())

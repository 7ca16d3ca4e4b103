"""Which cases there are: case files below folders, and the examples of packs.

What must not live here: reading a case file (`cases`) and examples (`examples`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import PolicyError, UsageError
from qd85rules.lab.cases.cases import SUFFIX, load_case_file
from qd85rules.lab.cases.examples import load_examples
from qd85rules.lab.cases.model import CaseSet, case_id
from qd85rules.policy.policy import load_stack, rules_folder, shipped_packs
from qd85rules.policy.rule import PACK_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qd85rules.lab.cases.model import Case

_SKIPPED: Final = frozenset({"__pycache__", "build", "dist", "node_modules", "site", "venv"})


def collect(paths: Sequence[Path], packs: Sequence[str] = ()) -> CaseSet:
    """Gather the cases of files and folders, and those of packs: a pack's case files and the examples of its rules.

    A folder that is a pack, or has one below it, counts as a pack as well.

    Raises:
        UsageError: a path does not exist or is no case file; a pack does not exist.
    """
    folders = [path for path in paths if path.is_dir()]
    files: dict[Path, str] = {}
    found: dict[str, None] = {}
    for path in paths:
        if path.is_dir():
            continue
        if not path.is_file():
            msg = f"no file or folder `{str(path)[-60:]}`"
            raise UsageError(msg)
        if not path.name.endswith(SUFFIX):
            msg = f"`{path.name[:60]}` is no case file: its name must end in `{SUFFIX}`"
            raise UsageError(msg)
        files[path.resolve()] = path.as_posix()
    for pack in packs:
        found[pack] = None
        folder = rules_folder() / pack if pack in shipped_packs() else Path(pack)
        files.update((path.resolve(), str(path)) for path in _own_files(folder))
    for folder in folders:
        for path in _walk(folder):
            if path.name == PACK_FILE:
                found.setdefault(_pack_name(path.parent))
            else:
                files.setdefault(path.resolve(), path.as_posix())
    result = CaseSet()
    for pack in found:
        result += _examples(pack)
    for path, shown in files.items():
        result += load_case_file(path, display_path=shown)
    return result


def _examples(pack: str) -> CaseSet:
    try:
        return load_examples(pack)
    except PolicyError as error:
        return CaseSet(problems=error.diagnostics)


def _pack_name(folder: Path) -> str:
    """Name a pack of the library by its id, so that it is loaded once; another by its path."""
    resolved, root = folder.resolve(), rules_folder().resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(folder)


def _walk(folder: Path) -> Iterator[Path]:
    """Give the case files and pack files below a folder, in order of their paths."""
    for parent, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(files):
            if name.endswith(SUFFIX) or name == PACK_FILE:
                yield Path(parent) / name


def _own_files(folder: Path) -> Iterator[Path]:
    """Give a pack's case files, without those of packs that stand in folders below it."""
    for path in _walk(folder):
        inside = [parent for parent in path.parents if folder in parent.parents]
        if path.name != PACK_FILE and not any((parent / PACK_FILE).is_file() for parent in inside):
            yield path


def keywords_of(case: Case) -> tuple[str, ...]:
    """Give the ids of the rules and clauses that a case is about."""
    rules = {resolved.rule.id: resolved.rule.clauses for resolved in load_stack(case.packs).rules}
    names = (expected.name for expected in case.expect)
    return tuple(dict.fromkeys(word for name in names for word in (name, *rules.get(name, ()))))


def selected(cases: Iterable[Case], expression: str | None) -> tuple[Case, ...]:
    """Keep the cases that an expression names: texts in names, files, rules or clauses, with `and`, `or`, `not`."""
    cases = tuple(cases)
    if not expression:
        return cases
    wanted = case_id(expression)
    if exact := tuple(case for case in cases if wanted in {case_id(case.name), case.name}):
        # What is printed of a case names it, whatever words it has.
        return exact
    options = [part.split(" and ") for part in expression.casefold().split(" or ")]

    def matches(case: Case) -> bool:
        text = "\n".join((case.name, case_id(case.name), case.source, *keywords_of(case))).casefold()
        return any(all(_holds(word.strip(), text) for word in words) for words in options)

    return tuple(case for case in cases if matches(case))


def _holds(word: str, text: str) -> bool:
    return word.removeprefix("not ").strip() not in text if word.startswith("not ") else word in text

"""A policy as it stands in a folder, in the library, or in a Git revision, without touching anyone's checkout.

What must not live here: reading packs (`policy.loader`), comparing policies (`diff`).
"""

from __future__ import annotations

import os
import posixpath
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import PolicyError, UsageError
from qd85rules.lab.diff.gittree import find_commit, git, read_tree
from qd85rules.policy.policy import Policy, shipped_packs
from qd85rules.policy.rule import PACK_FILE
from qd85rules.source.reader import Problems, open_yaml
from qd85rules.wording import lab as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Text
    from qd85rules.lab.diff.gittree import Tree


def load_policy_at(
    *specs: str,
    as_of: date,
    params: Mapping[str, object] | None = None,
    suffix_list: Path | None = None,
    repository: Path | None = None,
    tell: Callable[[Text], None] | None = None,
) -> Policy:
    """Load a policy from where names say that its packs are, the lowest first; of each is tried in this order.

    - a folder that holds a pack;
    - the id of a pack that comes with the library: `national`, `local/phu-ninh`;
    - `REV:PATH`, the pack in the folder PATH of the repository as of a Git revision, with the packs that it requires as
      of the same revision where they are there, as they come with the library otherwise;
    - `REV`, where the revision holds one pack, or packs of which one requires all others.

    Args:
        specs: the names.
        as_of: the day to resolve the policy for.
        params: values for parameters, in place of the packs' own.
        suffix_list: as for `Policy.load`.
        repository: a folder inside the repository to look for revisions in; `None`: the working directory.

        tell: is told what stands in the packs of a revision and is left out: symbolic links and submodules.

    Raises:
        UsageError: there is nothing of a name, or a revision does not say which pack is meant.
        PolicyError: the packs have problems; it carries all of them.
    """
    with ExitStack() as held:
        revisions = _Revisions(repository or Path.cwd(), held, tell)
        packs = [pack for spec in specs for pack in revisions.packs(spec)]
        try:
            return Policy.load(packs, as_of=as_of, params=params, suffix_list=suffix_list)
        except PolicyError as exc:
            raise PolicyError([revisions.placed(diagnostic) for diagnostic in exc.diagnostics]) from exc


class _Revisions:
    """The trees of the revisions that names speak of, each written out once, for as long as `held` is open."""

    def __init__(self, repository: Path, held: ExitStack, tell: Callable[[Text], None] | None) -> None:
        self._repository, self._held, self._tell = repository, held, tell
        self._trees: dict[str, tuple[Path, Tree, str]] = {}

    def packs(self, spec: str) -> Sequence[Path | str]:
        """Give the folders or ids of the packs that one name means, lowest first."""
        if Path(spec).is_dir() or spec in shipped_packs():
            return [spec]
        where = self._repository
        revision, colon, path = spec.partition(":")
        commit = find_commit(where, revision, spec)
        if path.startswith("./"):
            path = os.fsdecode(git(where, "rev-parse", "--show-prefix").removesuffix(b"\n")) + path
        if commit not in self._trees:
            folder = Path(self._held.enter_context(TemporaryDirectory(prefix="qd85rules-"))).resolve()
            self._trees[commit] = (folder, read_tree(where, commit, folder), revision)
        folder, tree, _ = self._trees[commit]
        wanted = (folder / path).resolve() if colon else _only_pack(folder, spec)
        if not wanted.is_relative_to(folder) or not wanted.is_dir():
            raise UsageError(_no_folder(tree, path, revision))
        stacked = _stacked(wanted, folder)
        _tell_left_out(tree, [PurePosixPath(pack.relative_to(folder)) for pack in stacked], revision, self._tell)
        return stacked

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Name a place as the user did, not by the folder that held it for a moment."""
        path = diagnostic.span.path
        for folder, _, revision in self._trees.values():
            if path is not None and Path(path).is_relative_to(folder):
                shown = f"{revision}:{Path(path).relative_to(folder).as_posix()}"
                return replace(diagnostic, span=replace(diagnostic.span, path=shown))
        return diagnostic


def _no_folder(tree: Tree, path: str, revision: str) -> str:
    below = PurePosixPath(posixpath.normpath(path))
    if below in tree.folders:
        return f"the folder `{path}` holds no pack in the revision `{revision}`"
    return f"there is no folder `{path}` in the revision `{revision}`{tree.why_missing(below)}"


def _tell_left_out(
    tree: Tree, packs: Sequence[PurePosixPath], revision: str, tell: Callable[[Text], None] | None
) -> None:
    if tell is None:
        return
    for told, paths in ((say.LINK_NOT_FOLLOWED, tree.links), (say.SUBMODULE, tree.submodules)):
        for path in paths:
            if any(path.is_relative_to(pack) for pack in packs):
                tell(told.filled(place=f"{revision}:{path}"))


def _only_pack(tree: Path, spec: str) -> Path:
    packs = sorted(path.parent for path in tree.rglob(PACK_FILE))
    required = {name for pack in packs for name in _header(pack)[1]}
    top = [pack for pack in packs if _header(pack)[0] not in required]
    if len(top) == 1:
        return top[0]
    listed = ", ".join(f"`{spec}:{pack.relative_to(tree).as_posix()}`" for pack in top or packs)
    msg = f"say which pack of `{spec}` is meant: {listed}" if packs else f"the revision `{spec}` holds no pack"
    raise UsageError(msg)


def _header(pack: Path) -> tuple[str, tuple[str, ...]]:
    """Give the id of a pack and the ids that it requires, as its file states them; what is wrong, loading it tells."""
    head = open_yaml(pack / PACK_FILE, Problems())
    header = head.value if head is not None and isinstance(head.value, dict) else {}
    name, requires = header.get("id"), header.get("requires")
    names = tuple(each for each in requires if isinstance(each, str)) if isinstance(requires, list | tuple) else ()
    return name if isinstance(name, str) else pack.name, names


def _stacked(wanted: Path, tree: Path) -> Sequence[Path]:
    """List the folders of a pack and of those that it requires in the same revision, lowest first."""
    found: dict[Path, None] = {}

    def gather(pack: Path) -> None:
        name, requires = _header(pack)
        for root in _roots(pack, name, tree):
            for required in requires:
                below = root / required
                if below not in found and (below / PACK_FILE).is_file() and below != pack:
                    gather(below)
        found.setdefault(pack)

    gather(wanted)
    return tuple(found)


def _roots(pack: Path, name: str, tree: Path) -> Iterator[Path]:
    """Give the folder against which the ids of packs are paths, where this pack's own id is one."""
    if pack.relative_to(tree).as_posix().endswith(name):
        yield pack.parents[len(Path(name).parts) - 1]

"""The files of a Git revision, blob by blob as they are stored, without touching anyone's checkout.

`git archive` would obey `.gitattributes` (`export-ignore`, `export-subst`), so that a pull request could hide a rule.

What must not live here: which files make a policy (`revisions`).
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMEOUT_S: Final = 60
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_SUFFIX: Final = ".yaml"
"""The only files that packs are made of."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What stands in a revision: the ids of the blobs that may belong to packs, and what is never followed."""

    blobs: dict[PurePosixPath, str]
    folders: frozenset[PurePosixPath]
    links: tuple[PurePosixPath, ...]
    submodules: tuple[PurePosixPath, ...]

    def why_missing(self, path: PurePosixPath) -> str:
        """Name the likely cause where there is no folder of that path; nothing where none shows."""
        above = {path, *path.parents}
        for found in self.submodules:
            if found in above:
                return f" (`{found}` is a submodule, whose files another repository has: compare from inside it)"
        for found in self.links:
            if found in above:
                return f" (`{found}` is a symbolic link, which is not followed)"
        return ""


def git(where: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Run `git` in a folder and give what it prints; raises `UsageError` where it fails or is not there."""
    # Nothing may be fetched, not even what a partial clone lacks, and nobody asked for a password.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(where), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - arguments only, no shell
            command, input=given or b"", capture_output=True, check=True, env=environment, timeout=_TIMEOUT_S
        )
    except FileNotFoundError as exc:
        msg = "reading a revision needs `git`, which is not installed"
        raise UsageError(msg) from exc
    except subprocess.SubprocessError as exc:
        msg = f"`git {arguments[0]}` failed"
        raise UsageError(msg) from exc
    return done.stdout


def find_commit(where: Path, revision: str, spec: str) -> str:
    """Give the id of the commit that a revision names; raises `UsageError` where there is none."""
    try:
        # `--end-of-options`: a name that begins with a dash is no option.
        found = git(where, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except UsageError as exc:
        if "not installed" in str(exc):
            raise
        msg = f"`{spec[:80]}` is no folder, no pack of the library and no revision of a Git repository here"
        raise UsageError(msg + (_SHALLOW if _is_shallow(where) else "")) from exc
    return found.decode().strip()


_SHALLOW: Final = (
    "; this clone is shallow and has no older revisions: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow"
)


def _is_shallow(where: Path) -> bool:
    try:
        return git(where, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except UsageError:
        return False


def read_tree(where: Path, commit: str, target: Path) -> Tree:
    """Write the files of a revision that may belong to packs into a folder, and say what else stands there."""
    tree = _listed(git(where, "ls-tree", "-r", "-t", "-z", "--full-tree", commit))
    contents = git(where, "cat-file", "--batch", given="".join(f"{name}\n" for name in tree.blobs.values()).encode())
    for path, content in zip(tree.blobs, _contents(contents), strict=True):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tree


def _listed(listing: bytes) -> Tree:
    blobs: dict[PurePosixPath, str] = {}
    found: dict[str, list[PurePosixPath]] = {"tree": [], _LINK: [], _SUBMODULE: []}
    for entry in listing.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        path = PurePosixPath(os.fsdecode(name))
        # No tree that Git makes has such names; one that was made by hand must not lead out of the folder.
        if not name or path.is_absolute() or ".." in path.parts or "\\" in str(path):
            continue
        mode, kind, blob = about.decode().split(" ")
        if mode in found or kind == "tree":
            found[mode if mode in found else "tree"].append(path)
        elif path.suffix == _SUFFIX:
            blobs[path] = blob
    return Tree(blobs, frozenset(found["tree"]), tuple(found[_LINK]), tuple(found[_SUBMODULE]))


def _contents(batch: bytes) -> Iterator[bytes]:
    """Take apart what `git cat-file --batch` prints: a line that ends with the size, the content, a line feed."""
    place = 0
    while place < len(batch):
        end = batch.index(b"\n", place)
        head = batch[place:end].split(b" ")
        if head[-1] == b"missing":
            msg = "this clone lacks files of the revision; fetch them first (it is a partial clone)"
            raise UsageError(msg)
        size = int(head[-1])
        yield batch[end + 1 : end + 1 + size]
        place = end + 1 + size + 1

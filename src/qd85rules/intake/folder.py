"""From the paths that a user names to the register files to read: folders are walked, what Git ignores is left out.

What must not live here: reading a file (`read`).

Source of the patterns that leave files out: git-scm.com/docs/gitignore, "PATTERN FORMAT".
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span, UsageError
from qd85rules.intake.read import EXTENSIONS
from qd85rules.source.files import each_once
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

PACK_FILE: Final = "pack.yaml"
"""A folder with this file is a pack of rules, and nothing in it is a register."""

NOT_REGISTERS: Final = (
    "*.qd85record.json",
    "*.qd85test.*",
    "*baseline*.json",
    "*lock.json",
    "*lock.yaml",
    "*waivers*.yaml",
    "*waivers*.yml",
    "action.yml",
    "action.yaml",
    "composer.json",
    "docker-compose*.y*ml",
    "mkdocs.yml",
    "package.json",
    "tsconfig*.json",
)
"""Files of well-known names that are no registers; one named by itself on the command line is read all the same."""

_GIT_TIMEOUT_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class FoundRegisters:
    """The files to read, in order, each once; `-` stands for standard input.

    `unused` has the patterns that matched nothing, where a folder was looked through.
    """

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]
    unused: tuple[str, ...] = ()


def find_registers(
    paths: Iterable[Path | str], *, exclude: Sequence[str] = (), exclude_base: Path | None = None
) -> FoundRegisters:
    """List the registers among files and folders.

    A file named by itself is taken whatever it is called. In folders, files are taken by their ending; hidden ones,
    packs, the files of `NOT_REGISTERS`, those that match `exclude` and those that Git ignores are left out. Patterns
    are written as in `.gitignore`, from the folder `exclude_base`, or the working directory.
    """
    excluded = _Exclusions(exclude, exclude_base)
    walked = False
    files: list[Path] = []
    problems: list[Diagnostic] = []
    for path in map(Path, paths):
        if str(path) != "-" and path.is_dir():
            walked = True
            left = (file for file in _walk(path, path, excluded, problems) if not excluded.leaves_out(file, path))
            found = [file for file in left if _is_register_name(file.name)]
            files += found
            if not found:
                problems.append(_nothing(path))
        elif str(path) == "-" or os.path.lexists(path):
            files.append(path)
        else:
            problems.append(Diagnostic("no-such-file", say.NO_SUCH_FILE, Span(str(path))))
    return FoundRegisters(tuple(each_once(files)), tuple(problems), excluded.unused if walked else ())


def _is_register_name(name: str) -> bool:
    folded = name.casefold()
    if name.startswith(".") or PurePath(folded).suffix not in EXTENSIONS:
        return False
    return not name.startswith("~$") and not any(fnmatch(folded, pattern) for pattern in NOT_REGISTERS)


def _walk(folder: Path, top: Path, excluded: _Exclusions, problems: list[Diagnostic]) -> list[Path]:
    listed = _listed_by_git(folder)
    if listed is None:
        files = list(_walk_plain(folder, top, excluded, problems))
    else:
        files = list(_outside_packs(folder, listed, top, excluded, problems))
    return sorted(files, key=lambda file: file.parts)


def _outside_packs(
    folder: Path, relative: list[str], top: Path, excluded: _Exclusions, problems: list[Diagnostic]
) -> Iterator[Path]:
    packs = {PurePath(name).parent for name in relative if PurePath(name).name == PACK_FILE}
    for name in relative:
        pure = PurePath(name)
        if any(part.startswith(".") for part in pure.parts) or not packs.isdisjoint(pure.parents):
            continue
        path = folder / name
        if path.is_dir():
            # A repository inside this one, which Git lists as one entry.
            if not path.is_symlink():
                yield from _walk(path, top, excluded, problems)
        elif path.is_file():
            yield path


def _walk_plain(folder: Path, top: Path, excluded: _Exclusions, problems: list[Diagnostic]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        message = say.FOLDER_CANNOT_READ
        problems.append(Diagnostic("unreadable-folder", message, Span(str(error.filename))))

    # Links to folders are not followed, so no walk goes round in circles.
    for directory, folders, names in os.walk(folder, onerror=report):
        if PACK_FILE in names:
            folders.clear()
            continue
        # As in Git, nothing below a folder that is left out comes back.
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not excluded.leaves_out(Path(directory, name), top, is_folder=True)
        ]
        yield from (path for name in names if (path := Path(directory) / name).is_file())


def _listed_by_git(folder: Path) -> list[str] | None:
    """Give the files below a folder that Git does not ignore; `None` outside a work tree, and without Git."""
    resolved = folder.resolve()
    if not any((parent / ".git").exists() for parent in (resolved, *resolved.parents)):
        return None
    # Inside a hook these point at the repository of the hook, and the settings could start a program.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            check=True,
            timeout=_GIT_TIMEOUT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def _nothing(path: Path) -> Diagnostic:
    message = say.THERE_NO_REGISTER_CHECK_FOLDER
    endings = ", ".join(EXTENSIONS)
    help_text = say.FILES_WITH_THESE_ENDINGS_READ.filled(endings=endings)
    return Diagnostic("nothing-to-check", message, Span(str(path)), help=help_text)


class _Exclusions:
    """Patterns that start from a folder, and which of them have matched anything so far.

    Raises:
        UsageError: a pattern is none.
    """

    def __init__(self, patterns: Sequence[str], base: Path | None = None) -> None:
        self._base = os.path.abspath(base or Path())  # noqa: PTH100 - names as they are given, links kept
        self._all = _spec(patterns) if patterns else None
        self._unused = {pattern: _spec([pattern.removeprefix("!")]) for pattern in patterns}

    @property
    def unused(self) -> tuple[str, ...]:
        """The patterns that have matched nothing."""
        return tuple(self._unused)

    def leaves_out(self, path: Path, top: Path, *, is_folder: bool = False) -> bool:
        """Say whether a file or folder is left out; `top` is the folder that is being walked.

        What lies outside the patterns' own folder is looked at from `top`.
        """
        if self._all is None:
            return False
        name = os.path.relpath(os.path.abspath(path), self._base)  # noqa: PTH100 - as above
        if name.startswith(os.pardir):
            name = os.path.relpath(path, top)
        name = PurePath(name).as_posix() + ("/" if is_folder else "")
        for pattern, spec in [*self._unused.items()]:
            if spec.match_file(name):
                del self._unused[pattern]
        return self._all.match_file(name)


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - few runs leave anything out

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        msg = f"`exclude` takes patterns as `.gitignore` does: {str(error)[:120]}"
        raise UsageError(msg) from error

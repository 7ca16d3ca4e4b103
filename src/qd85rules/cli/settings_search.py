"""Looks for the settings file: upwards from a folder, no further than the repository or the home folder.

What other people could have put there is left out: a file of another user, or one that others may write.

What must not live here: reading settings (`settings_file`).
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.settings_file import OWN_FILE, SHARED_FILE, has_table, near
from qd85rules.core.diagnostics import InputError
from qd85rules.core.text import Text
from qd85rules.source.files import read_file
from qd85rules.wording import commands as words
from qd85rules.wording.files import NOT_A_REGULAR_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = 0


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """The settings file, as seen from the working directory; `None` where there is none; and what to tell of it."""

    path: Path | None
    warnings: tuple[Text, ...] = ()


def find_settings_file(start: Path) -> FoundSettings:
    """Find the nearest settings file that can be trusted, in a folder or above it.

    Raises:
        SettingsError: a `pyproject.toml` on the way cannot be read.
    """
    warnings: list[Text] = []
    for folder in _folders(start.resolve()):
        own = _trusted(folder / OWN_FILE, warnings)
        shared = _trusted_shared(folder, warnings)
        if own is not None and shared is not None:
            warnings.append(_said(words.TWO_SETTINGS, own=own, shared=shared))
        if own is not None or shared is not None:
            return FoundSettings(own or shared, tuple(warnings))
    return FoundSettings(None, tuple(warnings))


def shared_settings(folder: Path) -> Path | None:
    """Give the `pyproject.toml` of a folder, where it has settings of this tool."""
    path = folder / SHARED_FILE
    return near(path) if _mentions(path) and has_table(near(path)) else None


def _folders(start: Path) -> Iterator[Path]:
    """Give a folder and those above it, up to the top of its repository or the user's home."""
    try:
        home = Path.home().resolve()
    except (OSError, RuntimeError):
        home = None
    for folder in (start, *start.parents):
        yield folder
        if folder == home or os.path.lexists(folder / ".git"):
            return


def _trusted(path: Path, warnings: list[Text]) -> Path | None:
    if not os.path.lexists(path):
        return None
    why = _why_not(path)
    if why is None:
        return near(path)
    warnings.append(_said(words.SETTINGS_LEFT_OUT, path=near(path), why=why))
    return None


def _trusted_shared(folder: Path, warnings: list[Text]) -> Path | None:
    path = folder / SHARED_FILE
    if not _mentions(path):
        return None
    if _why_not(path) is None:
        return shared_settings(folder)
    return _trusted(path, warnings)


def _mentions(path: Path) -> bool:
    """Say whether a file could have settings: most say nothing of this tool, and the parser need not be loaded."""
    try:
        return path.is_file() and b"qd85rules" in read_file(path)
    except InputError:
        return False


def _why_not(path: Path) -> Text | None:
    """Say why a file is not to be trusted; `None` where it is."""
    try:
        statuses = (path.lstat(), path.stat())
    except OSError:
        return NOT_A_REGULAR_FILE
    if not stat.S_ISREG(statuses[1].st_mode):
        return NOT_A_REGULAR_FILE
    if sys.platform == "win32":
        # Access lists say who may write, and the mode does not.
        return None
    if any(status.st_uid not in _own_users() for status in statuses):
        return words.SETTINGS_FOREIGN
    return words.SETTINGS_OPEN if _others_may_write(statuses[1]) else None


def _own_users() -> set[int]:
    """Give the users whose files are taken: this one, root, and whoever became root with `sudo`."""
    users = {os.geteuid(), _ROOT}
    before = os.environ.get("SUDO_UID", "")
    if os.geteuid() == _ROOT and before.isascii() and before.isdigit():
        users.add(int(before))
    return users


def _others_may_write(status: os.stat_result) -> bool:
    if status.st_mode & stat.S_IWOTH:
        return True
    return bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status)


def _is_private_group(status: os.stat_result) -> bool:
    """Say whether the file's group has its owner alone, as many systems make one for each user."""
    import grp  # noqa: PLC0415 - not on every system
    import pwd  # noqa: PLC0415 - likewise

    try:
        owner, group = pwd.getpwuid(status.st_uid), grp.getgrgid(status.st_gid)
    except KeyError:
        return False
    return owner.pw_gid == status.st_gid and set(group.gr_mem) <= {owner.pw_name}


def _said(text: Text, **values: Path | Text) -> Text:
    def spoken(lang: str) -> dict[str, str]:
        return {
            name: value.as_posix() if isinstance(value, Path) else str(getattr(value, lang))
            for name, value in values.items()
        }

    return Text(text.vi.format(**spoken("vi")), text.en.format(**spoken("en")))

"""Compare the catalogue with the sources that a user holds: does each citation still point at exactly that text?

What must not live here: reading the catalogue (`catalogue`), and how the answer is shown (`cli.clauses`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.source.files import FILE_LIMIT, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qd85rules.policy.catalogue import Catalogue, Passage, Relay

CheckState = Literal["same", "differs", "moved", "missing"]

# A relay is a text of some pages; a larger file under another name is something else and is not read.
_LARGEST_RENAMED_FILE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one relay or of one clause's passage.

    `missing`: no file for the relay. `moved`: the relay's text changed, and the passage now starts at `found_at`, in
    code points of the normalised text. `path` is the file that was read.
    """

    kind: Literal["relay", "clause"]
    id: str
    relay: str
    state: CheckState
    path: Path | None = None
    found_at: int | None = None


def normalise(text: str) -> str:
    """Give the text that digests and offsets count on: NFC, every run of white space one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, as the catalogue writes it."""
    return "sha256:" + sha256(text.encode()).hexdigest()


def verify_sources(catalogue: Catalogue, folder: Path) -> list[Check]:
    """Compare every relay, then every clause, with the files of one folder, in the order of the catalogue.

    The file of a relay is the one with its file name, else one whose name starts with its id, else one with its
    digest.

    Raises:
        OSError: where the folder, or a file that belongs to a relay, cannot be read.
    """
    held = _Held(folder)
    relays = {relay.id: held.find(relay) for relay in catalogue.relays.values()}
    return [*_relay_checks(catalogue, relays), *_clause_checks(catalogue, relays)]


def _relay_checks(catalogue: Catalogue, relays: dict[str, tuple[Path, str] | None]) -> Iterator[Check]:
    for relay in catalogue.relays.values():
        found = relays[relay.id]
        if found is None:
            yield Check("relay", relay.id, relay.id, "missing")
        else:
            path, text = found
            state: CheckState = "same" if digest_of(text) == relay.digest else "differs"
            yield Check("relay", relay.id, relay.id, state, path)


def _clause_checks(catalogue: Catalogue, relays: dict[str, tuple[Path, str] | None]) -> Iterator[Check]:
    for clause in catalogue.clauses.values():
        found = relays[clause.relay]
        if found is None:
            yield Check("clause", clause.id, clause.relay, "missing")
            continue
        path, text = found
        start = _start_of(clause.passage, text)
        if start is None:
            yield Check("clause", clause.id, clause.relay, "differs", path)
        elif start == clause.passage.start:
            yield Check("clause", clause.id, clause.relay, "same", path)
        else:
            yield Check("clause", clause.id, clause.relay, "moved", path, start)


def _start_of(passage: Passage, text: str) -> int | None:
    """Find where a passage starts, by its length and digest alone, nearest to its recorded place first."""
    length = passage.end - passage.start
    starts = range(len(text) - length + 1)
    for start in sorted(starts, key=lambda start: abs(start - passage.start)):
        if digest_of(text[start : start + length]) == passage.digest:
            return start
    return None


class _Held:
    """The files of a folder; each is read at most once."""

    def __init__(self, folder: Path) -> None:
        self._files = sorted(path for path in folder.iterdir() if path.is_file())
        self._texts: dict[Path, str] = {}

    def find(self, relay: Relay) -> tuple[Path, str] | None:
        """Give the file of a relay and its normalised text."""
        named = [path for path in self._files if path.name == relay.file_name]
        numbered = [path for path in self._files if _has_id(path, relay.id)]
        for candidates in (named, numbered):
            if candidates:
                path = next((path for path in candidates if self._is(path, relay)), candidates[0])
                return path, self._text(path)
        for path in self._files:
            if path.stat().st_size <= _LARGEST_RENAMED_FILE and self._is(path, relay):
                return path, self._text(path)
        return None

    def _is(self, path: Path, relay: Relay) -> bool:
        return digest_of(self._text(path)) == relay.digest

    def _text(self, path: Path) -> str:
        if path not in self._texts:
            # A byte that is not UTF-8 becomes a replacement character: the text then differs, as it should.
            self._texts[path] = normalise(read_file(path, limit=FILE_LIMIT).decode("utf-8-sig", errors="replace"))
        return self._texts[path]


def _has_id(path: Path, relay_id: str) -> bool:
    rest = path.name.removeprefix(relay_id)
    return rest != path.name and not rest[:1].isalnum()

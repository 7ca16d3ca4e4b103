"""The form of a record: its version, its letters, its one way of being written, and its seal.

What must not live here: what a record says (`making`).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RECORD_VERSION: Final = 1

SEAL: Final = "seal"
"""The key that has the digest of all the others."""

LETTERS: Final = {outcome: outcome.value[0] for outcome in Outcome}
"""One letter for each outcome, so that a register of many accounts keeps its record short."""
OUTCOMES: Final = {letter: outcome for outcome, letter in LETTERS.items()}


def canonical(value: object) -> str:
    """Write plain data on one line, in the one way that is digested."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(lines: Iterable[str]) -> str:
    """Give the SHA-256 of lines, each with its break, whatever order they come in."""
    sha256 = hashlib.sha256()
    for line in sorted(lines):
        sha256.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return f"sha256:{sha256.hexdigest()}"


def seal(record: Mapping[str, Any]) -> str:
    """Give the digest of a record without its seal; it shows that nobody changed a part, not who wrote the whole."""
    return digest_of([canonical({key: value for key, value in record.items() if key != SEAL})])


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """Write a record: UTF-8, keys sorted, two spaces for each level, one line break at the end."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    # A file name that is no UTF-8 has lone surrogates, whose escapes JSON reads back.
    return text.encode("utf-8", "backslashreplace")

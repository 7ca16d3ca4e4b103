"""From a file to a record: its form checked to the last key, and its seal.

What must not live here: reproducing the run (`run.reproducing`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.evidence.record.form import RecordFile
from qd85rules.evidence.record.outcomes import kind_of
from qd85rules.evidence.record.sealing import RECORD_VERSION, SEAL, record_bytes, seal
from qd85rules.source.files import decode, open_regular, read_whole
from qd85rules.source.jsontree import json_node, read_json
from qd85rules.source.places import Nowhere
from qd85rules.source.reader import Problems, Reader
from qd85rules.source.refusals import Flaw
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import evidence as say

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.source.reader import PlacedValue


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as a file has it: its bytes, and what they say."""

    path: str
    content: bytes
    data: dict[str, Any]

    @property
    def is_canonical(self) -> bool:
        """Whether the file is written as records are; if not, something has laid it out anew."""
        return self.content == record_bytes(self.data)


def looks_like_record(content: bytes) -> bool:
    """Say whether bytes are some record, whole or not, so that a new one may take their place."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and {"schema_version", "tool", SEAL} <= data.keys()


def read_record(path: Path) -> Recorded:
    """Read a record.

    Raises:
        InputError: it cannot be read, is no record of a known version, or has been changed since it was written.
    """
    shown = path.as_posix()
    with open_regular(path, shown) as stream:
        content = read_whole(stream, shown)
    text, damage = decode(content, shown)
    if damage:
        raise InputError([damage[0][1]])
    source = SourceText(text, shown)
    value = read_json(source)
    # Most records have no problem; the places of their values are not worked out.
    if _problems(Nowhere(shown, value)):
        tree = json_node(source, len(text) - len(text.lstrip()), len(text.rstrip()), value)
        found = sorted(_problems(tree), key=lambda one: (one.span.line or 0, one.span.column or 0))
        # A message quotes what is wrong, and nothing around it.
        raise InputError([replace(one, source_line=None) for one in found])
    return Recorded(shown, content, value)


def _problems(tree: PlacedValue) -> list[Diagnostic]:
    value: Any = tree.value
    if (wrong := _wrong_version(tree)) is not None:
        return [wrong]
    problems = Problems()
    reader = Reader(tree, problems)
    record = reader.read(RecordFile)
    if record is not None:
        _compare_parts(record, reader)
    if not problems.diagnostics and seal(value) != value[SEAL]:
        return [_changed(tree.span((SEAL,)))]
    return problems.diagnostics


def _wrong_version(tree: PlacedValue) -> Diagnostic | None:
    """Tell what is no record, before its keys are gone through."""
    value = tree.value
    version = value.get("schema_version") if isinstance(value, dict) else None
    if type(version) is int and version == RECORD_VERSION:
        return None
    span = tree.span(("schema_version",))
    if isinstance(value, dict) and type(version) is int and version > RECORD_VERSION and SEAL in value:
        message = say.RECORD_TOO_NEW.filled(version=version)
        return Diagnostic("record-version", message, span, say.NEWER_TOOL)
    return Diagnostic("not-a-record", say.NOT_A_RECORD, Span(span.path), say.WRITES_RECORDS)


def _changed(span: Span) -> Diagnostic:
    return Diagnostic("record-changed", say.RECORD_CHANGED, span, say.THE_ORIGINAL)


def _compare_parts(record: RecordFile, reader: Reader) -> None:
    """Report what each part allows by itself but not beside the others."""
    policy = record.policy
    for number, name in enumerate(policy.given):
        if name not in policy.params:
            reader.tell(Flaw("unknown-value", say.NO_VALUE, path=("policy", "given", number)))
    for number, entry in enumerate(record.accounts):
        if entry.input >= len(record.inputs):
            reader.tell(Flaw("out-of-range", say.NO_SUCH_INPUT, path=("accounts", number, "input")))
        for subject, letters in entry.outcomes.items():
            kind = kind_of(subject)
            if len(letters) != len(getattr(record.rules, kind)):
                message = say.LETTER_FOR_EACH.filled(kind=kind)
                reader.tell(Flaw("bad-form", message, path=("accounts", number, "outcomes", subject)))

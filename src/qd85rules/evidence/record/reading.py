"""From a file to a record: its form checked to the last key, and its seal.

What must not live here: reproducing the run (`run.reproducing`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.evidence.record.outcomes import kind_of
from qd85rules.evidence.record.shape import OUTCOMES, RECORD_VERSION, SEAL, record_bytes, seal
from qd85rules.intake import FORMATS
from qd85rules.judge.report import FailOn
from qd85rules.model.account import BlankMeans
from qd85rules.model.spec import SUBJECTS
from qd85rules.source.decoding import decode
from qd85rules.source.files import open_regular, read_whole
from qd85rules.source.jsontree import json_node, read_json
from qd85rules.source.places import Nowhere
from qd85rules.source.shape import Problems, Reader
from qd85rules.source.sourcetree import SourceText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qd85rules.source.shape import Tree

__all__ = ["RECORD_KEYS", "Recorded", "looks_like_record", "read_record"]

RECORD_KEYS: Final = (
    *("schema_version", "tool", "as_of", "policy", "inputs", "waivers", "baseline", "options", "engines", "rules"),
    *("accounts", "result", SEAL),
)

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_LETTERS: Final = re.compile(f"[{''.join(OUTCOMES)}]*")
_SUBJECT: Final = re.compile(r"account|(?:transfers|incidents)\[(?:0|[1-9][0-9]*)\]")
_FILE_KEYS: Final = ("path", "sha256", "bytes")
_COUNTED: Final = ("accounts", *(outcome.value for outcome in Outcome), "recommendation", "errors")
_FAIL_ON: Final[tuple[str, ...]] = get_args(FailOn)
_BLANK_MEANS: Final[tuple[str, ...]] = get_args(BlankMeans)


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


def _problems(tree: Tree) -> list[Diagnostic]:
    value: Any = tree.value
    if (wrong := _wrong_version(tree)) is not None:
        return [wrong]
    problems = Problems()
    _read(Reader(tree, problems))
    if not problems.diagnostics and seal(value) != value[SEAL]:
        return [_changed(tree.span((SEAL,)))]
    return problems.diagnostics


def _wrong_version(tree: Tree) -> Diagnostic | None:
    """Tell what is no record, before its keys are gone through."""
    value = tree.value
    version = value.get("schema_version") if isinstance(value, dict) else None
    if type(version) is int and version == RECORD_VERSION:
        return None
    span = tree.span(("schema_version",))
    if isinstance(value, dict) and type(version) is int and version > RECORD_VERSION and SEAL in value:
        message = Text(
            f"biên bản có `schema_version: {version}`, mới hơn công cụ này",
            f"the record has `schema_version: {version}`, later than this tool knows",
        )
        help_text = Text(
            "dùng bản công cụ đã ghi nó hoặc mới hơn", "use the version of the tool that wrote it, or a later one"
        )
        return Diagnostic("record-version", message, span, help_text)
    message = Text("không phải biên bản kiểm tra", "not an evidence record")
    help_text = Text("`qd85 check --record TỆP` ghi biên bản", "`qd85 check --record FILE` writes one")
    return Diagnostic("not-a-record", message, Span(span.path), help_text)


def _changed(span: Span) -> Diagnostic:
    message = Text(
        "biên bản đã bị sửa sau khi ghi: niêm phong không khớp",
        "the record has been changed since it was written: its seal does not fit",
    )
    help_text = Text("lấy lại biên bản gốc", "take the record from where the original is kept")
    return Diagnostic("record-changed", message, span, help_text)


def _read(reader: Reader) -> None:
    """Check every key and value; what fits is used as it stands."""
    reader.keys(RECORD_KEYS)
    reader["tool"].keys(("name", "version"))
    for key in ("name", "version"):
        reader["tool"][key].text()
    reader["as_of"].date()
    _read_policy(reader["policy"])
    number = sum(1 for _ in reader["inputs"].items(at_least=1))
    for item in reader["inputs"].items():
        _read_input(item)
    reader["waivers"].each(_read_file)
    _maybe(reader["baseline"], _read_file)
    _read_options(reader["options"])
    reader["engines"].texts(at_least=1)
    reader["rules"].keys(SUBJECTS)
    lengths: dict[str, int] = {subject: len(reader["rules"][subject].texts()) for subject in SUBJECTS}
    for item in reader["accounts"].items():
        _read_account(item, number, lengths)
    _read_result(reader["result"])
    reader[SEAL].matching(_DIGEST, "a digest")


def _maybe(reader: Reader, read: Any) -> None:  # noqa: ANN401 - any way of reading
    if reader.value is not None:
        read(reader)


def _read_policy(reader: Reader) -> None:
    reader.keys(("requested", "packs", "fingerprint", "params", "given", "suffix_list"))
    reader["requested"].each(Reader.text, at_least=1)
    for pack in reader["packs"].items(at_least=1):
        pack.keys(("id", "version", "files"))
        pack["id"].text()
        pack["version"].text()
        for _, digest in pack["files"].entries():
            digest.matching(_DIGEST, "a digest")
    reader["fingerprint"].matching(_DIGEST, "a digest")
    params = {name for name, value in reader["params"].entries() if _is_param(value)}
    for name in reader["given"].items():
        if name.text() not in params:
            name.fail("unknown-value", "this parameter has no value under `params`")
    suffixes = reader["suffix_list"].keys(("version", "file"))
    suffixes["version"].text()
    _maybe(suffixes["file"], _read_file)


def _is_param(reader: Reader) -> bool:
    if isinstance(reader.value, list):
        reader.each(Reader.text)
    elif not isinstance(reader.value, bool | int | str):
        reader.fail("wrong-type", "expected a value of a parameter")
    return True


def _read_file(reader: Reader) -> None:
    reader.keys(_FILE_KEYS)
    reader["path"].text()
    reader["sha256"].matching(_DIGEST, "a digest")
    reader["bytes"].integer(minimum=0)


def _read_input(reader: Reader) -> None:
    reader.keys((*_FILE_KEYS, "stdin", "format"))
    reader["path"].text()
    reader["sha256"].matching(_DIGEST, "a digest")
    reader["bytes"].integer(minimum=0)
    reader["stdin"].boolean()
    reader["format"].choice(FORMATS)


def _read_options(reader: Reader) -> None:
    reader.keys(("allow_empty", "allow_undetermined", "blank_means", "engine", "fail_on", "per_file"))
    for key in ("allow_empty", "allow_undetermined", "per_file"):
        reader[key].boolean()
    _maybe(reader["blank_means"], lambda value: value.choice(_BLANK_MEANS))
    reader["engine"].text()
    reader["fail_on"].choice(_FAIL_ON)


def _read_account(reader: Reader, inputs: int, lengths: Mapping[str, int]) -> None:
    reader.keys(("id", "input", "outcomes", "digest"))
    reader["id"].text()
    if reader["input"].integer(minimum=0) >= inputs:
        reader["input"].fail("out-of-range", "there is no input of this number")
    for subject, letters in reader["outcomes"].entries():
        if not _SUBJECT.fullmatch(subject):
            letters.fail_key("bad-form", "expected `account`, or an item such as `transfers[0]`")
        elif len(_letters(letters)) != lengths[kind_of(subject)]:
            letters.fail("bad-form", f"expected one letter for each rule on `{kind_of(subject)}`")
    reader["digest"].matching(_DIGEST, "a digest")


def _letters(reader: Reader) -> str:
    # The text is empty where a pack has no rule on this kind of subject.
    return "" if reader.value == "" else reader.matching(_LETTERS, "letters of outcomes")


def _read_result(reader: Reader) -> None:
    reader.keys(("outcomes", "summary", "baseline", "exit_code"))
    reader["outcomes"].matching(_DIGEST, "a digest")
    summary = reader["summary"].keys(_COUNTED)
    for key in _COUNTED:
        summary[key].integer(minimum=0)
    _maybe(reader["baseline"], _read_known)
    reader["exit_code"].integer(minimum=0)


def _read_known(reader: Reader) -> None:
    reader.keys(("known", "new"))
    reader["known"].integer(minimum=0)
    reader["new"].integer(minimum=0)

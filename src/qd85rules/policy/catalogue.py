"""From the catalogue files of packs to clauses, with every problem of every file collected.

What must not live here: what a clause is (`clause`), and comparing the catalogue with the sources (`catalogue_verify`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import Text
from qd85rules.policy.clause import CLAUSE_ID, ENTRY_ID, Clause, Document, Locator, Passage, Reason, Relay
from qd85rules.source.reader import Problems, open_yaml
from qd85rules.source.refusals import KINDS, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qd85rules.policy.readings import Reading
    from qd85rules.source.reader import Reader

__all__ = [
    "CATALOGUE_FILES",
    "Catalogue",
    "Clause",
    "Document",
    "Locator",
    "Passage",
    "Reason",
    "Relay",
    "load_catalogue",
]

CATALOGUE_FILES: Final = ("documents.yaml", "relays.yaml", "clauses.yaml")
"""The files of a pack that belong to the catalogue; a pack may lack any of them."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Documents, relays and clauses by id, and readings by number, in the order of the packs and their files."""

    documents: Mapping[str, Document]
    relays: Mapping[str, Relay]
    clauses: Mapping[str, Clause]
    readings: Mapping[int, Reading] = field(default_factory=dict)

    def document(self, document_id: str) -> Document:
        """Give a document; raises `UsageError` with the nearest id where there is none."""
        return _look_up("document", document_id, self.documents)

    def relay(self, relay_id: str) -> Relay:
        """Give a relay; raises `UsageError` with the nearest id where there is none."""
        return _look_up("relay", relay_id, self.relays)

    def clause(self, clause_id: str) -> Clause:
        """Give a clause; raises `UsageError` with the nearest id where there is none."""
        return _look_up("clause", clause_id, self.clauses)

    def documents_of(self, clause: Clause) -> tuple[Document, ...]:
        """Give the documents that a clause may come from."""
        return tuple(self.documents[document_id] for document_id in clause.documents)


def _look_up(kind: str, wanted: str, known: Mapping[str, _T]) -> _T:
    found = known.get(wanted)
    if found is None:
        near = suggestion(wanted, known)
        msg = f"unknown {kind} {quoted(wanted)}" + (f"; {near.en}" if near else "")
        raise UsageError(msg)
    return found


def load_catalogue(folders: Sequence[tuple[str, Path]]) -> Catalogue:
    """Read the catalogue files of packs, each given as its id and folder, the lowest first.

    Raises:
        PolicyError: with every problem of every file; of those that are no YAML first, since all that they hold would
            seem to be missing.
    """
    problems = Problems()
    texts = {name: list(_open(name, folders, problems)) for name in CATALOGUE_FILES}
    problems.raise_if_any()
    documents = _read_all("document", Document, texts["documents.yaml"])
    relays = _read_all("relay", Relay, texts["relays.yaml"], document=documents)
    clauses = _read_all("clause", Clause, texts["clauses.yaml"], document=documents, relay=relays)
    for document, entry in documents.values():
        if document is not None:
            _check_status(document, entry)
    for clause, entry in clauses.values():
        if clause is not None:
            _check_agreement(clause, entry, _right(documents), _right(relays))
    problems.raise_if_any()
    held, sources = _right(documents), _right(relays)
    cited = {name: replace(clause, digest=sources[clause.relay].digest) for name, clause in _right(clauses).items()}
    related = {name: _related(document, sources.values(), cited.values()) for name, document in held.items()}
    return Catalogue(related, sources, cited)


def _open(name: str, folders: Sequence[tuple[str, Path]], problems: Problems) -> Iterator[tuple[str, Reader]]:
    for pack, folder in folders:
        path = folder / name
        # A missing catalogue file is allowed; something that exists and is no file becomes a problem when it is opened.
        reader = open_yaml(path, problems) if os.path.lexists(path) else None
        if reader is not None:
            yield pack, reader


def _read_all(
    kind: str, form: type[_T], texts: Iterable[tuple[str, Reader]], **known: Mapping[str, object]
) -> dict[str, tuple[_T | None, Reader]]:
    """Give every entry by id, with its place; `None` for one that is wrong, which others may name all the same."""
    found: dict[str, tuple[_T | None, Reader]] = {}
    packs: dict[str, str] = {}
    for pack, reader in texts:
        for name, entry in reader.entries():
            if name in found:
                vi, en = f"gói `{packs[name]}` đã có", f"the pack `{packs[name]}` has a {kind} `{name}` already"
                hint = Text("đặt mã khác", "give this one another id")
                entry.refuse("duplicate-id", f"{vi} {KINDS[kind]} `{name}`", en, hint, of_key=True)
                continue
            if not (CLAUSE_ID if kind == "clause" else ENTRY_ID).pattern.fullmatch(name):
                vi, en = f"{quoted(name)} không phải mã", f"{quoted(name)} is no id for a {kind}"
                entry.refuse("bad-id", f"{vi} {KINDS[kind]}", en, _ID_HINT, of_key=True)
            packs[name] = pack
            found[name] = entry.read(form, known, id=name, pack=pack), entry
    return found


_ID_HINT: Final = Text(
    "dùng chữ nhỏ không dấu, chữ số và gạch nối; mã điều có các phần nối bằng `/`, như `qd85/member/6`",
    "use small letters, digits and hyphens; a clause id has its parts joined by `/`, as in `qd85/member/6`",
)


def _right(entries: Mapping[str, tuple[_T | None, Reader]]) -> dict[str, _T]:
    return {name: one for name, (one, _) in entries.items() if one is not None}


def _related(document: Document, relays: Iterable[Relay], clauses: Iterable[Clause]) -> Document:
    relays = tuple(relays)
    return replace(
        document,
        read_from=tuple(relay.id for relay in relays if document.id in relay.reads),
        named_in=tuple(relay.id for relay in relays if document.id in relay.names),
        helps=tuple(clause.id for clause in clauses if document.id in clause.helped_by),
    )


def _check_status(document: Document, entry: Reader) -> None:
    if document.date is not None and document.year is not None:
        hint = Text("bỏ `year`", "take `year` out")
        entry.refuse("two-dates", "ngày đã nói rõ năm", "the date says the year already", hint, path=("year",))
    if document.status != "issued" and document.status_note is None:
        vi = "văn bản có thay đổi thì cần `status_note` nói biết từ đâu"
        en = "what became of a document needs a `status_note` that tells how it is known"
        entry.refuse("status-note", vi, en, path=("status",))
    if document.in_force_until is None:
        return
    if document.status != "replaced":
        vi = "chỉ văn bản đã được thay thế mới có ngày cuối"
        en = "only a document that another text replaced has a last day"
        hint = Text("ghi `status: replaced`, hoặc bỏ khóa này", "set `status: replaced`, or take this out")
        entry.refuse("in-force-until", vi, en, hint, path=("in_force_until",))
    elif document.date is not None and document.in_force_until < document.date:
        vi, en = "ngày này trước ngày của văn bản", "this day is before the date of the document"
        entry.refuse("bad-date", vi, en, path=("in_force_until",))


def _check_agreement(
    clause: Clause, entry: Reader, documents: Mapping[str, Document], relays: Mapping[str, Relay]
) -> None:
    """Report what each key allows by itself but not beside the others."""
    if (clause.attribution == "joint") is (len(clause.documents) == 1):
        vi = "xuất xứ chung cần nhiều văn bản, xuất xứ riêng chỉ cần một"
        en = "a joint attribution needs several documents, a single one just one"
        entry.refuse("attribution", vi, en, path=("attribution",))
    if (clause.outcome == "people") is (clause.reason is None):
        vi = "điều để con người xem xét thì nêu `reason`, và chỉ điều ấy"
        en = "a clause left to people gives its `reason`, and only such a clause"
        entry.refuse("reason", vi, en, path=("outcome",))
    if clause.passage.end <= clause.passage.start:
        vi, en = "đoạn phải kết thúc sau chỗ bắt đầu", "a passage ends after it starts"
        entry.refuse("bad-passage", vi, en, path=("passage", "end"))
    relay = relays.get(clause.relay)
    for name in clause.documents:
        if relay is not None and name not in relay.reads:
            vi, en = f"nguồn `{relay.id}` không thuật lại `{name}`", f"the relay `{relay.id}` does not relate `{name}`"
            hint = Text(f"thêm `{name}` vào `reads` của nguồn", f"add `{name}` to the `reads` of the relay")
            entry.refuse("not-relayed", vi, en, hint, path=("relay",))
        issued = documents[name].date if name in documents else None
        if issued and clause.in_force_from and clause.in_force_from < issued:
            vi, en = f"ngày này trước ngày của `{name}`", f"this day is before the date of `{name}`"
            entry.refuse("bad-date", vi, en, path=("in_force_from",))

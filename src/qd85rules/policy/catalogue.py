"""From the catalogue files of packs to clauses, with every problem of every file collected.

What must not live here: what a clause is (`clause`), and comparing the catalogue with the sources (`catalogue_verify`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.policy.clause import CLAUSE_ID, ENTRY_ID, Clause, Document, Locator, Passage, Reason, Relay
from qd85rules.source.reader import Problems, open_yaml
from qd85rules.source.refusals import quoted
from qd85rules.wording import packs as say
from qd85rules.wording.files import KINDS

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
                message = say.EXISTS_IN_PACK.filled(pack=packs[name], kind=KINDS[kind], name=name)
                entry.refuse("duplicate-id", message, say.ANOTHER_ID, of_key=True)
                continue
            if not (CLAUSE_ID if kind == "clause" else ENTRY_ID).fits(name):
                message = say.NO_ID.filled(name=quoted(name), kind=KINDS[kind])
                entry.refuse("bad-id", message, say.ID_HINT, of_key=True)
            packs[name] = pack
            found[name] = entry.read(form, known, id=name, pack=pack), entry
    return found


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
        entry.refuse("two-dates", say.YEAR_SAID, say.TAKE_YEAR_OUT, path=("year",))
    if document.status != "issued" and document.status_note is None:
        entry.refuse("status-note", say.STATUS_NOTE, path=("status",))
    if document.in_force_until is None:
        return
    if document.status != "replaced":
        entry.refuse("in-force-until", say.ONLY_REPLACED, say.SET_REPLACED, path=("in_force_until",))
    elif document.date is not None and document.in_force_until < document.date:
        entry.refuse("bad-date", say.BEFORE_DOCUMENT, path=("in_force_until",))


def _check_agreement(
    clause: Clause, entry: Reader, documents: Mapping[str, Document], relays: Mapping[str, Relay]
) -> None:
    """Report what each key allows by itself but not beside the others."""
    if (clause.attribution == "joint") is (len(clause.documents) == 1):
        entry.refuse("attribution", say.ATTRIBUTION, path=("attribution",))
    if (clause.outcome == "people") is (clause.reason is None):
        entry.refuse("reason", say.REASON_FOR_PEOPLE, path=("outcome",))
    if clause.passage.end <= clause.passage.start:
        entry.refuse("bad-passage", say.PASSAGE_ENDS, path=("passage", "end"))
    relay = relays.get(clause.relay)
    for name in clause.documents:
        if relay is not None and name not in relay.reads:
            message = say.NOT_RELAYED.filled(relay=relay.id, name=name)
            hint = say.ADD_TO_READS.filled(name=name)
            entry.refuse("not-relayed", message, hint, path=("relay",))
        issued = documents[name].date if name in documents else None
        if issued and clause.in_force_from and clause.in_force_from < issued:
            message = say.BEFORE_DATE_OF.filled(name=name)
            entry.refuse("bad-date", message, path=("in_force_from",))

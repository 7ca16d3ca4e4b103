"""From the catalogue files of packs to clauses, with every problem of every file collected.

What must not live here: what a clause is (`clause`), and comparing the catalogue with the sources (`catalogue_verify`).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final, TypeVar

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.policy.clause import Clause, Document, Locator, Passage, Reason, Relay
from qd85rules.source.shape import Problems, Reader, open_yaml, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qd85rules.policy.clause import Attribution, ClauseOutcome, DocumentStatus, Force, ReasonKind
    from qd85rules.policy.readings import Reading

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

_ATTRIBUTIONS: Final[tuple[Attribution, ...]] = ("single", "joint")
_FORCES: Final[tuple[Force, ...]] = ("binding", "advisory")
_OUTCOMES: Final[tuple[ClauseOutcome, ...]] = ("check", "people")
_STATUSES: Final[tuple[DocumentStatus, ...]] = ("issued", "issuer_dissolved", "replaced")
_REASONS: Final[tuple[ReasonKind, ...]] = ("umbrella", "speech", "process")

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAUSE_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+([-.][a-z0-9]+)*)+")
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")

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
    documents = dict(_read_all("document", texts["documents.yaml"], _document))

    def read_relay(name: str, pack: str, entry: Reader) -> Relay:
        return _relay(name, pack, entry, documents)

    relays = dict(_read_all("relay", texts["relays.yaml"], read_relay))

    def read_clause(name: str, pack: str, entry: Reader) -> Clause:
        return _clause(name, pack, entry, documents, relays)

    clauses = dict(_read_all("clause", texts["clauses.yaml"], read_clause))
    problems.raise_if_any()
    related = {name: _related(document, relays.values(), clauses.values()) for name, document in documents.items()}
    return Catalogue(related, relays, clauses)


def _open(name: str, folders: Sequence[tuple[str, Path]], problems: Problems) -> Iterator[tuple[str, Reader]]:
    for pack, folder in folders:
        path = folder / name
        # A missing catalogue file is allowed; something that exists and is no file becomes a problem when it is opened.
        reader = open_yaml(path, problems) if os.path.lexists(path) else None
        if reader is not None:
            yield pack, reader


def _read_all(
    kind: str, texts: Iterable[tuple[str, Reader]], read: Callable[[str, str, Reader], _T]
) -> Iterator[tuple[str, _T]]:
    seen: dict[str, str] = {}
    for pack, reader in texts:
        for name, entry in reader.entries():
            if name in seen:
                message = f"the pack `{seen[name]}` has a {kind} `{name}` already"
                entry.fail_key("duplicate-id", message, help="give this one another id")
                continue
            if not (_CLAUSE_ID if kind == "clause" else _NAME).fullmatch(name):
                entry.fail_key("bad-id", f"{quoted(name)} is no id for a {kind}", help=_ID_HELP)
            seen[name] = pack
            yield name, read(name, pack, entry)


_ID_HELP: Final = (
    "use small letters, digits and hyphens; a clause id has its parts joined by `/`, as in `qd85/member/6`"
)


def _document(name: str, pack: str, entry: Reader) -> Document:
    entry.keys(("title", "about", "issuer", "date"), ("year", "status", "in_force_until", "status_note"))
    document = Document(
        id=name,
        pack=pack,
        title=entry["title"].bilingual(),
        about=entry["about"].bilingual(),
        issuer=entry["issuer"].bilingual(),
        date=entry.maybe("date", Reader.date),
        year=entry.maybe("year", lambda year: year.integer(minimum=1)),
        status=entry.maybe("status", lambda status: status.choice(_STATUSES)) or "issued",
        in_force_until=entry.maybe("in_force_until", Reader.date),
        status_note=entry.maybe("status_note", Reader.bilingual),
    )
    if document.date is not None and document.year is not None:
        entry["year"].fail("two-dates", "the date says the year already", help="take `year` out")
    _check_status(document, entry)
    return document


def _check_status(document: Document, entry: Reader) -> None:
    ended = document.status != "issued"
    if ended and document.status_note is None:
        message = "what became of a document needs a `status_note` that tells how it is known"
        entry["status"].fail("status-note", message)
    if document.in_force_until is None:
        return
    if document.status != "replaced":
        message = "only a document that another text replaced has a last day"
        entry["in_force_until"].fail("in-force-until", message, help="set `status: replaced`, or take this out")
    elif document.date is not None and document.in_force_until < document.date:
        entry["in_force_until"].fail("bad-date", "this day is before the date of the document")


def _relay(name: str, pack: str, entry: Reader, documents: Mapping[str, Document]) -> Relay:
    entry.keys(("file_name", "title", "description", "reads", "names", "digest"))
    return Relay(
        id=name,
        pack=pack,
        file_name=entry["file_name"].text(),
        title=entry["title"].bilingual(),
        description=entry["description"].bilingual(),
        reads=_known("document", entry["reads"], documents, at_least=1),
        names=_known("document", entry["names"], documents),
        digest=entry["digest"].matching(_DIGEST, _DIGEST_WORDS),
    )


_DIGEST_WORDS: Final = "`sha256:` and 64 small hexadecimal digits"


def _related(document: Document, relays: Iterable[Relay], clauses: Iterable[Clause]) -> Document:
    relays = tuple(relays)
    return replace(
        document,
        read_from=tuple(relay.id for relay in relays if document.id in relay.reads),
        named_in=tuple(relay.id for relay in relays if document.id in relay.names),
        helps=tuple(clause.id for clause in clauses if document.id in clause.helped_by),
    )


def _known(kind: str, entry: Reader, known: Mapping[str, object], *, at_least: int = 0) -> tuple[str, ...]:
    names = entry.texts(at_least=at_least)
    for item in entry.items() if names else ():
        if isinstance(item.value, str) and item.value not in known:
            _unknown(kind, item, known)
    return names


def _unknown(kind: str, entry: Reader, known: Mapping[str, object]) -> None:
    near = suggestion(str(entry.value), known)
    entry.fail(f"unknown-{kind}", f"unknown {kind} {quoted(entry.value)}", help=near.en if near else None)


def _clause(
    name: str, pack: str, entry: Reader, documents: Mapping[str, Document], relays: Mapping[str, Relay]
) -> Clause:
    found_before = len(entry.problems.diagnostics)
    entry.keys(
        ("documents", "relay", "locator", "attribution", "in_force_from", "title", "summary", "outcome", "passage"),
        ("force", "reason", "helped_by"),
    )
    relay_id = entry["relay"].text()
    relay = relays.get(relay_id)
    if relay_id and relay is None:
        _unknown("relay", entry["relay"], relays)
    clause = Clause(
        id=name,
        pack=pack,
        documents=_known("document", entry["documents"], documents, at_least=1),
        relay=relay_id,
        locator=_locator(entry["locator"]),
        attribution=entry["attribution"].choice(_ATTRIBUTIONS),
        force=entry.maybe("force", lambda force: force.choice(_FORCES)) or "binding",
        in_force_from=entry.maybe("in_force_from", Reader.date),
        title=entry["title"].bilingual(),
        summary=entry["summary"].bilingual(),
        outcome=entry["outcome"].choice(_OUTCOMES),
        reason=entry.maybe("reason", _reason),
        passage=_passage(entry["passage"]),
        digest=relay.digest if relay else "",
        helped_by=entry.maybe("helped_by", lambda helps: _known("document", helps, documents, at_least=1)) or (),
    )
    if len(entry.problems.diagnostics) == found_before and relay:
        _check_agreement(clause, entry, documents, relay)
    return clause


def _check_agreement(clause: Clause, entry: Reader, documents: Mapping[str, Document], relay: Relay) -> None:
    """Report what each key allows by itself but not beside the others."""
    if (clause.attribution == "joint") is (len(clause.documents) == 1):
        message = "a joint attribution needs several documents, a single one just one"
        entry["attribution"].fail("attribution", message)
    if (clause.outcome == "people") is (clause.reason is None):
        message = "a clause left to people gives its `reason`, and only such a clause"
        entry["outcome"].fail("reason", message)
    if clause.passage.end <= clause.passage.start:
        entry["passage"]["end"].fail("bad-passage", "a passage ends after it starts")
    for document_id in clause.documents:
        issued = documents[document_id].date
        if document_id not in relay.reads:
            message = f"the relay `{relay.id}` does not relate `{document_id}`"
            entry["relay"].fail("not-relayed", message, help=f"add `{document_id}` to the `reads` of the relay")
        if issued and clause.in_force_from and clause.in_force_from < issued:
            entry["in_force_from"].fail("bad-date", f"this day is before the date of `{document_id}`")


def _locator(entry: Reader) -> Locator:
    entry.keys((), tuple(step.name for step in fields(Locator)))
    locator = Locator(
        part=entry.maybe("part", Reader.text),
        list=entry.maybe("list", _ordinal),
        item=entry.maybe("item", Reader.text),
        bullet=entry.maybe("bullet", _ordinal),
        paragraph=entry.maybe("paragraph", _ordinal),
        sentence=entry.maybe("sentence", _ordinal),
    )
    if entry.value == {}:
        entry.fail("empty", "the locator says nothing", help="name at least the part, item or paragraph")
    return locator


def _ordinal(entry: Reader) -> int:
    return entry.integer(minimum=1)


def _reason(entry: Reader) -> Reason:
    entry.keys(("kind", "text"))
    return Reason(entry["kind"].choice(_REASONS), entry["text"].bilingual())


def _passage(entry: Reader) -> Passage:
    entry.keys(("start", "end", "digest"))
    return Passage(
        entry["start"].integer(minimum=0),
        entry["end"].integer(minimum=1),
        entry["digest"].matching(_DIGEST, _DIGEST_WORDS),
    )

"""What is known of a clause, as data and as lines: where it stands, what it says, and what becomes of it.

What must not live here: the list of all clauses (`cli.clauses`), rules (`rule_entry`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.reporters.page import BOLD
from qd85rules.wording.reference import FORCES, LABELS, PHRASES, REASONS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.text import Language, Text
    from qd85rules.policy.catalogue import Clause, Document, Relay
    from qd85rules.policy.policy import Stack
    from qd85rules.reporters.page import Page


def both(text: Text) -> dict[str, str]:
    """Give a text in both languages, as JSON has it."""
    return {"vi": text.vi, "en": text.en}


def carried_out_by(stack: Stack, clause: Clause) -> tuple[str, ...]:
    """List the rules that cite a clause, or that rely on a concept which a widening by the clause makes wider."""
    return tuple(
        resolved.rule.id
        for resolved in stack.rules
        if clause.id in resolved.rule.clauses
        or any(clause.id in widening.clauses for widening, _ in resolved.widenings)
    )


def widened_by(stack: Stack, clause: Clause) -> tuple[str, ...]:
    """List the concepts that a clause makes wider."""
    return tuple(
        widening.concept for pack in stack.packs for widening in pack.widenings if clause.id in widening.clauses
    )


def document_data(document: Document) -> dict[str, Any]:
    """Give a document as plain data."""
    return {
        "id": document.id,
        "pack": document.pack,
        "title": both(document.title),
        "about": both(document.about),
        "issuer": both(document.issuer),
        "date": None if document.date is None else document.date.isoformat(),
        "year": document.year if document.date is None else document.date.year,
        "status": document.status,
        "in_force_until": None if document.in_force_until is None else document.in_force_until.isoformat(),
        "status_note": None if document.status_note is None else both(document.status_note),
        "read_from": list(document.read_from),
        "named_in": list(document.named_in),
        "helps": list(document.helps),
    }


def relay_data(relay: Relay) -> dict[str, Any]:
    """Give a relay as plain data."""
    return {
        "id": relay.id,
        "pack": relay.pack,
        "file_name": relay.file_name,
        "title": both(relay.title),
        "description": both(relay.description),
        "reads": list(relay.reads),
        "names": list(relay.names),
        "digest": relay.digest,
    }


def clause_data(stack: Stack, clause: Clause) -> dict[str, Any]:
    """Give a clause, with what becomes of it, as plain data."""
    return {
        "id": clause.id,
        "pack": clause.pack,
        "documents": list(clause.documents),
        "relay": clause.relay,
        "locator": both(clause.locator.text),
        "attribution": clause.attribution,
        "force": clause.force,
        "in_force_from": None if clause.in_force_from is None else clause.in_force_from.isoformat(),
        "title": both(clause.title),
        "summary": both(clause.summary),
        "fate": clause.outcome,
        "rules": list(carried_out_by(stack, clause)),
        "widens": list(widened_by(stack, clause)),
        "helped_by": list(clause.helped_by),
        "reason": None if clause.reason is None else {"kind": clause.reason.kind, "text": both(clause.reason.text)},
        "digest": clause.digest,
        "passage": {"start": clause.passage.start, "end": clause.passage.end, "digest": clause.passage.digest},
    }


def status_line(document: Document, lang: Language) -> str | None:
    """Say what is known to have become of a document since its issue; `None` where nothing is."""
    note = document.status_note
    return None if note is None else f"{STATUSES[document.status][lang]}: {note[lang]}"


def document_line(documents: Iterable[Document], lang: Language) -> str:
    """Name documents with their issuers and dates."""
    return "; ".join(
        f"{document.title[lang]} ({', '.join((document.issuer[lang], _day(document, lang)))})" for document in documents
    )


def _day(document: Document, lang: Language) -> str:
    if document.date is not None:
        return document.date.isoformat()
    return str(document.year) if document.year is not None else PHRASES["no_date"][lang]


def fate_line(stack: Stack, clause: Clause, lang: Language) -> str:
    """Say what becomes of a clause: the rules that carry it out, or why people have to."""
    if clause.reason is not None:
        return f"{PHRASES['people'][lang]} ({REASONS[clause.reason.kind][lang]}): {clause.reason.text[lang]}"
    parts = [resolved.rule.id for resolved in stack.rules if clause.id in resolved.rule.clauses]
    told = [", ".join(parts)] if parts else []
    if concepts := widened_by(stack, clause):
        number = len(carried_out_by(stack, clause)) - len(parts)
        told.append(PHRASES["widens"][lang].format(concepts=", ".join(concepts), number=number))
    return f"{PHRASES['check'][lang]}: {'; '.join(told) or PHRASES['no_rules'][lang]}"


def show_clause(page: Page, stack: Stack, clause: Clause) -> None:
    """Put everything that is known of one clause on a page."""
    lang = page.lang
    relay = stack.catalogue.relay(clause.relay)
    documents = stack.catalogue.documents_of(clause)
    page.put("", lead=((clause.id, BOLD), (f"  ({PHRASES['pack'][lang].format(pack=clause.pack)})", "")))
    page.put("", lead=((clause.title[lang], BOLD),), indent=2)
    page.put(clause.summary[lang], indent=2)
    page.blank()
    page.field(LABELS["document"], document_line(documents, lang))
    for document in documents:
        page.field(LABELS["status"], status_line(document, lang) or "")
    page.field(LABELS["attribution"], PHRASES[clause.attribution][lang])
    page.field(LABELS["relay"], f"{relay.id} — {relay.title[lang]} ({relay.file_name})")
    page.field(LABELS["locator"], clause.locator.text[lang])
    for helping in clause.helped_by:
        law = stack.catalogue.document(helping)
        page.field(LABELS["helped_by"], f"{law.title[lang]}: {law.about[lang]}")
    since = clause.in_force_from
    page.field(
        LABELS["in_force"],
        PHRASES["no_date"][lang] if since is None else PHRASES["in_force_since"][lang].format(day=since),
    )
    page.field(LABELS["force"], FORCES[clause.force][lang])
    page.field(LABELS["fate"], fate_line(stack, clause, lang))
    page.field(LABELS["rules"], ", ".join(carried_out_by(stack, clause)))
    page.field(
        LABELS["digest"], clause.digest, f"{clause.passage.digest} ({clause.passage.start}-{clause.passage.end})"
    )

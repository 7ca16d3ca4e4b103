"""`qd85 clauses`: the catalogue, with what each clause leads to; and whether a user's sources still say the same.

What must not live here: what is known of one clause (`describe.clause_entry`), comparing texts
(`policy.catalogue_verify`).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.cli.exits import Exit
from qd85rules.cli.outputs import add_result, write_result
from qd85rules.describe.clause_entry import (
    clause_data,
    document_data,
    document_line,
    fate_line,
    relay_data,
    status_line,
)
from qd85rules.policy.catalogue import Catalogue
from qd85rules.policy.catalogue_verify import CheckState, verify_sources
from qd85rules.policy.policy import load_stack, pack_id, shipped_packs
from qd85rules.reporters.page import BOLD, FAINT, GREEN, RED, YELLOW
from qd85rules.wording.reference import ATTRIBUTIONS, PHRASES, STATES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qd85rules.core.text import Language
    from qd85rules.policy.catalogue import Clause, Document
    from qd85rules.policy.catalogue_verify import Check
    from qd85rules.policy.policy import Stack
    from qd85rules.reporters.page import Page

_EXAMPLES: Final = """\
examples:
  qd85 clauses                                   every clause of every pack of the library
  qd85 clauses --pack local/phu-ninh --lang en   the clauses of one pack
  qd85 clauses --verify sources/                 do the sources that I hold still say the same?
  qd85 clauses --output-format json --output-file clauses.json

exit codes: 0 listed, or all sources the same; 1 something differs, has moved or is missing; 2 the job could not be done
"""
_SCHEMA_VERSION: Final = 1
_STYLES: Final[dict[CheckState, str]] = {"same": GREEN, "moved": YELLOW, "differs": RED, "missing": RED}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `clauses`."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "--pack",
        metavar="PACK",
        action="append",
        dest="packs",
        help="only the clauses of this pack, an id or a folder; repeatable (default: every pack of the library)",
    )
    parser.add_argument("--verify", metavar="DIR", type=Path, help="compare the catalogue with the sources in a folder")
    add_result(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `clauses`; gives the exit code."""
    stack = load_stack(tuple(options.packs or shipped_packs()))
    catalogue = _narrowed(stack, options.packs)
    if options.verify is None:
        write_result(options, partial(_data, stack, catalogue), partial(_show, stack, catalogue))
        return Exit.CLEAN
    checks = verify_sources(catalogue, options.verify)
    write_result(options, partial(_verified_data, checks), partial(_show_verified, catalogue, checks))
    return Exit.CLEAN if all(check.state == "same" for check in checks) else Exit.FOUND


def _narrowed(stack: Stack, packs: Sequence[str] | None) -> Catalogue:
    """Leave out what belongs to packs that are there only because a chosen one stacks on them."""
    catalogue = stack.catalogue
    if packs is None:
        return catalogue
    chosen = {pack_id(pack) for pack in packs}
    clauses = {name: clause for name, clause in catalogue.clauses.items() if clause.pack in chosen}
    documents = {document for clause in clauses.values() for document in (*clause.documents, *clause.helped_by)}
    relays = {clause.relay for clause in clauses.values()}
    return Catalogue(
        {name: item for name, item in catalogue.documents.items() if name in documents or item.pack in chosen},
        {name: item for name, item in catalogue.relays.items() if name in relays or item.pack in chosen},
        clauses,
    )


def _data(stack: Stack, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "schema_version": _SCHEMA_VERSION,
        "packs": [pack.id for pack in stack.packs],
        "documents": [document_data(document) for document in catalogue.documents.values()],
        "relays": [relay_data(relay) for relay in catalogue.relays.values()],
        "clauses": [clause_data(stack, clause) for clause in catalogue.clauses.values()],
    }


def _show(stack: Stack, catalogue: Catalogue, page: Page) -> None:
    lang = page.lang
    cited: set[str] = set()
    groups: dict[tuple[str, ...], list[Clause]] = {}
    for clause in catalogue.clauses.values():
        groups.setdefault(clause.documents, []).append(clause)
    for names, clauses in groups.items():
        documents = [catalogue.documents[name] for name in names]
        cited.update(names)
        _show_heading(page, documents)
        for clause in clauses:
            _show_clause(page, stack, clause)
        page.blank()
    others = [document for name, document in catalogue.documents.items() if name not in cited]
    _show_uncited(page, "named_only", [document for document in others if not document.helps])
    _show_uncited(page, "helps_only", [document for document in others if document.helps])
    page.heading(PHRASES["sources"][lang])
    if any({"qd85", "hd99"} & {*relay.reads} for relay in catalogue.relays.values()):
        page.put(PHRASES["secret"][lang])
    for _, relay in sorted(catalogue.relays.items()):
        text = f"{relay.title[lang]}; {relay.description[lang]} ({relay.file_name}, {relay.digest})"
        page.put(text, lead=((f"{relay.id}  ", BOLD),), indent=2, hang=4)
    page.blank()
    page.put(_tally(catalogue, lang))


def _show_uncited(page: Page, heading: str, documents: Sequence[Document]) -> None:
    lang = page.lang
    if not documents:
        return
    page.heading(PHRASES[heading][lang])
    for document in documents:
        where = (
            PHRASES["helps"][lang].format(clauses=", ".join(document.helps))
            if document.helps
            else PHRASES["named_in"][lang].format(relays=", ".join(document.named_in))
        )
        parts = (f"{document_line([document], lang)}; {document.about[lang]} {where}", status_line(document, lang))
        text = "; ".join(part for part in parts if part)
        page.put(text, lead=((f"{document.id}  ", BOLD),), indent=2, hang=4)
    page.blank()


def _show_heading(page: Page, documents: Sequence[Document]) -> None:
    page.heading(document_line(documents, page.lang))
    if len(documents) > 1:
        page.put(PHRASES["joint"][page.lang])
    for document in documents:
        page.put(document.about[page.lang])
        if status := status_line(document, page.lang):
            page.put(status)


def _show_clause(page: Page, stack: Stack, clause: Clause) -> None:
    lang = page.lang
    page.blank()
    relay = PHRASES["relay"][lang].format(relay=clause.relay)
    where = f"{clause.locator.text[lang]}; {relay}; {ATTRIBUTIONS[clause.attribution][lang]}"
    page.put("", lead=((f"{clause.id}  {clause.title[lang]}", BOLD),), indent=2, hang=4)
    page.put(where, indent=4)
    page.put(clause.summary[lang], indent=4)
    if clause.force == "advisory":
        page.put(PHRASES["advisory"][lang], indent=4)
    arrow = "=>" if page.ascii_only else "→"
    page.put(fate_line(stack, clause, lang), lead=((f"{arrow} ", GREEN if clause.reason is None else FAINT),), indent=4)


def _tally(catalogue: Catalogue, lang: Language) -> str:
    number = len(catalogue.clauses)
    people = sum(clause.outcome == "people" for clause in catalogue.clauses.values())
    return PHRASES["tally"][lang].format(all=number, checked=number - people, people=people)


def _verified_data(checks: Sequence[Check]) -> dict[str, Any]:
    return {
        "schema_version": _SCHEMA_VERSION,
        "summary": {state: sum(check.state == state for check in checks) for state in get_args(CheckState)},
        "checks": [
            {
                "kind": check.kind,
                "id": check.id,
                "relay": check.relay,
                "state": check.state,
                "path": None if check.path is None else check.path.as_posix(),
                "found_at": check.found_at,
            }
            for check in checks
        ],
    }


def _show_verified(catalogue: Catalogue, checks: Sequence[Check], page: Page) -> None:
    lang = page.lang
    for check in checks:
        if check.state != "same":
            lead = ((f"{STATES[check.state][lang]}: ", _STYLES[check.state]), (f"{check.id}  ", BOLD))
            page.put(_detail(catalogue, check, page), lead=lead, hang=4)
    kinds = Counter(check.kind for check in checks)
    states = Counter(check.state for check in checks)
    others = "".join(
        f"; {STATES[state][lang]}: {states[state]}"
        for state in get_args(CheckState)
        if state != "same" and states[state]
    )
    page.put(
        PHRASES["verified"][lang].format(
            relays=kinds["relay"], clauses=kinds["clause"], same=states["same"], others=others
        )
    )


def _detail(catalogue: Catalogue, check: Check, page: Page) -> str:
    lang = page.lang
    if check.path is None:
        return PHRASES["no_file"][lang]
    parts = [] if check.kind == "relay" else [catalogue.clauses[check.id].locator.text[lang]]
    if check.found_at is not None:
        start = catalogue.clauses[check.id].passage.start
        parts.append(PHRASES["moved_to"][lang].format(found=check.found_at, start=start))
    parts.append(PHRASES["read_as"][lang].format(path=check.path.as_posix()))
    return "; ".join(parts)

"""Generate the reference pages from the library, as a hook of MkDocs: nothing generated is kept in the repository.

What must not live here: prose that a person writes; it stands in `docs/`.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from mkdocs.structure.files import File

import qd85rules.cli
from qd85rules import testing
from qd85rules.describe.clause_entry import document_line, fate_line, status_line
from qd85rules.describe.fact_entry import derivation_words, register_field, type_words
from qd85rules.describe.parameter_entry import bounds_words, period_words
from qd85rules.describe.rule_entry import Background
from qd85rules.lab.lint.finding import CODES
from qd85rules.lang import print_expr
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import timeline
from qd85rules.policy.policy import Policy, load_stack, shipped_packs
from qd85rules.wording.reference import ATTRIBUTIONS, PHRASES
from scripts.gen_files import files_page
from scripts.gen_wording import wording_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from qd85rules.core.text import Text
    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import FactSpec
    from qd85rules.policy.catalogue import Clause
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import NamedConcept, Parameter

__all__ = ["api_page", "lint_pages", "on_files", "pages", "public_names"]

_SOURCE: Final = Path(__file__).resolve().parent.parent / "src"
_LINT_SECTION: Final = re.compile(r"^### (QL\d+) ([a-z-]+)\n+(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those that MkDocs found in `docs/`."""
    for uri, markdown in pages():
        files.append(File.generated(config, uri, content=markdown))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Give every generated page: its place below `docs/`, and its Markdown."""
    yield "reference/api.md", api_page()
    policy = _shipped_policy()
    yield "reference/clauses.md", _page(clauses_page(policy))
    yield "reference/readings.md", _page(readings_page(policy))
    yield "reference/rules.md", _page(rules_page(policy))
    yield "reference/parameters.md", _page(parameters_page(policy))
    yield "reference/facts.md", _page(facts_page(policy))
    yield "reference/wording.md", _page(wording_page(policy))
    yield "reference/files.md", _page(files_page())
    yield "reference/cli.md", _page(cli_page())
    yield from lint_pages()


def lint_pages() -> Iterator[tuple[str, str]]:
    """Give a page to each thing that the linter says, from its section of the reference; `qd85 lint` names the page."""
    reference = (_SOURCE.parent / "docs" / "reference" / "lint.md").read_text("utf-8")
    for code, name, body in _LINT_SECTION.findall(reference):
        severity = CODES[code].severity
        yield (
            f"reference/lint/{code}.md",
            f"# {code} {name}\n\nGravest: {severity}.\n\n{body.strip()}\n\n[All that the linter finds](../lint.md)\n",
        )


def public_names() -> dict[str, str]:
    """Give each public name with the module that the documentation takes it from; every other module is internal."""
    places = {name: "qd85rules" for name in qd85rules.__all__ if name != "__version__"}
    return places | dict.fromkeys(testing.__all__, "qd85rules.testing")


def api_page() -> str:
    """Give the page of the Python API: what `qd85rules` has for programs, and `qd85rules.testing` for tests."""
    names = public_names()
    lines = ["# Python API", "", "Every module but `qd85rules` and `qd85rules.testing` is internal, and may change."]
    for package in ("qd85rules", "qd85rules.testing"):
        lines += ["", f"## `{package}`", ""]
        for name in sorted((name for name, place in names.items() if place == package), key=str.casefold):
            lines += [f"::: {package}.{name}", "    options: {heading_level: 3, show_root_heading: true}", ""]
    return "\n".join(lines)


def _shipped_policy() -> Policy:
    """Load all packs of the library, for the last day on which one of them was compared with its sources."""
    stack = load_stack(shipped_packs())
    day = max(pack.verified_on for pack in stack.packs if pack.verified_on is not None)
    return Policy.load(shipped_packs(), as_of=day)


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _cell(*texts: str) -> str:
    """Put texts into a cell of a table, one below another."""
    return "<br>".join(_safe(text) for text in texts if text)


def _safe(text: str) -> str:
    """Keep what a text says from being read as Markdown; code between backticks stays code."""
    return text.replace("<", "&lt;").replace("|", "&#124;")


def _both(text: Text) -> str:
    return text.vi if text.vi == text.en else f"{text.vi} / {text.en}"


def _anchor(name: str) -> str:
    """Give an id for a heading, so that other pages can point at it."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _links(page: str, names: Iterable[str]) -> str:
    return ", ".join(f"[`{name}`]({page}.md#{_anchor(name)})" for name in names)


def clauses_page(policy: Policy) -> Iterator[str]:
    """Give the page of the catalogue: documents, the clauses of each, and the relays."""
    yield from ("# Clauses", "")
    yield "Every duty that the texts state, in our own words, with the place where it stands and what becomes of it."
    yield "`qd85 clauses` prints the same; `qd85 clauses --verify DIR` compares it with the sources that you hold."
    groups: dict[tuple[str, ...], list[Clause]] = {}
    for clause in policy.catalogue.clauses.values():
        groups.setdefault(clause.documents, []).append(clause)
    for names, clauses in groups.items():
        documents = [policy.catalogue.documents[name] for name in names]
        yield from ("", f"## {' and '.join(document.title.en for document in documents)}", "")
        yield f"{document_line(documents, 'vi')} / {document_line(documents, 'en')}"
        for document in documents:
            if status := status_line(document, "en"):
                yield from ("", f"`{document.id}`: {status}")
        if len(documents) > 1:
            yield from ("", f"{PHRASES['joint'].en[0].upper()}{PHRASES['joint'].en[1:]}.")
        for clause in clauses:
            yield from _clause(policy, clause)
    helping = [document for document in policy.catalogue.documents.values() if document.helps]
    if helping:
        yield from ("", f"## {PHRASES['helps_only'].en}", "")
        for document in helping:
            yield f"- `{document.id}`: {document_line([document], 'en')}; {document.about.en}"
    yield from (
        "",
        "## Relays",
        "",
        PHRASES["secret"].vi,
        "",
        PHRASES["secret"].en,
        "",
        "| id | text | file | documents | digest |",
        "|---|---|---|---|---|",
    )
    for _, relay in sorted(policy.catalogue.relays.items()):
        named = ", ".join((*relay.reads, *(f"{name} (named)" for name in relay.names)))
        title = _cell(relay.title.vi, relay.title.en)
        yield f"| {relay.id} | {title} | `{relay.file_name}` | {named} | `{relay.digest}` |"


def _clause(policy: Policy, clause: Clause) -> Iterator[str]:
    yield from ("", f"### `{clause.id}` {{ #{_anchor(clause.id)} }}", "")
    yield from (f"**{_safe(clause.title.vi)} / {_safe(clause.title.en)}**", "")
    yield from (_safe(clause.summary.vi), "", _safe(clause.summary.en), "")
    where = f"{clause.locator.text.vi} / {clause.locator.text.en}; relay {clause.relay}"
    yield f"- Where: {where}; attribution {ATTRIBUTIONS[clause.attribution].en}; pack `{clause.pack}`"
    since = clause.in_force_from
    yield f"- Counts: {PHRASES['no_date'].en if since is None else PHRASES['in_force_since'].en.format(day=since)}"
    if clause.helped_by:
        yield f"- Helps to read: {', '.join(clause.helped_by)}"
    if clause.force == "advisory":
        yield f"- Force: {PHRASES['advisory'].en}"
    if clause.reason is None:
        cited = [resolved.rule.id for resolved in policy.rules if clause.id in resolved.rule.clauses]
        yield f"- Fate: {_links('rules', cited)}" if cited else f"- Fate: {fate_line(policy.stack, clause, 'en')}"
    else:
        yield f"- Fate: {_safe(fate_line(policy.stack, clause, 'vi'))} / {_safe(fate_line(policy.stack, clause, 'en'))}"
    yield f"- Passage: {clause.passage.start}-{clause.passage.end}, `{clause.passage.digest}`"


def readings_page(policy: Policy) -> Iterator[str]:
    """Give the page of the readings: both opinions on each, and what follows it."""
    yield from ("# Readings", "")
    yield "How the texts are read where they leave a choice, from `readings.yaml` of each pack; `qd85 explain RULE`"
    yield "shows those of a rule. Their numbers are never used again."
    for _, reading in sorted(policy.catalogue.readings.items()):
        yield from ("", f"## Reading {reading.number} {{ #{_anchor(f'reading-{reading.number}')} }}", "")
        yield from (_safe(reading.words.vi), "", _safe(reading.words.en), "")
        for label, text in (("Taken", reading.taken), ("Also held", reading.other), ("Why", reading.why)):
            yield f"- {label}: {_safe(text.vi)} / {_safe(text.en)}"
        if reading.rules:
            yield f"- Rules: {_links('rules', reading.rules)}"
        if reading.parameters:
            yield f"- Parameters: {_links('parameters', reading.parameters)}"
        yield f"- Pack: `{reading.pack}`"


def rules_page(policy: Policy) -> Iterator[str]:
    """Give the page of the rules and of the concepts that they share."""
    back = Background(policy)
    yield from ("# Rules", "")
    yield "The rules of all packs of the library. `qd85 explain RULE` prints the same, with parameters as you set them."
    for resolved in policy.rules:
        yield from _rule(back, resolved)
    yield from ("", "## Concepts")
    for concept in back.concepts.values():
        yield from _concept(back, concept)


def _rule(back: Background, resolved: ResolvedRule) -> Iterator[str]:
    rule = resolved.rule
    yield from ("", f"## `{rule.id}` {{ #{_anchor(rule.id)} }}", "")
    yield from (f"**{_safe(rule.title.vi)}** / **{_safe(rule.title.en)}**", "")
    day = PHRASES["day_of_check"].en if rule.event_date is None else f"`{rule.event_date}`"
    yield f"- `{rule.modality}`, on each {rule.subject}; pack `{rule.pack}`"
    yield f"- Clauses: {_links('clauses', rule.clauses)}"
    yield f"- In force: from {resolved.since or 'no day that a source states'}, by {day}"
    if resolved.params:
        yield f"- Parameters: {_links('parameters', resolved.params)}"
    yield f"- Facts: {_links('facts', resolved.facts)}"
    yield from _condition(back, "Applies when", rule.applies_when.expr)
    yield from _condition(back, "Broken when", rule.violated_when.expr)
    yield from ("", f"Message: {_safe(_both(rule.message))}", "", f"Remedy: {_safe(_both(rule.remedy))}")
    if rule.note is not None:
        yield from ("", f"Note: {_safe(_both(rule.note))}")
    yield from ("", "| example | outcome |", "|---|---|")
    for example in rule.examples:
        yield f"| {_cell(example.name)} | {example.expect.replace('_', ' ')} |"


def _concept(back: Background, concept: NamedConcept) -> Iterator[str]:
    yield from ("", f"### `concepts.{concept.name}` {{ #concepts-{_anchor(concept.name)} }}", "")
    yield f"{_safe(concept.title.vi)} / {_safe(concept.title.en)} (pack `{concept.pack}`)"
    yield from _condition(back, "When", concept.when.expr)
    for widening in back.widenings(concept):
        since = "" if widening.since is None else f", from the day `{print_expr(widening.since.expr)}`"
        label = f"Widened by the pack `{widening.pack}`, by {_links('clauses', widening.clauses)}{since}"
        yield from _condition(back, label, widening.when.expr)


def _condition(back: Background, label: str, expr: Expr) -> Iterator[str]:
    yield from ("", f"{label}:", "", "```text", print_expr(expr), "```", "")
    for line in back.words(expr, "en"):
        depth = len(line) - len(line.lstrip())
        yield f"{'  ' * depth}- {_safe(line.lstrip())}"


def parameters_page(policy: Policy) -> Iterator[str]:
    """Give the page of the parameters."""
    yield from ("# Parameters", "")
    yield "What the texts leave open. A value is never presented as the text's: every finding that it decided shows it."
    for parameter in policy.stack.parameters.values():
        yield from _parameter(policy, parameter)


def _parameter(policy: Policy, parameter: Parameter) -> Iterator[str]:
    yield from ("", f"## `{parameter.name}` {{ #{_anchor(parameter.name)} }}", "")
    yield from (f"{_safe(parameter.title.vi)} / {_safe(parameter.title.en)}", "")
    for period in timeline(parameter, policy.stack.settings[parameter.name]):
        yield f"- Value {period_words(parameter, period, 'en')}"
    bounds = bounds_words(parameter)
    yield f"- Type: {parameter.type.kind}{f'; {bounds}' if bounds else ''}; pack `{parameter.pack}`"
    yield f"- Who sets it: {_safe(_both(parameter.set_by))}"
    yield f"- Rules: {_links('rules', [r.rule.id for r in policy.rules if parameter.name in r.params])}"
    yield from ("", _safe(parameter.rationale.vi), "", _safe(parameter.rationale.en))


def facts_page(policy: Policy) -> Iterator[str]:
    """Give the page of the fact vocabulary, by subject."""
    yield from ("# Facts", "")
    yield "What conditions may read. A fact that the register does not state is unknown, and unknown is never rounded."
    for subject in SUBJECTS:
        yield from ("", f"## On the {subject}")
        for spec in FACTS.values():
            if spec.subject == subject:
                yield from _fact(policy, spec)


def _fact(policy: Policy, spec: FactSpec) -> Iterator[str]:
    yield from ("", f"### `{spec.name}` {{ #{_anchor(spec.name)} }}", "", _safe(_both(spec.meaning)), "")
    yield f"- Type: {type_words(spec.type, 'en')}"
    if field := register_field(spec):
        yield f"- In a register: `{field}`"
    if words := derivation_words(spec, "en"):
        yield f"- How it is known: {_safe(words)}"
    if spec.inputs:
        yield f"- From: {_links('facts', [name for name in spec.inputs if name in FACTS])}"
    yield f"- Question where it is missing: {_safe(_both(spec.question))}"
    rules = [resolved.rule.id for resolved in policy.rules if spec.name in resolved.facts]
    if rules:
        yield f"- Rules: {_links('rules', rules)}"


def cli_page() -> Iterator[str]:
    """Give the page of the command line: the help of every command."""
    overview = _help()
    commands = re.findall(r"^ {4}([a-z]+)(?: {2}|$)", overview, re.MULTILINE)
    yield from ("# Command line", "", "What each command says of itself with `--help`.", "", "```text", overview, "```")
    for command in commands:
        yield from ("", f"## `qd85 {command}` {{ #{command} }}", "", "```text", _help(command), "```")


def _help(*command: str) -> str:
    """Give the help of a command, as wide as a page."""
    shown = io.StringIO()
    with patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1"}), redirect_stdout(shown):
        try:
            qd85rules.cli.main([*command, "--help"])
        except SystemExit as stop:
            if stop.code:
                raise
    return shown.getvalue().rstrip()

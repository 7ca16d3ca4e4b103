"""A comparison of policies as text for a terminal, as Markdown for a review comment, and as plain data for programs.

What must not live here: comparing (`diff.py`), and writing files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.analysis.transitions import OUTCOMES
from qd85rules.analysis.witness import to_yaml
from qd85rules.report import Outcome
from qd85rules.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.analysis.changes import Change
    from qd85rules.analysis.diff import PolicyDiff, RuleDiff
    from qd85rules.analysis.transitions import TransitionMatrix
    from qd85rules.analysis.witness import Witness
    from qd85rules.text import Text

__all__ = ["SCHEMA_VERSION", "diff_data", "diff_markdown", "diff_text", "transitions_text"]

SCHEMA_VERSION: Final = 1

_NOTHING: Final = "nothing"
_WORDS: Final = {
    "unchanged": "unchanged, proved over all accounts",
    "stricter": "stricter",
    "looser": "looser",
    "both": "stricter for some, looser for others",
    "new": "new",
    "gone": "gone",
    "not_decided": "not decided",
}


def diff_text(diff: PolicyDiff, transitions: TransitionMatrix | None = None) -> str:
    """Write the comparison for a terminal; rules in which nothing is different are counted only."""
    lines = [_tally(diff)]
    for rule in diff.rules:
        if not rule.same:
            lines += ["", f"{_name(rule)}: {_WORDS[rule.kind]}", *(f"  {line}" for line in _details(rule))]
            for title, example in _examples(rule):
                lines += [f"  {title}:", *(f"    {line}" for line in example.splitlines())]
    for heading, entries in _sections(diff):
        lines += ["", f"{heading}:", *(f"  {entry}" for entry in entries)]
    if transitions is not None:
        lines += ["", transitions_text(transitions).rstrip("\n")]
    return "\n".join(lines) + "\n"


def diff_markdown(diff: PolicyDiff, transitions: TransitionMatrix | None = None) -> str:
    """Write the comparison for a review comment."""
    lines = ["## Policy changes", "", f"{_tally(diff)}."]
    edited = [rule for rule in diff.rules if not rule.same]
    if edited:
        lines += ["", "| rule | change |", "|---|---|"]
        lines += [f"| `{_cell(_name(rule))}` | {_WORDS[rule.kind]} |" for rule in edited]
    for rule in edited:
        lines += ["", f"### `{_name(rule)}`", "", *(f"- {_escaped(line)}" for line in _details(rule))]
        for title, example in _examples(rule):
            # A fence longer than any inside: what a rule or a name holds cannot end it.
            fence = "`" * max(3, _longest_run(example) + 1)
            lines += ["", f"{title}:", "", f"{fence}yaml", example.rstrip("\n"), fence]
    for heading, entries in _sections(diff):
        lines += ["", f"### {heading}", "", *(f"- {_escaped(entry)}" for entry in entries)]
    if transitions is not None:
        table = transitions_text(transitions).rstrip("\n")
        lines += ["", "### Register", "", "```text", table.replace("```", "'''"), "```"]
    return "\n".join(lines) + "\n"


def diff_data(diff: PolicyDiff, transitions: TransitionMatrix | None = None) -> dict[str, Any]:
    """Give the comparison as plain data that JSON can hold."""
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": diff.as_of.isoformat(),
        "same": diff.same,
        "summary": dict(diff.counts),
        "rules": [_rule_data(rule) for rule in diff.rules],
        "parameters": [
            {
                "name": change.name,
                "title": _both(change.title),
                "old": None if change.old is None else _both(change.old),
                "new": None if change.new is None else _both(change.new),
                "changes": [_change_data(each) for each in change.changes],
            }
            for change in diff.parameters
        ],
        "concepts": [_change_data(change) for change in diff.concepts],
        "clauses": [
            {"id": clause.id, "changes": [_change_data(change) for change in clause.changes]} for clause in diff.clauses
        ],
        "packs": [_change_data(change) for change in diff.packs],
        "register": None if transitions is None else _matrix_data(transitions),
    }


def transitions_text(matrix: TransitionMatrix) -> str:
    """Write what a register's accounts come to: a table of outcomes, then the accounts that change."""
    names = [name for name in OUTCOMES if any(name in pair for pair in matrix.counts)]
    width = max((len(name) for name in names), default=0)
    changed = f"{len(matrix.changes)} of {sum(matrix.counts.values())} outcomes change"
    lines = [f"{changed} in {matrix.accounts} accounts; before in rows, after in columns:"]
    if names:
        lines.append(" ".join([" " * width, *(f"{name:>{len(name)}}" for name in names)]))
    for before in names:
        cells = (f"{matrix.counts.get((before, after), 0) or '.':>{len(after)}}" for after in names)
        lines.append(" ".join([f"{before:<{width}}", *cells]))
    for change in matrix.changes:
        clauses = ", ".join(change.clauses)
        place = f"{change.account} {change.subject}"
        lines.append(f"{place}: {change.rule} {change.old} → {change.new} [{clauses}]")
    if matrix.errors:
        lines.append(f"not counted: records with errors, {len(matrix.errors)} of them")
    return "\n".join(lines) + "\n"


def _tally(diff: PolicyDiff) -> str:
    if diff.same:
        return f"no difference: {len(diff.rules)} rules, as of {diff.as_of}"
    counts = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in diff.counts.items() if count)
    return f"{len(diff.rules)} rules: {counts}, as of {diff.as_of}"


def _name(rule: RuleDiff) -> str:
    return rule.id if rule.old_id is None else f"{rule.old_id} → {rule.id}"


def _details(rule: RuleDiff) -> Iterator[str]:
    yield rule.title.en
    if rule.reason is not None:
        yield f"not decided: {rule.reason}"
    for change in rule.changes:
        yield _said(change)
    if rule.kind not in {"new", "gone"}:
        yield from (f"cites {clause} no longer" for clause in rule.clauses_removed)
        yield from (f"cites {clause} as well" for clause in rule.clauses_added)
    else:
        yield f"cites {', '.join((*rule.clauses_added, *rule.clauses_removed))}"


def _said(change: Change) -> str:
    old, new = (_NOTHING if text is None else text for text in (change.old, change.new))
    return f"{change.what}: {old} → {new}"


def _sections(diff: PolicyDiff) -> Iterator[tuple[str, list[str]]]:
    if diff.parameters:
        yield (
            "Parameters",
            [
                line
                for change in diff.parameters
                for line in (f"{change.name}: {change.words()}", *map(_said, change.changes))
            ],
        )
    if diff.concepts:
        yield "Concepts", [_said(change) for change in diff.concepts]
    if diff.clauses:
        yield "Clauses", [f"{clause.id}: {_said(change)}" for clause in diff.clauses for change in clause.changes]
    if diff.packs:
        yield "Packs", [_said(change) for change in diff.packs]


def _examples(rule: RuleDiff) -> Iterator[tuple[str, str]]:
    """Give a heading and a case to paste for every account that shows a change."""
    if rule.kind in {"new", "gone"}:
        for witness in (rule.stricter, rule.looser):
            if witness is not None:
                verb = "is a" if rule.kind == "new" else "was a"
                word = _word(rule, witness.outcomes[0])
                yield f"{verb} {word}, for example", _case(rule, witness, word, word)
        return
    # Where more than the word changes, an account that shows a change of the word adds nothing.
    relabelled = rule.relabelled if rule.kind == "unchanged" else None
    for name, witness in (("stricter", rule.stricter), ("looser", rule.looser), ("relabelled", relabelled)):
        if witness is None:
            continue
        before, after = (outcome.value.replace("_", " ") for outcome in witness.outcomes)
        word = _word(rule, witness.outcomes[1])
        if before == after:
            yield f"{name}, for example", _case(rule, witness, f"{word} now", word)
        else:
            yield f"{name}, for example ({before} before)", _case(rule, witness, f"{after}, was {before}", word)


def _case(rule: RuleDiff, witness: Witness, name: str, word: str) -> str:
    return to_yaml([witness.case(f"{rule.id}: {name}", rule.id, word)])


def _word(rule: RuleDiff, outcome: Outcome) -> str:
    """Give the report's word for an outcome."""
    return "recommendation" if rule.modality == "should" and outcome is Outcome.VIOLATION else outcome.value


def _rule_data(rule: RuleDiff) -> dict[str, Any]:
    return {
        "id": rule.id,
        "old_id": rule.old_id,
        "kind": rule.kind,
        "title": _both(rule.title),
        "stricter": rule.stricter.data() if rule.stricter else None,
        "looser": rule.looser.data() if rule.looser else None,
        "relabelled": rule.relabelled.data() if rule.relabelled else None,
        "changes": [_change_data(change) for change in rule.changes],
        "clauses_added": list(rule.clauses_added),
        "clauses_removed": list(rule.clauses_removed),
        "reason": rule.reason,
    }


def _matrix_data(matrix: TransitionMatrix) -> dict[str, Any]:
    return {
        "accounts": matrix.accounts,
        "counts": [{"old": old, "new": new, "count": count} for (old, new), count in sorted(matrix.counts.items())],
        "changes": [
            {
                "account": change.account,
                "subject": change.subject,
                "rule": change.rule,
                "clauses": list(change.clauses),
                "old": change.old,
                "new": change.new,
            }
            for change in matrix.changes
        ],
        "errors": len(matrix.errors),
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {"what": change.what, "old": change.old, "new": change.new}


def _both(text: Text) -> dict[str, str]:
    return {lang: text[lang] for lang in LANGUAGES}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _escaped(text: str) -> str:
    """Keep what packs say from being read as Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def _longest_run(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest

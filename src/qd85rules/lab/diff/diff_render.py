"""A comparison of policies as text for a terminal, as Markdown for a review comment, and as plain data for programs.

What must not live here: comparing (`diff`), what a register comes to (`transitions_render`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text, plain
from qd85rules.lab.diff.transitions_render import transitions_data, transitions_markdown, transitions_text
from qd85rules.lab.proofs.witness import to_yaml
from qd85rules.reporters.markdown_text import prose
from qd85rules.wording import lab as say
from qd85rules.wording.verdicts import outcome_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.text import Language
    from qd85rules.lab.diff.changes import Change
    from qd85rules.lab.diff.diff import PolicyDiff, RuleDiff
    from qd85rules.lab.diff.transitions import TransitionMatrix
    from qd85rules.lab.proofs.witness import Witness
    from qd85rules.policy.rule import Modality

SCHEMA_VERSION: Final = 1

_CONDITIONS: Final = frozenset({"applies_when", "violated_when"})


def diff_text(diff: PolicyDiff, transitions: TransitionMatrix | None = None, lang: Language = "en") -> str:
    """Write the comparison for a terminal; rules in which nothing is different are counted only."""
    lines = [_tally(diff, lang)]
    for rule in diff.rules:
        if not rule.same:
            lines += ["", f"{_name(rule)}: {say.RULE_KINDS[rule.kind][lang]}"]
            lines += [f"  {line}" for line in _details(rule, lang)]
            for title, example in _examples(rule, lang):
                lines += [f"  {title}:", *(f"    {line}" for line in example.splitlines())]
    for heading, entries in _sections(diff, lang):
        lines += ["", f"{heading}:", *(f"  {entry}" for entry in entries)]
    if transitions is not None:
        lines += ["", *transitions_text(transitions, lang).splitlines()]
    return _joined(lines)


def diff_markdown(diff: PolicyDiff, transitions: TransitionMatrix | None = None, lang: Language = "en") -> str:
    """Write the comparison for a review comment."""
    lines = [f"## {say.DIFF_HEADINGS['changes'][lang]}", "", f"{_tally(diff, lang)}."]
    edited = [rule for rule in diff.rules if not rule.same]
    if edited:
        lines += ["", f"| {say.DIFF_HEADINGS['rule'][lang]} | {say.DIFF_HEADINGS['change'][lang]} |", "|---|---|"]
        lines += [f"| `{_name(rule)}` | {say.RULE_KINDS[rule.kind][lang]} |" for rule in edited]
    for rule in edited:
        lines += ["", f"### `{_name(rule)}`", "", *(f"- {prose(line)}" for line in _details(rule, lang))]
        for title, example in _examples(rule, lang):
            # A fence longer than any inside: what a rule or a name holds cannot end it.
            fence = "`" * max(3, _longest_run(example) + 1)
            lines += ["", f"{title}:", "", f"{fence}yaml", *example.splitlines(), fence]
    for heading, entries in _sections(diff, lang):
        lines += ["", f"### {heading}", "", *(f"- {prose(entry)}" for entry in entries)]
    if transitions is not None:
        lines += ["", *transitions_markdown(transitions, lang).splitlines()]
    return _joined(lines)


def _joined(lines: Iterable[str]) -> str:
    """Join lines; what packs and registers say is shown by a terminal or a page, never obeyed."""
    return "".join(f"{plain(line)}\n" for line in lines)


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
        "register": None if transitions is None else transitions_data(transitions),
    }


def _tally(diff: PolicyDiff, lang: Language) -> str:
    if diff.same:
        return say.DIFF_SAID["same"][lang].format(number=len(diff.rules), day=diff.as_of)
    counts = ", ".join(f"{count} {say.RULE_KINDS_COUNTED[kind][lang]}" for kind, count in diff.counts.items() if count)
    return say.DIFF_SAID["tally"][lang].format(number=len(diff.rules), counts=counts, day=diff.as_of)


def _name(rule: RuleDiff) -> str:
    return rule.id if rule.old_id is None else f"{rule.old_id} → {rule.id}"


def _details(rule: RuleDiff, lang: Language) -> Iterator[str]:
    yield rule.title[lang]
    if rule.reason is not None:
        yield say.DIFF_SAID["not_decided"][lang].format(
            reason=say.NOT_PROVED_BECAUSE.get(rule.reason, Text(rule.reason, rule.reason))[lang]
        )
    for change in rule.changes:
        yield _said(change, lang)
    if rule.kind not in {"new", "gone"}:
        yield from (say.DIFF_SAID["dropped"][lang].format(clause=clause) for clause in rule.clauses_removed)
        yield from (say.DIFF_SAID["added"][lang].format(clause=clause) for clause in rule.clauses_added)
    else:
        yield say.DIFF_SAID["cites"][lang].format(clauses=", ".join((*rule.clauses_added, *rule.clauses_removed)))


def _said(change: Change, lang: Language) -> str:
    quote = "`" if change.what in _CONDITIONS else ""
    old, new = (
        say.DIFF_SAID["nothing"][lang] if text is None else f"{quote}{' '.join(text.split())}{quote}"
        for text in (change.old, change.new)
    )
    return f"{change.what}: {old} → {new}"


def _sections(diff: PolicyDiff, lang: Language) -> Iterator[tuple[str, list[str]]]:
    if diff.parameters:
        yield (
            say.DIFF_HEADINGS["parameters"][lang],
            [
                line
                for change in diff.parameters
                for line in (f"{change.name}: {change.words(lang)}", *(_said(each, lang) for each in change.changes))
            ],
        )
    if diff.concepts:
        yield say.DIFF_HEADINGS["concepts"][lang], [_said(change, lang) for change in diff.concepts]
    if diff.clauses:
        said = [f"{clause.id}: {_said(change, lang)}" for clause in diff.clauses for change in clause.changes]
        yield say.DIFF_HEADINGS["clauses"][lang], said
    if diff.packs:
        yield say.DIFF_HEADINGS["packs"][lang], [_said(change, lang) for change in diff.packs]


def _examples(rule: RuleDiff, lang: Language) -> Iterator[tuple[str, str]]:
    """Give a heading and a case to paste for every account that shows a change."""
    if rule.kind in {"new", "gone"}:
        for witness in (rule.stricter, rule.looser):
            if witness is not None:
                word = _called(witness.outcomes[0], rule.modality, lang)
                yield say.DIFF_SAID[rule.kind][lang].format(word=word), _case(rule, witness, word, witness.outcomes[0])
        return
    # Where the outcome changes too, an account that only shows a change of modality is left out.
    relabelled = rule.relabelled if rule.kind == "unchanged" else None
    for name, witness in (("stricter", rule.stricter), ("looser", rule.looser), ("relabelled", relabelled)):
        if witness is None:
            continue
        one, other = witness.outcomes
        # A violation that stays one changes between a duty and a recommendation.
        former = "must" if one is other and rule.modality == "should" else "should" if one is other else rule.modality
        before, after = _called(one, former, lang), _called(other, rule.modality, lang)
        name_of_case = say.DIFF_SAID["case"][lang].format(after=after, before=before)
        yield say.DIFF_SAID[name][lang].format(before=before), _case(rule, witness, name_of_case, other)


def _called(outcome: Outcome, modality: Modality, lang: Language) -> str:
    return outcome_word(outcome, recommended=modality == "should")[lang]


def _case(rule: RuleDiff, witness: Witness, name: str, outcome: Outcome) -> str:
    recommended = rule.modality == "should" and outcome is Outcome.VIOLATION
    expect = "recommendation" if recommended else outcome.value
    return to_yaml([witness.case(f"{rule.id}: {name}", rule.id, expect)])


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


def _change_data(change: Change) -> dict[str, Any]:
    return {"what": change.what, "old": change.old, "new": change.new}


def _both(text: Text) -> dict[str, str]:
    return {lang: text[lang] for lang in LANGUAGES}


def _longest_run(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest

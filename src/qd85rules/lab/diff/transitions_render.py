"""What an edit does to a register, as text for a terminal, as Markdown and as plain data.

Accounts are named by their ids alone; no personal name is here to be shown.

What must not live here: comparing outcomes (`transitions`), what an edit does to accounts in general (`diff_render`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.text import plain
from qd85rules.lab.diff.transitions import ABSENT, OUTCOMES
from qd85rules.reporters.markdown_text import prose
from qd85rules.wording import lab as say
from qd85rules.wording.verdicts import count, outcome_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Language
    from qd85rules.lab.diff.transitions import Transition, TransitionMatrix
    from qd85rules.policy.rule import Modality

SHOWN_IN_A_COMMENT: Final = 50
"""How many changes Markdown lists: a review comment has a greatest length."""


def transitions_text(matrix: TransitionMatrix, lang: Language = "en") -> str:
    """Write a table of outcomes, then the accounts that change."""
    names = _names(matrix)
    words = {name: _word(name, lang) for name in names}
    width = max((len(word) for word in words.values()), default=0)
    lines = [f"{_tally(matrix, lang)}:"]
    if names:
        lines.append(" ".join([" " * width, *words.values()]))
    for before in names:
        cells = (f"{matrix.counts.get((before, after), 0) or '.':>{len(words[after])}}" for after in names)
        lines.append(" ".join([f"{words[before]:<{width}}", *cells]))
    for change in _listed(matrix):
        old, new = (_word(each, lang, change.modality) for each in (change.old, change.new))
        place = f"{change.account} {change.subject}"
        lines.append(f"{place}: {change.rule} {old} → {new} [{', '.join(change.clauses)}]")
    return "".join(f"{plain(line)}\n" for line in (*lines, *_notes(matrix, lang)))


def transitions_markdown(matrix: TransitionMatrix, lang: Language = "en") -> str:
    """Write the same as two tables, the second cut short where there is much to tell."""
    names = _names(matrix)
    words = [_word(name, lang) for name in names]
    lines = [f"### {say.DIFF_HEADINGS['register'][lang]}", "", f"{_tally(matrix, lang)}.", ""]
    if names:
        lines += [f"| | {' | '.join(words)} |", f"|---|{'---:|' * len(names)}"]
    for before, word in zip(names, words, strict=True):
        cells = (str(matrix.counts.get((before, after), 0) or "") for after in names)
        lines.append(f"| {word} | {' | '.join(cells)} |")
    listed = sorted(_listed(matrix), key=lambda change: OUTCOMES.index(change.new))
    if listed:
        columns = [say.DIFF_HEADINGS[name][lang] for name in ("account", "rule", "before", "after", "cited")]
        lines += ["", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for change in listed[:SHOWN_IN_A_COMMENT]:
        old, new = (_word(each, lang, change.modality) for each in (change.old, change.new))
        account = prose(f"{change.account} {change.subject}")
        lines.append(f"| {account} | `{change.rule}` | {old} | {new} | {', '.join(change.clauses)} |")
    left = len(listed) - SHOWN_IN_A_COMMENT
    notes = [say.DIFF_SAID["more"][lang].format(number=left)] if left > 0 else []
    lines += [text for line in (*notes, *_notes(matrix, lang)) for text in ("", line)]
    return "".join(f"{plain(line)}\n" for line in lines)


def transitions_data(matrix: TransitionMatrix) -> dict[str, Any]:
    """Give the same as plain data that JSON can hold, with every change."""
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
                "modality": change.modality,
            }
            for change in matrix.changes
        ],
        "errors": errors_in(matrix.errors),
    }


def _word(outcome: str, lang: Language, modality: Modality = "must") -> str:
    if outcome == ABSENT:
        return say.NO_SUCH_RULE[lang]
    return outcome_word(outcome, recommended=modality == "should")[lang]


def _names(matrix: TransitionMatrix) -> list[str]:
    return [name for name in OUTCOMES if any(name in pair for pair in matrix.counts)]


def _tally(matrix: TransitionMatrix, lang: Language) -> str:
    total, accounts = sum(matrix.counts.values()), count("accounts", matrix.accounts, lang)
    return say.DIFF_SAID["outcomes"][lang].format(changed=len(matrix.changes), total=total, accounts=accounts)


def _listed(matrix: TransitionMatrix) -> list[Transition]:
    return [change for change in matrix.changes if not change.is_trifle]


def _notes(matrix: TransitionMatrix, lang: Language) -> Iterator[str]:
    trifles = sum(change.is_trifle for change in matrix.changes)
    for name, number in (("trifles", trifles), ("errors", errors_in(matrix.errors))):
        if number:
            yield say.DIFF_SAID[name][lang].format(number=number)

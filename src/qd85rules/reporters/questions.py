"""Open questions: as a page by unit and holder, as plain data, and as a table to be filled in.

What must not live here: which questions are open (`judge.questions`).
"""

from __future__ import annotations

import csv
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from qd85rules.reporters.csv_report import cell
from qd85rules.reporters.page import FAINT, YELLOW
from qd85rules.wording import questions as say
from qd85rules.wording.reports import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.judge.questions import OpenQuestion
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options
    from qd85rules.reporters.page import Page

QUESTIONS_VERSION: Final = 1
"""The version of the shape of the data; it grows by additions only."""

COLUMNS: Final = (
    "unit", "holder_id", "account", "item", "fact", "question", "may_be", "settles", "rules",
    "answer", "by", "on", "basis", "until",
)  # fmt: skip
"""The columns of the table, the same in every language; the last five are for the answer."""


def questions_data(report: Report, asked: Sequence[OpenQuestion], options: Options) -> dict[str, Any]:
    """Give the questions as plain data, in the order in which they are to be asked."""
    return {
        "schema_version": QUESTIONS_VERSION,
        "as_of": report.as_of.isoformat(),
        "policy": {"packs": list(report.policy.packs), "fingerprint": report.policy.fingerprint},
        "inputs": list(options.inputs),
        "summary": {"accounts": report.accounts, "questions": len(asked), "undetermined": len(report.undetermined)},
        "questions": [_data(one, options) for one in asked],
    }


def _data(one: OpenQuestion, options: Options) -> dict[str, Any]:
    shown = {"holder_name": one.holder_name} if options.show_names else {}
    return {
        "account": one.account,
        "item": None if one.subject == "account" else one.subject,
        "fact": one.fact,
        "question": one.text[options.lang],
        "may_be": one.may_be[options.lang],
        "choices": [value for value, _ in one.choices],
        "settles": list(one.settles),
        "rules": list(one.rules),
        "holder_id": one.holder_id,
        **shown,
        "unit": one.unit,
    }


def render_questions_csv(asked: Iterable[OpenQuestion], options: Options) -> str:
    """Render the questions as RFC 4180 has it, with empty cells for who answers what, when, and on what basis."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for one in asked:
        row = _data(one, options) | {"settles": " ".join(one.settles), "rules": " ".join(one.rules)}
        writer.writerow({name: cell(row.get(name)) for name in COLUMNS})
    return out.getvalue()


def show_questions(report: Report, asked: Sequence[OpenQuestion], page: Page, options: Options) -> None:
    """Fill a page: each unit, each holder in it, and what to ask of each page, most decisive first."""
    lang = options.lang
    page.heading(say.TITLE[lang].format(day=report.as_of))
    fingerprint = report.policy.fingerprint[: len("sha256:") + 12]
    page.put(POLICY[lang].format(packs=", ".join(report.policy.packs), fingerprint=fingerprint))
    if not asked:
        page.blank()
        page.put(say.NONE_OPEN[lang])
    for unit, of_unit in groupby(asked, key=lambda one: one.unit):
        page.blank()
        page.heading(say.unit_heading(unit, lang))
        for _, of_holder in groupby(of_unit, key=lambda one: one.person):
            _show_holder([*of_holder], page, options)


def _show_holder(asked: Sequence[OpenQuestion], page: Page, options: Options) -> None:
    lang, first = options.lang, asked[0]
    shown = first.holder_name if options.show_names else None
    page.put(say.holder_heading(first.holder_id, shown, lang), indent=2)
    for (account, subject), questions in groupby(asked, key=lambda one: (one.account, one.subject)):
        page.put(account if subject == "account" else f"{account}, {subject}", indent=4)
        for one in questions:
            page.put(f"{one.text[lang]}", lead=(("? ", YELLOW),), tail=(f"  [{one.fact}]", FAINT), indent=6, hang=8)
            page.field(say.MAY_BE, one.may_be[lang], indent=8)
            page.field(say.SETTLES, ", ".join(one.settles), indent=8)
            page.field(say.WAITS, ", ".join(rule for rule in one.rules if rule not in one.settles), indent=8)

"""A forecast as text, by day."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.reporters.frames import show_problem
from qd85rules.reporters.page import BOLD, MARKS, RECOMMENDED, RED
from qd85rules.reporters.sentences import account_and_subject, outcome_word, value_text
from qd85rules.wording import reports as say
from qd85rules.wording.verdicts import FIELDS, LAST_DAY, count, missing_sets

if TYPE_CHECKING:
    from datetime import date

    from qd85rules.reporters import Options
    from qd85rules.reporters.page import Page
    from qd85rules.run.forecast import Coming, Forecast

_COUNTED: Final = ("violation", "recommendation", "undetermined")


def show_forecast(found: Forecast, page: Page, options: Options) -> None:
    """Fill a page: what comes, by day; what could not be checked; and a tally."""
    lang = options.lang
    page.put("", lead=((say.FORECAST[lang].format(until=found.until, day=found.as_of), BOLD),))
    fingerprint = found.policy.fingerprint[: len("sha256:") + 12]
    page.put(say.POLICY[lang].format(packs=", ".join(found.policy.packs), fingerprint=fingerprint))
    for day, group in groupby(found.coming, key=lambda one: one.on):
        page.blank()
        page.heading(_day(day, found.as_of, options))
        for one in group:
            _show(one, page, options)
    if not found.coming and not found.errors:
        page.blank()
        page.put(say.NOTHING_CHANGES[lang])
    if found.errors:
        page.blank()
        page.put("", lead=((say.UNCHECKED[lang], RED),))
        for error in found.errors:
            show_problem(page, error)
    page.blank()
    page.put(say.NOW[lang].format(day=found.as_of, parts=_now(found, options)))
    if found.coming:
        page.put(say.COMES[lang].format(parts=_coming(found, options)))


def _day(day: date, start: date, options: Options) -> str:
    days = (day - start).days
    return say.DAY_IN[options.lang].format(day=day, days=count("days", days, options.lang))


def _show(one: Coming, page: Page, options: Options) -> None:
    finding, lang = one.finding, options.lang
    mark = RECOMMENDED if finding.is_recommendation else MARKS[finding.outcome]
    page.item(mark, outcome_word(finding, lang), "", finding.title[lang], finding.rule)
    page.field(say.ACCOUNT, account_and_subject(finding), indent=4)
    page.field(say.LAST_DAY, LAST_DAY[lang].format(day=one.last_day), indent=4)
    page.field(
        FIELDS["params"], *(f"{name} = {value_text(value)}" for name, value in finding.settled.items()), indent=4
    )
    for change in one.changed:
        said = say.CHANGED[lang].format(
            name=change.name, before=value_text(change.before), after=value_text(change.after)
        )
        page.note(said, indent=4)
    page.field(FIELDS["missing"], missing_sets(finding.missing, lang), indent=4)
    page.field(FIELDS["questions"], *(question[lang] for question in finding.questions), indent=4)
    for number, cited in enumerate(finding.citations):
        label = FIELDS["clauses"] if number == 0 else None
        page.entry(label, cited.clause, f"{cited.title[lang]}, {cited.locator[lang]}", indent=4)
    if finding.outcome is Outcome.VIOLATION:
        page.field(FIELDS["remedy"], finding.remedy[lang], indent=4)
    if finding.location is not None:
        page.field(FIELDS["location"], str(finding.location), indent=4)


def _now(found: Forecast, options: Options) -> str:
    parts = [count("accounts", found.accounts, options.lang)]
    parts += [
        count(outcome.value, found.now.get(outcome, 0), options.lang)
        for outcome in (Outcome.VIOLATION, Outcome.UNDETERMINED)
    ]
    return ", ".join(parts)


def _coming(found: Forecast, options: Options) -> str:
    counts = Counter(
        "recommendation" if one.finding.is_recommendation else one.finding.outcome.value for one in found.coming
    )
    return ", ".join(count(kind, counts[kind], options.lang) for kind in _COUNTED if counts[kind])

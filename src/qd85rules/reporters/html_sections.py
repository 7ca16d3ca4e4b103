"""The parts of the HTML report that need no script: head, tally, what is due soonest, errors, the frame of the table.

They stand in both languages in the page; the style sheet shows one.

What must not live here: the findings themselves (`html_fallback`, `html_data`), charts (`html_charts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.reporters.html_markup import Markup, element, joined
from qd85rules.reporters.html_words import KINDS, MARKS, MEANINGS, PAGE
from qd85rules.reporters.sentences import not_recorded, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.report import Finding, Report
    from qd85rules.reporters.base import Options

__all__ = ["background", "due_soonest", "errors", "explorer", "footer", "masthead", "tally"]

_MOST_DUE: Final = 8
_MOST_INPUTS: Final = 12
_COLUMNS: Final = ("outcome", "rule", "account", "topic", "clause", "due_on")
_SORTABLE: Final = frozenset(_COLUMNS) - {"clause"}
_NAMES: Final = {"vi": "Tiếng Việt", "en": "English"}


def masthead(report: Report, options: Options) -> Markup:
    """Say what was checked, against what, and when."""
    switch = (
        # Without `l-...`, for these stand in their own language whichever the page has.
        element(
            "button",
            _NAMES[lang],
            type="button",
            lang=lang,
            data_lang=lang,
            aria_pressed=str(lang == options.lang).lower(),
        )
        for lang in LANGUAGES
    )
    return element(
        "header",
        element(
            "div",
            element("p", PAGE["as_of"], " ", _day(report.as_of.isoformat()), class_="as-of"),
            element("h1", PAGE["title"]),
        ),
        element(
            "div",
            element("span", PAGE["language"], class_="for-readers", id="language"),
            *switch,
            class_="languages",
            role="group",
            aria_labelledby="language",
            hidden="",
        ),
        _stamp(report, options),
        class_="masthead",
    )


def _stamp(report: Report, options: Options) -> Markup:
    policy = report.policy
    more = len(options.inputs) - _MOST_INPUTS
    inputs = [element("li", element("code", path)) for path in options.inputs[:_MOST_INPUTS]]
    if more > 0:
        inputs.append(element("li", _counted("more_inputs", more)))
    agreed = (" (", PAGE["agreed"], ")") if len(report.engines) > 1 else ()
    return element(
        "dl",
        _entry("accounts", str(report.accounts)),
        _entry("packs", _listed(element("li", element("code", pack)) for pack in policy.packs)),
        _entry("engines", element("code", " + ".join(report.engines)), *agreed),
        _entry("inputs", _listed(inputs)) if inputs else "",
        _entry("fingerprint", element("code", policy.fingerprint, class_="digest"), wide=True),
        class_="stamp",
    )


def tally(report: Report, options: Options) -> Markup:
    """Count every kind; each count leads to its findings where the page has them."""
    summary = dict(report.summary)
    summary["violation"] -= summary["recommendation"]
    shown = set(KINDS) if options.all_outcomes else set(KINDS) - {"compliant", "not_applicable"}
    cards = []
    for kind, word in KINDS.items():
        inside = joined(
            element("span", str(summary[kind]), class_="number"),
            element("span", element("span", MARKS[kind], class_="mark", aria_hidden="true"), " ", word, class_="word"),
        )
        leads = kind in shown and summary[kind]
        cards.append(
            element(
                "li",
                element("a", inside, href=f"#outcome={kind}") if leads else element("div", inside),
                class_=f"card edge-{kind}" + ("" if summary[kind] else " none"),
            )
        )
    return element(
        "section",
        element("h2", PAGE["tally"], id="tally-title", class_="for-readers"),
        element("ul", *cards, class_="cards"),
        *_remarks(report, options),
        aria_labelledby="tally-title",
    )


def _remarks(report: Report, options: Options) -> list[Markup]:
    remarks = [element("p", PAGE["unmasked" if options.show_names else "masked"], class_="remark")]
    if not_recorded(report, options.lang):
        said = Text(*(not_recorded(report, lang) for lang in LANGUAGES))
        remarks.insert(0, element("p", said, class_="remark"))
    return remarks


def background(report: Report) -> Markup:
    """Explain the kinds of findings and give every parameter of the policy, folded."""
    meanings = joined(
        *(joined(element("dt", MARKS[kind], " ", KINDS[kind]), element("dd", MEANINGS[kind])) for kind in KINDS)
    )
    return element(
        "section",
        element("h2", PAGE["background"], id="background-title"),
        element("details", element("summary", PAGE["meanings"]), element("dl", meanings, class_="meanings")),
        _parameters(report),
        class_="folds",
        aria_labelledby="background-title",
    )


def _parameters(report: Report) -> Markup:
    params = report.policy.params
    if not params:
        return Markup("")
    entries = joined(
        *(
            joined(element("dt", element("code", name)), element("dd", element("code", value_text(value))))
            for name, value in params.items()
        )
    )
    return element("details", element("summary", PAGE["params"]), element("dl", entries, class_="params"))


def errors(problems: Sequence[Diagnostic]) -> Markup:
    """List what could not be checked; nothing where there is nothing."""
    if not problems:
        return Markup("")
    items = (
        element(
            "li",
            element("code", str(problem.span), class_="place") if problem.span.path is not None else "",
            element("p", problem.message, " ", element("code", problem.code, class_="code")),
            element("p", problem.help, class_="help") if problem.help is not None else "",
        )
        for problem in problems
    )
    return element(
        "section",
        element("h2", PAGE["errors"], " (", str(errors_in(problems)), ")", id="errors-title"),
        element("p", PAGE["errors_lead"]),
        element("ul", *items),
        class_="errors",
        aria_labelledby="errors-title",
    )


def due_soonest(report: Report, keyed: Sequence[tuple[str, Finding]]) -> Markup:
    """List the duties that come due first; nothing where none does."""
    due = [(finding.due_on, key, finding) for key, finding in keyed if finding.due_on is not None]
    due = [entry for entry in due if entry[2].outcome is Outcome.DUE]
    if not due:
        return Markup("")
    due.sort(key=lambda entry: entry[0])
    items = (
        element(
            "li",
            element(
                "span",
                element("span", PAGE["before"], " ", _day(day.isoformat()), class_="day"),
                element("span", _left((day - report.as_of).days), class_="left"),
                class_="when",
            ),
            element("a", finding.title, href=f"#finding={quote(key, safe='')}"),
            element("code", finding.account, class_="account"),
        )
        for day, key, finding in due[:_MOST_DUE]
    )
    rest = element("p", element("a", _counted("due_all", len(due)), href="#outcome=due&sort=due_on"))
    return element(
        "section",
        element("h2", PAGE["due"], id="due-title"),
        element("ol", *items, class_="due-list"),
        rest if len(due) > _MOST_DUE else "",
        class_="panel due-soonest",
        aria_labelledby="due-title",
    )


def explorer(found: int, fallback: Markup) -> Markup:
    """Frame the table of findings for the script to fill; where there is none, `fallback` has them all."""
    head = element("h2", PAGE["findings"], id="findings-title")
    if not found:
        return element("section", head, element("p", PAGE["nothing"]), id="findings", tabindex=-1)
    columns = (
        element(
            "th",
            element("button", element("span", PAGE[column]), type="button", data_sort=column)
            if column in _SORTABLE
            else element("span", PAGE[column]),
            scope="col",
            class_=f"c-{column}",
        )
        for column in _COLUMNS
    )
    table = element(
        "table",
        element("caption", PAGE["caption"]),
        element("thead", element("tr", *columns)),
        element("tbody", id="rows"),
        class_="findings-table",
    )
    script = element(
        "div",
        _filters(),
        element("p", id="status", class_="status", role="status", aria_live="polite"),
        table,
        element("button", type="button", id="more", class_="more", hidden=""),
        id="explorer",
        hidden="",
    )
    return element(
        "section",
        head,
        script,
        element("noscript", fallback),
        id="findings",
        tabindex=-1,
        aria_labelledby="findings-title",
    )


def _filters() -> Markup:
    def choice(name: str) -> Markup:
        return element(
            "div",
            element("label", PAGE[name], for_=f"by-{name}"),
            element("select", id=f"by-{name}", data_filter=name),
            class_=f"choice choice-{name}",
        )

    return element(
        "div",
        element("h3", PAGE["filters"], class_="for-readers", id="filters-title"),
        element(
            "div",
            element("label", PAGE["search"], for_="search"),
            element(
                "input", type="search", id="search", autocomplete="off", spellcheck="false", aria_describedby="hint"
            ),
            element("p", PAGE["search_hint"], class_="hint", id="hint"),
            class_="choice choice-search",
        ),
        *(choice(name) for name in ("topic", "clause", "pack", "sort")),
        element("fieldset", element("legend", PAGE["outcome"]), element("div", id="outcomes", class_="chips")),
        element("button", PAGE["reset"], type="button", id="reset", class_="reset"),
        class_="filters",
        role="search",
        aria_labelledby="filters-title",
    )


def footer() -> Markup:
    """Say who made the report, and what it is not."""
    return element("footer", element("p", PAGE["made_by"]))


def _entry(name: str, *value: Markup | Text | str, wide: bool = False) -> Markup:
    return element("div", element("dt", PAGE[name]), element("dd", *value), class_="wide" if wide else None)


def _listed(items: Iterable[Markup]) -> Markup:
    return element("ul", *items)


def _day(day: str) -> Markup:
    return element("time", day, datetime=day)


def _counted(name: str, number: int) -> Text:
    return Text(*(PAGE[name][lang].format(number=number) for lang in LANGUAGES))


def _left(days: int) -> Text:
    return PAGE["day_left"] if days == 1 else _counted("days_left", days)

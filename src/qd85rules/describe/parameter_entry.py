"""What is known of a parameter, as data and as lines: its value on every day, who set it, why, and who may set it.

What must not live here: resolving values (`policy.in_force`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.describe.clause_entry import both
from qd85rules.describe.fact_entry import type_words
from qd85rules.judge.why import label_value
from qd85rules.policy.in_force import plain_value, setting_in_force, timeline
from qd85rules.reporters.page import BOLD
from qd85rules.wording.reference import LABELS, PERIODS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Collection

    from qd85rules.core.text import Language
    from qd85rules.policy.in_force import Period
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Parameter, Setting
    from qd85rules.reporters.page import Page


def value_words(parameter: Parameter, value: Any, lang: Language) -> str:  # noqa: ANN401 - a value of any type
    """Give a value, as plain data, with its unit."""
    if value is None:
        return PHRASES["value_unset"][lang]
    shown = label_value("", value, lang) if isinstance(value, bool | list) else str(value)
    return shown if parameter.unit is None else f"{shown} {parameter.unit[lang]}"


def period_words(parameter: Parameter, period: Period, lang: Language) -> str:
    """Give the days of a period and its value with its unit: `from 2025-01-01 until 2025-06-30: 10 days`."""
    value = value_words(parameter, _plain(parameter, period), lang)
    ends = (period.first is not None, period.last is not None)
    return PERIODS[ends][lang].format(first=period.first, last=period.last, value=value)


def _plain(parameter: Parameter, period: Period) -> Any:  # noqa: ANN401 - a value of any type
    return None if period.value is None else plain_value(period.value, parameter.type)


def value_origin(policy: Policy, parameter: Parameter, given: Collection[str]) -> Text:
    """Say where a parameter's value comes from; `given` are the parameters set by the caller."""
    if parameter.name in given:
        return PHRASES["value_given"]
    return _origin(parameter, _setting(policy, parameter))


def _origin(parameter: Parameter, setting: Setting | None) -> Text:
    phrase = PHRASES["value_default" if setting is None else "value_pack"]
    pack = parameter.pack if setting is None else setting.pack
    return Text(*(phrase[lang].format(pack=pack) for lang in LANGUAGES))


def value_rationale(policy: Policy, parameter: Parameter, given: Collection[str]) -> Text:
    """Give the reason for the value: that of the setting that decides, else the parameter's own."""
    if parameter.name not in given:
        setting = _setting(policy, parameter)
        if setting is not None and setting.rationale is not None:
            return setting.rationale
    return parameter.rationale


def _setting(policy: Policy, parameter: Parameter) -> Setting | None:
    return setting_in_force(policy.stack.settings[parameter.name], policy.as_of)


def bounds_words(parameter: Parameter) -> str:
    """Give the least and the greatest value, or the choices; empty where nothing bounds the value."""
    element = parameter.type.element or parameter.type
    if element.members is not None:
        return ", ".join(element.members)
    low, high = parameter.minimum, parameter.maximum
    if low is None and high is None:
        return ""
    return f"{'…' if low is None else low} - {'…' if high is None else high}"


def parameter_data(policy: Policy, parameter: Parameter, given: Collection[str]) -> dict[str, Any]:
    """Give a parameter with its value under a policy as plain data."""
    element = parameter.type.element or parameter.type
    return {
        "name": parameter.name,
        "pack": parameter.pack,
        "type": "list" if parameter.type.element else "choice" if element.members else parameter.type.kind,
        "choices": None if element.members is None else list(element.members),
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "unit": None if parameter.unit is None else both(parameter.unit),
        "value": policy.plain_params[parameter.name],
        "origin": both(value_origin(policy, parameter, given)),
        "title": both(parameter.title),
        "rationale": both(value_rationale(policy, parameter, given)),
        "set_by": both(parameter.set_by),
        "settings": [_period_data(parameter, period) for period in _timeline(policy, parameter)],
        "rules": [resolved.rule.id for resolved in policy.rules if parameter.name in resolved.params],
    }


def _timeline(policy: Policy, parameter: Parameter) -> tuple[Period, ...]:
    return timeline(parameter, policy.stack.settings[parameter.name])


def _period_data(parameter: Parameter, period: Period) -> dict[str, Any]:
    setting = period.setting
    return {
        "from": None if period.first is None else period.first.isoformat(),
        "until": None if period.last is None else period.last.isoformat(),
        "value": _plain(parameter, period),
        "pack": parameter.pack if setting is None else setting.pack,
        "default": setting is None,
        "rationale": None if setting is None or setting.rationale is None else both(setting.rationale),
        "source": None if setting is None else setting.source,
    }


def show_parameter(page: Page, policy: Policy, parameter: Parameter, given: Collection[str]) -> None:
    """Put everything that is known of one parameter on a page."""
    lang = page.lang
    page.put("", lead=((parameter.name, BOLD), (f"  ({PHRASES['pack'][lang].format(pack=parameter.pack)})", "")))
    page.put(parameter.title[lang], indent=2)
    page.blank()
    value = value_words(parameter, policy.plain_params[parameter.name], lang)
    page.field(LABELS["value"], f"{value} ({value_origin(policy, parameter, given)[lang]})")
    periods = _timeline(policy, parameter)
    if len(periods) > 1:
        page.field(LABELS["timeline"], *(_period_line(parameter, period, lang) for period in periods))
    page.field(LABELS["type"], type_words(parameter.type, lang))
    if parameter.minimum is not None or parameter.maximum is not None:
        page.field(LABELS["bounds"], bounds_words(parameter))
    page.field(LABELS["rationale"], value_rationale(policy, parameter, given)[lang])
    page.field(LABELS["set_by"], parameter.set_by[lang])
    page.field(
        LABELS["rules"], ", ".join(resolved.rule.id for resolved in policy.rules if parameter.name in resolved.params)
    )


def _period_line(parameter: Parameter, period: Period, lang: Language) -> str:
    source = "" if period.setting is None or period.setting.source is None else f"; {period.setting.source}"
    return f"{period_words(parameter, period, lang)} ({_origin(parameter, period.setting)[lang]}{source})"

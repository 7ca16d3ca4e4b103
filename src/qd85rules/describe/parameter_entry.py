"""What is known of a parameter, as data and as lines: its value, who set it, why, and who may set it.

What must not live here: resolving values (`policy.parameters`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.describe.clause_entry import both
from qd85rules.describe.fact_entry import type_words
from qd85rules.model.labels import label_value
from qd85rules.policy.in_force import setting_in_force
from qd85rules.policy.parameters import plain_value
from qd85rules.reporters.page import BOLD
from qd85rules.wording.reference import LABELS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Collection

    from qd85rules.core.text import Language, Text
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Parameter, Setting
    from qd85rules.reporters.page import Page

__all__ = [
    "bounds_words",
    "parameter_data",
    "setting_words",
    "show_parameter",
    "value_origin",
    "value_rationale",
    "value_words",
]


def value_words(parameter: Parameter, value: Any, lang: Language) -> str:  # noqa: ANN401 - a value of any type
    """Give a value, as plain data, with its unit."""
    shown = label_value("", value, lang) if isinstance(value, bool | list) else str(value)
    return shown if parameter.unit is None else f"{shown} {parameter.unit[lang]}"


def setting_words(parameter: Parameter, setting: Setting, lang: Language) -> str:
    """Give the value of one setting with its unit."""
    return value_words(parameter, plain_value(setting.value, parameter.type), lang)


def value_origin(policy: Policy, parameter: Parameter, given: Collection[str]) -> Text:
    """Say where a parameter's value comes from; `given` are the parameters set by the caller."""
    if parameter.name in given:
        return PHRASES["value_given"]
    pack = _deciding_pack(policy, parameter)
    phrase = PHRASES["value_default" if pack is None else "value_pack"]
    return type(phrase)(*(phrase[lang].format(pack=pack or parameter.pack) for lang in ("vi", "en")))


def value_rationale(policy: Policy, parameter: Parameter, given: Collection[str]) -> Text:
    """Give the reason for the value: that of the setting that decides, else the parameter's own."""
    if parameter.name not in given:
        setting = _setting(policy, parameter)
        if setting.rationale is not None:
            return setting.rationale
    return parameter.rationale


def _setting(policy: Policy, parameter: Parameter) -> Setting:
    return setting_in_force(parameter, policy.stack.settings.get(parameter.name), policy.as_of)


def _deciding_pack(policy: Policy, parameter: Parameter) -> str | None:
    """Name the pack whose setting replaces the parameter's own; `None` where none does."""
    setting = _setting(policy, parameter)
    owners = [pack.id for pack in policy.stack.packs if pack.settings.get(parameter.name) is setting]
    return owners[-1] if owners else None


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
        "settings": [
            {
                "from": None if setting.effective_from is None else setting.effective_from.isoformat(),
                "value": plain_value(setting.value, parameter.type),
            }
            for setting in parameter.settings
        ],
        "rules": [resolved.rule.id for resolved in policy.rules if parameter.name in resolved.params],
    }


def show_parameter(page: Page, policy: Policy, parameter: Parameter, given: Collection[str]) -> None:
    """Put everything that is known of one parameter on a page."""
    lang = page.lang
    page.put("", lead=((parameter.name, BOLD), (f"  ({PHRASES['pack'][lang].format(pack=parameter.pack)})", "")))
    page.put(parameter.title[lang], indent=2)
    page.blank()
    value = value_words(parameter, policy.plain_params[parameter.name], lang)
    page.field(LABELS["value"], f"{value} ({value_origin(policy, parameter, given)[lang]})")
    later = [setting for setting in parameter.settings if setting.effective_from is not None]
    for setting in later:
        words = setting_words(parameter, setting, lang)
        page.note(PHRASES["value_from"][lang].format(day=setting.effective_from, value=words))
    page.field(LABELS["type"], type_words(parameter.type, lang))
    if parameter.minimum is not None or parameter.maximum is not None:
        page.field(LABELS["bounds"], bounds_words(parameter))
    page.field(LABELS["rationale"], value_rationale(policy, parameter, given)[lang])
    page.field(LABELS["set_by"], parameter.set_by[lang])
    page.field(
        LABELS["rules"], ", ".join(resolved.rule.id for resolved in policy.rules if parameter.name in resolved.params)
    )

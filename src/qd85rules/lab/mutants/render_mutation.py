"""The mutation score as text, as plain data and in Markdown.

What must not live here: working it out (`mutation`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from qd85rules.core.text import plain
from qd85rules.lab.cases.words import percent, word
from qd85rules.wording import lab as say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Language
    from qd85rules.lab.mutants.apart import Apart
    from qd85rules.lab.mutants.mutation import MutantResult, MutationScore


def mutation_text(pack: str, score: MutationScore, lang: Language) -> str:
    """Render the survivors, each with what would tell it apart, and the score."""
    lines = [line for result in score.survivors for line in _survivor(result, lang)]
    lines.append(
        say.MUTATION_SCORE[lang].format(
            pack=pack,
            killed=score.count("killed"),
            counted=score.counted,
            share=percent(score.count("killed"), score.counted),
            equivalent=score.count("equivalent"),
        )
    )
    return "\n".join(lines) + "\n"


def _survivor(result: MutantResult, lang: Language) -> Iterator[str]:
    mutant = result.mutant
    clauses = f"  [{', '.join(mutant.clauses)}]" if mutant.clauses else ""
    yield plain(f"{say.SURVIVED[lang]} {mutant.span}: {mutant.where} ({mutant.kind}){clauses}")
    yield plain(f"  - {mutant.before}")
    yield plain(f"  + {mutant.after}")
    apart = result.apart
    if apart is None or apart.as_of is None:
        yield plain(f"  {say.NOT_DECIDED[lang].format(reason=apart.reason if apart else '')}")
    else:
        one, two = (
            " ".join((word(first, lang), *rest)) for first, *rest in (text.split(" ") for text in apart.outcomes)
        )
        yield f"  {say.TOLD_APART[lang].format(rule=apart.rule, one=one, two=two, day=apart.as_of)}"
        yield from (f"    {line}" for line in yaml.safe_dump(_case(apart), **_STYLE).splitlines())
    if mutant.kind == "modality":
        yield f"  {say.MODALITY_HINT[lang]}"
    yield ""


_STYLE: Final[dict[str, Any]] = {"allow_unicode": True, "sort_keys": False, "default_flow_style": None, "width": 100}


def _case(apart: Apart) -> dict[str, Any]:
    """Give the account as the keys of a case, to be pasted."""
    case: dict[str, Any] = {"as_of": apart.as_of}
    if apart.params:
        case["params"] = dict(apart.params)
    case["account"] = dict(apart.account)
    if apart.others:
        case["others"] = [dict(other) for other in apart.others]
    word_, *due = apart.outcomes[0].split(" ")
    case["expect"] = {apart.rule: {"outcome": word_, "due_on": due[0]} if due else word_}
    return case


def mutation_data(pack: str, score: MutationScore) -> dict[str, Any]:
    """Give the score and every mutant as plain data."""
    return {
        "pack": pack,
        "mutants": len(score.results),
        "killed": score.count("killed"),
        "survived": score.count("survived"),
        "equivalent": score.count("equivalent"),
        "percent": int(score.percent * 100) / 100,
        "results": [_result_data(result) for result in score.results],
    }


def _result_data(result: MutantResult) -> dict[str, Any]:
    mutant, apart = result.mutant, result.apart
    data: dict[str, Any] = {
        "fate": result.fate,
        "kind": mutant.kind,
        "where": mutant.where,
        "before": mutant.before,
        "after": mutant.after,
        "clauses": list(mutant.clauses),
        "rules": list(result.rules),
        "location": {"path": mutant.span.path, "line": mutant.span.line, "column": mutant.span.column},
        "killed_by": result.killed_by,
    }
    if apart is not None and result.fate == "survived":
        data["apart"] = {
            "status": apart.status,
            "reason": apart.reason,
            "rule": apart.rule,
            "outcomes": list(apart.outcomes),
            "case": _plain(_case(apart)) if apart.as_of is not None else None,
        }
    return data


def _plain(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else str(value)

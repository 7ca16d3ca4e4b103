"""Small packs for the tests of the analysis: one rule that tells late declarations, and edits of it.

What must not live here: tests.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import yaml

from qd85rules.policy.in_force import resolve
from qd85rules.policy.policy import Policy, load_stack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["AS_OF", "PACK", "national", "policy_of", "rule"]

AS_OF: Final = date(2024, 11, 1)

PACK: Final[dict[str, Any]] = {
    "id": "vi-du",
    "version": "1",
    "verified_on": date(2024, 10, 1),
    "parameters": {
        "days": {
            "type": "int",
            "default": 10,
            "minimum": 0,
            "maximum": 60,
            "unit": {"vi": "ngày", "en": "days"},
            "title": {"vi": "Thời hạn", "en": "Time allowed"},
            "rationale": {"vi": "Ví dụ.", "en": "An example."},
            "set_by": {"vi": "Cấp ủy", "en": "The committee"},
        },
    },
}


def rule(
    violated: str = "today - account.opened_on > params.days",
    applies: str | None = '"cadre" in holder.roles',
    *,
    subject: str = "account",
    modality: str = "must",
    event_date: str | None = None,
    clauses: tuple[str, ...] = ("qd85/member/7",),
    examples: tuple[Mapping[str, Any], ...] = (
        {"name": "nothing recorded", "given": {"id": "vd-1"}, "expect": "undetermined"},
    ),
    **more: object,
) -> dict[str, Any]:
    """Give a rule as its file has it."""
    words = {"vi": "Ví dụ", "en": "An example"}
    entry: dict[str, Any] = {
        "subject": subject,
        "modality": modality,
        "clauses": list(clauses),
        "violated_when": violated,
        "message": words,
        "remedy": words,
        "examples": [dict(example) for example in examples],
        **more,
    }
    if applies is not None:
        entry["applies_when"] = applies
    if event_date is not None:
        entry["event_date"] = event_date
    return entry


def policy_of(
    folder: Path,
    rules: Mapping[str, Mapping[str, Any]],
    pack: Mapping[str, Any] | None = None,
    *,
    as_of: date = AS_OF,
    params: Mapping[str, object] | None = None,
) -> Policy:
    """Write a pack into a folder and give the policy of it alone, without the national rules below it."""
    folder = folder / "vi-du"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(yaml.safe_dump(dict(pack or PACK), allow_unicode=True), "utf-8")
    for name, entry in rules.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump({"id": name, **entry}, allow_unicode=True), "utf-8")
    whole = load_stack((str(folder),))
    own = {name: parameter for name, parameter in whole.parameters.items() if parameter.pack == whole.packs[-1].id}
    stack = replace(whole, packs=whole.packs[-1:], parameters=own)
    given = dict(params or {})
    return Policy(stack, as_of, resolve(own, stack.settings, given, as_of), None, given)


def national(**params: object) -> Policy:
    """Give the policy of every pack that comes with the library."""
    packs = ("national", "local/cv-729-tu", "local/go-cong-tay", "local/phu-ninh")
    return Policy.load(packs, as_of=AS_OF, params=params)

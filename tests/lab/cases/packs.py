"""A small pack and case files made for tests.

What must not live here: tests.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Final

from qd85rules.lab.cases.cases import load_case_file

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.lab.cases.model import CaseSet

__all__ = ["QUIET", "cases_of", "make_pack", "problems_of"]

_PACK: Final = """\
id: mini
title: {vi: gói nhỏ, en: a small pack}
requires: [national]
parameters:
  patience:
    type: int
    default: 5
    minimum: 0
    title: {vi: số ngày, en: days}
    rationale: {vi: để thử, en: for tests}
    set_by: {vi: người thử, en: testers}
concepts:
  bound:
    title: {vi: đảng viên, en: a Party member}
    when: '"party_member" in holder.roles'
"""

QUIET: Final = """\
id: mini/quiet
subject: account
modality: must
clauses: [qd85/member/6]
applies_when: concepts.bound
violated_when: account.in_use && today - account.last_active_on > params.patience
message: {vi: trang im ắng, en: the page is quiet}
remedy: {vi: viết đi, en: write}
examples_base: {id: vd-1, holder: {roles: [party_member]}, in_use: true}
examples:
  - {name: active, given: {last_active_on: 2024-10-30}, expect: due, due_on: 2024-11-05}
  - {name: quiet, given: {last_active_on: 2024-10-01}, expect: violation}
"""


def make_pack(folder: Path, *rules: str) -> Path:
    """Write the pack with these rule files into a folder `mini`; gives it."""
    pack = folder / "mini"
    (pack / "rules").mkdir(parents=True)
    (pack / "pack.yaml").write_text(_PACK, encoding="utf-8")
    for number, rule in enumerate(rules or (QUIET,)):
        (pack / "rules" / f"rule-{number}.yaml").write_text(rule, encoding="utf-8")
    return pack


def cases_of(folder: Path, text: str) -> CaseSet:
    """Read a case file of this text."""
    path = folder / "some.qd85test.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_case_file(path, display_path="some.qd85test.yaml")


def problems_of(folder: Path, text: str) -> list[str]:
    """Give the problems of a case file of this text as `line:column: code message (help)`."""
    return [problem.line().removeprefix("some.qd85test.yaml:") for problem in cases_of(folder, text).problems]

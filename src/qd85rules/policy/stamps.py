"""What a report carries of a policy: its citations, its rules, and what it was put together from.

What must not live here: resolving a policy (`policy`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qd85rules.core.text import Text
from qd85rules.policy.rule import Modality

__all__ = ["Citation", "PolicyStamp", "RuleStamp"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One clause, from which text, and where it stands there.

    `clause` is its id, `clause_title` names the duty in a few words, `summary` says it in a sentence.
    `document` and `issuer` are the official, Vietnamese names, of every document that the clause may come from where
    the attribution is joint; `title` has the documents' names in both languages. `date` is the day of issue, from
    which the clause counts, ISO 8601, `None` where no source states it. `digest` is that of the relay's whole
    normalised text, `passage_digest` that of the cited passage.
    """

    clause: str
    document: str
    issuer: str
    title: Text
    date: str | None
    relay: str
    locator: Text
    digest: str
    passage_digest: str
    attribution: Literal["single", "joint"]
    summary: Text
    clause_title: Text


@dataclass(frozen=True, slots=True)
class RuleStamp:
    """What a report can say of a rule, broken or not: `citations` are those of its own clauses, without widenings."""

    rule: str
    pack: str
    topic: str
    modality: Modality
    title: Text
    message: Text
    remedy: Text
    note: Text | None
    citations: tuple[Citation, ...]
    deprecated_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyStamp:
    """Which policy a report was made with, and every rule of it."""

    packs: tuple[str, ...]
    fingerprint: str
    params: Mapping[str, Any] = field(repr=False)
    rules: tuple[RuleStamp, ...] = field(default=(), repr=False, compare=False)

"""The JSON report as a pydantic type, for services that answer with it and publish its shape.

It says what the published schema says: a test holds each to the other. Keys that a later version adds are kept.

What must not live here: the report itself (`judge.report`), its JSON Schema (`json_schema`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from qd85rules.core.outcome import Outcome
from qd85rules.judge.set_aside import BaselineState, WaiverState
from qd85rules.policy.rule import Modality

Count = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1)] | None
Word = Annotated[str, Field(min_length=1)]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Value = bool | int | str | list[str | int]


class _Part(BaseModel):
    """A part of the report; a report of a later version may say more."""

    model_config = ConfigDict(extra="allow", frozen=True)


class PlaceModel(_Part):
    """Where something stands in a file."""

    path: str | None
    line: Position
    column: Position
    sheet: str | None = None
    cell: str | None = None
    end_line: Position = None
    end_column: Position = None


class BothModel(_Part):
    """A sentence in both languages."""

    vi: str
    en: str


class CitationModel(_Part):
    """A clause, the public text from which it is known, and where it stands there."""

    clause: Word
    document: Word
    issuer: Word
    date: date | None
    relay: Word
    locator: str
    digest: Digest
    passage_digest: Digest
    attribution: Literal["single", "joint"]
    summary: BothModel


class ChangeModel(_Part):
    """A fact that somebody can still change."""

    fact: Word
    value: Any
    act: str


class AnswerModel(_Part):
    """What an answer to missing facts would lead to."""

    asked: list[Word]
    given: dict[str, Annotated[list[Any], Field(min_length=1)]]
    outcome: Outcome
    text: str


class WaiverModel(_Part):
    """The waiver that sets a violation aside."""

    reason: str
    approver: str
    authority: str
    expires_on: date
    location: PlaceModel | None


class FindingModel(_Part):
    """One rule on one account or item of it, with the outcome and the reasons for it."""

    rule: Annotated[str, Field(pattern=r"^[^/\s]+/\S+$")]
    account: Word
    subject: Annotated[str, Field(pattern=r"^(account|(transfers|incidents)\[[0-9]+\])$")]
    holder_id: str | None = None
    unit: str | None = None
    outcome: Outcome
    modality: Modality
    topic: Word
    pack: Word
    title: str
    clauses: list[Word]
    citations: list[CitationModel]
    evidence: dict[str, Value]
    params: dict[str, Value | None]
    missing: list[list[Word]]
    questions: list[str]
    notes: list[str]
    due_on: date | None
    message: str
    remedy: str
    location: PlaceModel | None
    because: list[str]
    would_comply: list[list[ChangeModel]]
    answers: list[AnswerModel]
    waiver: WaiverModel | None = None
    baseline: BaselineState | None = None


class ErrorModel(_Part):
    """A part of the input that could not be checked."""

    code: Word
    message: str
    help: str | None
    location: PlaceModel | None
    account: Word | None = None
    index: Count | None = None
    path: list[str | int] = []
    count: Count = 1
    places: list[PlaceModel] = []


class WaiverStatusModel(_Part):
    """What became of a waiver that the run was given."""

    state: WaiverState
    rule: str
    account: str
    subject: str | None
    reason: str
    approver: str
    authority: str
    expires_on: date | None
    findings: Count
    hint: str | None
    location: PlaceModel | None


class BaselineEntryModel(_Part):
    """Findings that a baseline knows and the register no longer bears out."""

    rule: str
    account: str
    subject: str
    outcome: Outcome
    count: Count


class BaselineStatusModel(_Part):
    """What the comparison with a baseline gave."""

    path: str
    known: Count
    new: Count
    gone: list[BaselineEntryModel]


class PolicyModel(_Part):
    """Which policy the report was made with."""

    packs: list[Word]
    fingerprint: Digest
    params: dict[str, Value | None]


class SummaryModel(_Part):
    """How many accounts, findings of each outcome, and errors; recommendations are a part of the violations."""

    accounts: Count
    violation: Count
    undetermined: Count
    due: Count
    waived: Count
    compliant: Count
    not_applicable: Count
    recommendation: Count
    errors: Count


class ReportModel(_Part):
    """The JSON report: `ReportModel.model_validate(report.to_dict())`.

    Keys that this report leaves out stay out with `model_dump(exclude_unset=True)`, and in FastAPI with
    `response_model_exclude_unset=True`.
    """

    schema_version: Literal[1]
    as_of: date
    policy: PolicyModel
    engine: Word
    engines: Annotated[list[Word], Field(min_length=1)]
    inputs: list[str]
    summary: SummaryModel
    not_recorded: dict[str, Count]
    findings: list[FindingModel]
    errors: list[ErrorModel]
    reference_alone: list[Word] = []
    notices: list[ErrorModel] = []
    waivers: list[WaiverStatusModel] = []
    baseline: BaselineStatusModel | None = None

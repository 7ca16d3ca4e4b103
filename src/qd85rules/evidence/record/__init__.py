"""Evidence records: what is needed to reproduce the verdicts of a run, and whether that gives the same again."""

from __future__ import annotations

from qd85rules.evidence.record.differences import Difference, compare_records, same_verdict
from qd85rules.evidence.record.making import Circumstances, make_record
from qd85rules.evidence.record.reading import Recorded, looks_like_record, read_record
from qd85rules.evidence.record.shape import RECORD_VERSION, record_bytes

__all__ = [
    "RECORD_VERSION",
    "Circumstances",
    "Difference",
    "Recorded",
    "compare_records",
    "looks_like_record",
    "make_record",
    "read_record",
    "record_bytes",
    "same_verdict",
]

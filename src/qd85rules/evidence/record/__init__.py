"""Evidence records: what is needed to reproduce the verdicts of a run, and whether that gives the same again.

In come a report and what its run rested on; out comes a JSON file that is sealed by its own digest.

- `making` makes a record of a run: `sources` digests the files, `outcomes` writes the outcomes as letters.
- `sealing` says how a record is written, `reading` reads one and checks its form and its seal.
- `differences` compares two records.

INVARIANT: a record says what was found on which account, and nothing of what the register says about a holder.
INVARIANT: equal runs give equal records, byte for byte.
"""

from __future__ import annotations

from qd85rules.evidence.record.differences import RecordDifference, compare_records, same_verdict
from qd85rules.evidence.record.making import Circumstances, make_record
from qd85rules.evidence.record.reading import Recorded, looks_like_record, read_record
from qd85rules.evidence.record.sealing import RECORD_VERSION, record_bytes

__all__ = [
    "RECORD_VERSION",
    "Circumstances",
    "RecordDifference",
    "Recorded",
    "compare_records",
    "looks_like_record",
    "make_record",
    "read_record",
    "record_bytes",
    "same_verdict",
]

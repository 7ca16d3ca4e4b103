"""The one way from files or records to a report: read, admitted, judged, and explained on demand.

In come registers, records or accounts, and a policy; out comes a `Report`.

- `files` does the whole job of `qd85 check`: files to records, waivers and the baseline.
- `table` does it for a data frame, and gives the findings as one; `checker` keeps the options of all of them.
- `check` judges one account or a register: records become admitted accounts and their items, as rows of facts.
- `forecast` judges the same accounts on the later days on which an outcome changes.
- `reproducing` repeats the run that a record was made of.

INVARIANT: the clock is never read; the day of the check comes from the caller.
INVARIANT: an account with problems becomes an error of the report, and the others are judged.
"""

from qd85rules.run.check import Candidate, check, check_candidates, check_register

__all__ = ["Candidate", "check", "check_candidates", "check_register"]

"""Register files in every format, read into plain records with the place of every value.

In come paths, or standard input; out come registers: a header and records, which are the plain data of accounts, not
yet checked. `model.admission` makes accounts of them.

- `folder` finds the files below the folders that a user names, without those that `exclusions` leaves out.
- `read` chooses the reader by the format; each format has a module named after it, `yamlfile` to `xlsxfile`.
- `content` is what a file that is read whole may hold; `record` is what every reader gives.
- `columns`, `words` and `cells` say what the columns of a table and the words in its cells mean.
- `xlsxworker` reads the cells of a workbook in a process with bounds.

INVARIANT: one broken account never takes the others with it: it becomes a problem with its place.
INVARIANT: places are worked out when somebody asks, and cost next to nothing while nothing is wrong.
"""

from __future__ import annotations

from qd85rules.intake.read import EXTENSIONS, FORMATS, read_register
from qd85rules.intake.record import Record, RegisterFile

__all__ = ["EXTENSIONS", "FORMATS", "Record", "RegisterFile", "read_register"]

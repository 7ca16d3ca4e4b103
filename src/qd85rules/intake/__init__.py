"""Register files in every format, read into plain records with the place of every value.

In come paths, or standard input; out come registers: a header and records, which are the plain data of accounts, not
yet checked. `model.admission` makes accounts of them.

- `folder` finds the files below the folders that a user names, without those that patterns leave out.
- `read` chooses the reader by the format: `yamlfile`, `jsonfile`, `jsonlines`, or for tables `tablefile`.
- `content` is what every reader gives, and what an error may quote of it.

A table is read in stages with plain values between them, the same for each of its formats:

1. `csvfile`, `xlsxfile`, `odsfile` and `xlsfile` give sheets of rows as people see them (`grid`);
2. `sheets` finds the tables in them, `rowkinds` tells data from titles, totals and signatures;
3. `columns` says what a name of a column means, `layout` what the names of one table hold together;
4. `dateorders` decides how days are written, `cells` makes values of cells, with `words`, `dates` and `addresses`;
5. `tables`, `pages` and `workbook` make accounts of rows; `notes` tell what was left out, filled in or guessed.

INVARIANT: one broken account never takes the others with it: it becomes a problem with its place.
INVARIANT: places are worked out when somebody asks, and cost next to nothing while nothing is wrong.
"""

from __future__ import annotations

from qd85rules.intake.content import Record, RegisterFile
from qd85rules.intake.read import EXTENSIONS, FORMATS, read_register

__all__ = ["EXTENSIONS", "FORMATS", "Record", "RegisterFile", "read_register"]

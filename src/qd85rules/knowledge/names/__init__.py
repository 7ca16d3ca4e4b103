"""Personal names: whether a display name is the legal name, and in what way.

In come two names as they are written; out comes a comparison: one of a few outcomes (`agreement`), and a note in both
languages (`wording`).

- `letters` tells what each character is, `words` what each word is: its letters, its marks, its tone.
- `titles`, `readings` and `order` give the ways in which one name can be read.
- `compare` holds the readings of two names against one another; the outcome that applies first counts.

INVARIANT: no outcome is a score. A name that cannot be read for certain is a doubt, never a difference.
"""

from __future__ import annotations

from qd85rules.knowledge.names.agreement import Agreement, NameComparison, NameDoubt
from qd85rules.knowledge.names.compare import compare_names

__all__ = ["Agreement", "NameComparison", "NameDoubt", "compare_names"]

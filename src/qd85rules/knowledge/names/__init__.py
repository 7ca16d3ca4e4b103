"""Personal names: whether a display name is the legal name, and in what way.

What must not live here: code; the modules below hold it.
"""

from __future__ import annotations

from qd85rules.knowledge.names.agreement import Agreement, Doubt, NameComparison
from qd85rules.knowledge.names.compare import compare_names

__all__ = ["Agreement", "Doubt", "NameComparison", "compare_names"]

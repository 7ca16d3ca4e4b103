"""Names that a package takes from its modules when they are asked for."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from qd85rules.core.reexport import reexport


def test_a_name_is_looked_up_once_and_an_unknown_one_is_an_attribute_error(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType("made_up")
    monkeypatch.setitem(sys.modules, "made_up", package)
    look_up = reexport("made_up", {"Truth": "qd85rules.core.truth"})

    assert look_up("Truth").__module__ == "qd85rules.core.truth"
    assert vars(package)["Truth"] is look_up("Truth")
    with pytest.raises(AttributeError, match="module 'made_up' has no attribute 'Nothing'"):
        look_up("Nothing")

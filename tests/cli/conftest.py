"""What tests of the command share."""

from __future__ import annotations

import pytest


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command speak English, also where it fails before its settings are known."""
    monkeypatch.setenv("QD85RULES_LANG", "en")

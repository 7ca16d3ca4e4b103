"""Engines by name.

Modules: `engines.base`.
"""

from __future__ import annotations

import pytest

from qd85rules import engines
from qd85rules.core.diagnostics import UsageError
from qd85rules.engines import ENGINES, choose, get_engine


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_has_the_name_under_which_it_is_listed(name: str) -> None:
    assert get_engine(name).name == name


@pytest.mark.parametrize("ask", [get_engine, choose])
def test_a_misspelt_name_is_answered_with_the_nearest(ask: object) -> None:
    with pytest.raises(UsageError, match=r"unknown engine `durabel` \(did you mean `durable`\?\)"):
        ask("durabel")  # type: ignore[operator]  # both take a name


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(UsageError, match=r"unknown engine `xyz`$"):
        choose("xyz")


def test_auto_checks_durable_against_reference_where_durable_rules_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "available", lambda: True)

    assert [engine.name for engine in choose("auto")] == ["durable", "reference"]


def test_auto_is_reference_alone_where_durable_rules_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "available", lambda: False)

    assert [engine.name for engine in choose("auto")] == ["reference"]


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_that_is_named_runs_alone(name: str) -> None:
    assert [engine.name for engine in choose(name)] == [name]

"""Formulas fold what is certain, and a question that takes too long has no answer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.lab.proofs.logic import Budget, Logic, Question, UndecidedError


@pytest.fixture
def logic() -> Logic:
    return Logic()


def test_what_is_certain_stays_plain(logic: Logic) -> None:
    a = logic.flag("a")

    assert logic.all_of(()) is True
    assert logic.any_of(()) is False
    assert logic.all_of((True, False, a)) is False
    assert logic.any_of((False, True, a)) is True
    assert logic.all_of((True, a)) is a
    assert logic.any_of((False, a)) is a
    assert logic.no(formula=True) is False
    assert logic.choose(condition=True, then=1, otherwise=2) == 1
    assert logic.at_most([True, a], 0) is False
    assert logic.at_most([True, a], 2) is True


def test_at_most_counts(logic: Logic) -> None:
    flags = [logic.flag(name) for name in "abc"]
    question = Question(logic, [logic.at_most(flags, 1)], Budget(60_000))

    assert question.model(flags[1]) is not None
    assert question.model(flags[0], flags[2]) is None


def test_a_question_that_takes_too_long_is_not_decided(logic: Logic) -> None:
    x, y, z = (logic.number(name) for name in "xyz")
    question = Question(logic, [x * x * x + y * y * y + z * z * z == 33], Budget(80))

    with pytest.raises(UndecidedError, match="time"):
        question.model()


def test_without_time_nothing_is_asked(logic: Logic) -> None:
    with pytest.raises(UndecidedError):
        Question(logic, [logic.flag("a")], Budget(0)).model()


def test_what_cannot_hold_needs_no_time(logic: Logic) -> None:
    assert Question(logic, [], Budget(0)).model(False) is None  # noqa: FBT003 - a formula


def test_without_z3_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    with pytest.raises(MissingExtraError, match=r"qd85rules\[analysis\]"):
        Logic()


def test_z3_is_imported_when_the_first_question_is_asked() -> None:
    program = "import sys, qd85rules.lab.proofs, qd85rules.lab.lint; sys.exit('z3' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

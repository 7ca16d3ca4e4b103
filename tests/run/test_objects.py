"""What a program does with what it was given: send it to another process, copy it, put it in a set, print it."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

import qd85rules
from qd85rules import (
    Account,
    Diagnostic,
    InputError,
    Policy,
    PolicyError,
    Qd85Error,
    Span,
    UsageError,
    check,
    check_register,
)
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from collections.abc import Callable

DIAGNOSTIC = Diagnostic.of("unknown-key", "unknown key `holdr`", Span("a.yaml", 3), help="did you mean `holder`?")
COPIES: dict[str, Callable[[object], object]] = {
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),  # noqa: S301 - of our own making
    "deepcopy": copy.deepcopy,
}
ERRORS = [getattr(qd85rules, name) for name in qd85rules.__all__ if name.endswith("Error")]
REPORT = check_register([FULL, {"id": "bad", "holdr": 1}], as_of=DAY)
FINDING = REPORT.undetermined[0]
OBJECTS = [REPORT, FINDING, REPORT.verdicts, REPORT.verdicts[0], REPORT.policy, FINDING.citations[0], DIAGNOSTIC]
OBJECTS += [REPORT.errors[0], Account.model_validate(FULL)]


@pytest.mark.parametrize("made", COPIES)
@pytest.mark.parametrize("kind", ERRORS, ids=[kind.__name__ for kind in ERRORS])
def test_every_error_comes_back_as_it_was(kind: type[Qd85Error], made: str) -> None:
    error = kind([DIAGNOSTIC]) if issubclass(kind, InputError | PolicyError) else kind("it cannot be")
    error.add_note("met in a pool")
    back = COPIES[made](error)

    assert isinstance(back, kind)
    assert type(back) is kind
    assert (str(back), back.args, back.__notes__) == (str(error), error.args, ["met in a pool"])
    assert getattr(back, "diagnostics", None) == getattr(error, "diagnostics", None)


@pytest.mark.parametrize("made", COPIES)
@pytest.mark.parametrize("one", OBJECTS, ids=lambda one: type(one).__name__)
def test_an_object_equals_its_copy_and_hashes_as_it_does(one: object, made: str) -> None:
    back = COPIES[made](one)

    assert back == one
    assert hash(back) == hash(one)


def test_reports_that_found_other_things_are_not_equal() -> None:
    assert check(FULL, as_of=DAY) != REPORT
    assert REPORT.verdicts != check({"id": "a"}, as_of=DAY).verdicts


def test_an_error_and_a_report_come_back_from_another_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        wrong = pool.submit(check, {"id": "a", "holdr": 1}, as_of=DAY)
        right = pool.submit(check, FULL, as_of=DAY)
        with pytest.raises(InputError) as caught:
            wrong.result(timeout=60)

        assert [problem.code for problem in caught.value.diagnostics] == ["unknown-key"]
        assert right.result(timeout=60).findings == check(FULL, as_of=DAY).findings


def test_what_is_printed_is_short_and_names_nobody() -> None:
    policy = Policy.load(as_of=DAY)

    assert repr(policy) == "Policy(packs=['national'], as_of=2024-11-01, params={})"
    for one in (policy, REPORT, FINDING):
        assert len(repr(one)) < 200
        assert str(FULL["holder"]["legal_name"]) not in repr(one)


def test_a_usage_error_keeps_both_languages() -> None:
    with pytest.raises(UsageError) as caught:
        Policy.load([], as_of=DAY)

    back = COPIES["pickle"](caught.value)
    assert isinstance(back, UsageError)
    assert back.text == caught.value.text

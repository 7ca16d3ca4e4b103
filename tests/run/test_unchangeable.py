"""What the library hands out: nothing of it can be changed, its types resolve while a program runs, it prints short."""

from __future__ import annotations

import copy
import inspect
import pickle
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

import qd85rules
from qd85rules import Account, Checker, Finding, Policy, Report, check, check_register
from qd85rules.lab.strategies import accounts
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = Policy.load(as_of=DAY)
WHOLE = check_register([FULL, {"id": "bare"}, {"id": "bad", "holdr": 1}], policy=POLICY)
DEMANDED = {
    "Account", "Checker", "Citation", "Diagnostic", "Evidence", "Finding", "Modality", "Outcome", "Policy",
    "PolicyStamp", "Report", "ReportModel", "Span", "TableReport", "Text", "Verdict", "check", "check_files",
    "check_register", "check_table", "get_schema", "render", "__version__",
}  # fmt: skip
PUBLIC = [getattr(qd85rules, name) for name in qd85rules.__all__ if name not in {"__version__", "Modality"}]
SETTLED = str | bytes | int | float | date | Enum | None.__class__


def parts(value: object, path: str, seen: set[int]) -> Iterator[tuple[str, object]]:
    """Give whatever a caller can reach from an object of ours by public attributes, but for the rules themselves."""
    if isinstance(value, SETTLED) or id(value) in seen or callable(value):
        return
    seen.add(id(value))
    yield path, value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for number, each in enumerate(value[:20]):
            yield from parts(each, f"{path}[{number}]", seen)
        return
    if isinstance(value, dict):
        for key, each in value.items():
            yield from parts(each, f"{path}[{key!r}]", seen)
        return
    for name in dir(type(value)) if type(value).__module__.startswith("qd85rules.") else ():
        is_ours = not name.startswith(("_", "model_")) and name not in {"stack", "rules", "catalogue", "judged"}
        if is_ours and name != "__fields__":
            yield from parts(getattr(value, name), f"{path}.{name}", seen)


def tampered(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever can be reached
    """Try to change a thing in every way that its kind has; gives those that worked."""
    attempts: dict[str, Any] = {}
    if isinstance(value, dict):
        attempts |= {
            "set": lambda: value.__setitem__("x", 1),
            "update": lambda: value.update(x=1),
            "merge": lambda: value.__ior__({"x": 1}),
            "setdefault": lambda: value.setdefault("x", 1),
            "clear": value.clear,
            "pop": lambda: value.pop(next(iter(value), "x"), None),
            "popitem": lambda: value.popitem() if value else value["empty"],
        }
        if value:
            attempts["delete"] = lambda: value.__delitem__(next(iter(value)))
    elif isinstance(value, list):
        attempts |= {
            "set": lambda: value.__setitem__(slice(0, 0), [1]),
            "append": lambda: value.append(1),
            "extend": lambda: value.__iadd__([1]),
            "clear": value.clear,
            "sort": value.sort,
        }
    elif isinstance(value, set | bytearray):
        attempts["be a set"] = lambda: None
    elif not isinstance(value, tuple) or hasattr(value, "_fields"):
        name = next((name for name in dir(value) if not name.startswith("_")), "x")
        attempts |= {"assign": lambda: setattr(value, name, 1), "add": lambda: setattr(value, "brand_new", 1)}
    for name, attempt in attempts.items():
        try:
            attempt()
        except (TypeError, AttributeError, ValueError, KeyError, StopIteration):
            continue
        yield name


@settings(max_examples=20, deadline=None)
@given(account=accounts(POLICY))
def test_nothing_of_a_report_can_be_changed(account: dict[str, Any]) -> None:
    report = check(account, policy=POLICY)
    wrong = {path: list(tampered(value)) for path, value in parts(report, "report", set())}

    assert len(wrong) > 100
    assert {path: how for path, how in wrong.items() if how} == {}
    assert report == check(account, policy=POLICY)


@pytest.mark.parametrize(
    "one",
    [WHOLE, POLICY, Checker(POLICY), WHOLE.errors[0], WHOLE.policy, Account.model_validate(FULL)],
    ids=lambda one: type(one).__name__,
)
def test_nothing_of_a_public_object_can_be_changed(one: object) -> None:
    assert {path: how for path, value in parts(one, "it", set()) if (how := list(tampered(value)))} == {}


@settings(max_examples=20, deadline=None)
@given(account=accounts(POLICY))
def test_every_object_of_a_report_is_copied_and_hashed(account: dict[str, Any]) -> None:
    report = check(account, policy=POLICY)
    assert copy.deepcopy(report) == report == pickle.loads(pickle.dumps(report))  # noqa: S301 - of our own making
    assert hash(copy.deepcopy(report)) == hash(report)

    for finding in report.all_findings:
        back = pickle.loads(pickle.dumps(finding))  # noqa: S301 - of our own making
        assert back == finding == copy.deepcopy(finding)
        assert len({finding, back, copy.deepcopy(finding)}) == 1
        assert back.to_dict() == finding.to_dict()


@pytest.mark.parametrize("one", [POLICY, Checker(POLICY)], ids=["Policy", "Checker"])
def test_a_policy_is_copied_and_hashed_by_what_it_is(one: Any) -> None:  # noqa: ANN401 - either
    for back in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):  # noqa: S301 - of our own making
        assert back == one
        assert hash(back) == hash(one)
        assert back.check({"id": "a"}) == one.check({"id": "a"}) if isinstance(one, Checker) else True


def test_policies_that_decide_otherwise_are_not_equal() -> None:
    others = [
        POLICY.at(date(2024, 11, 2)),
        Policy.load(["national", "local/phu-ninh"], as_of=DAY),
        Policy.load(as_of=DAY, params={"notify_within_days": 9}),
    ]

    assert Policy.load(as_of=DAY) == POLICY
    assert POLICY not in others
    assert len({POLICY, Policy.load(as_of=DAY), *others}) == 4


def callables() -> Iterator[tuple[str, Any]]:
    for one in PUBLIC:
        yield one.__name__, one
        if inspect.isclass(one) and issubclass(one, Enum | BaseException):
            continue
        for name, member in inspect.getmembers(one, callable) if inspect.isclass(one) else ():
            if not name.startswith(("_", "model_")) and str(getattr(member, "__module__", "")).startswith("qd85rules"):
                yield f"{one.__name__}.{name}", member


@pytest.mark.parametrize(("name", "one"), list(callables()), ids=[name for name, _ in callables()])
def test_types_resolve_while_a_program_runs(name: str, one: object) -> None:
    hints = get_type_hints(one, include_extras=True)

    assert hints or name == "Outcome" or name.endswith("Error")


def test_the_public_names_are_those_that_are_promised() -> None:
    errors = {name for name in qd85rules.__all__ if name.endswith("Error")}

    assert set(qd85rules.__all__) - errors - {"Answer"} == DEMANDED


def test_pydantic_reads_findings() -> None:
    data = TypeAdapter(Finding).dump_python(WHOLE.undetermined[0], mode="json")

    assert data["rule"] == WHOLE.undetermined[0].rule


def test_what_is_printed_is_short() -> None:
    for one in (POLICY, WHOLE, WHOLE.findings[0], WHOLE.verdicts[0], WHOLE.verdicts, WHOLE.policy, Checker(POLICY)):
        assert len(repr(one)) < 400, type(one)
        assert FULL["holder"]["legal_name"] not in repr(one)


def test_only_what_is_read_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    report = check_register([FULL, {"id": "bare"}], policy=POLICY)
    explain = report.explain

    def counted(row: Any) -> Finding:  # noqa: ANN401 - a row
        built.append(row.outcome.value)
        return explain(row)

    monkeypatch.setitem(report.__dict__, "explain", counted)
    assert isinstance(report, Report)
    assert report.summary["undetermined"]
    assert report.exit_code() in {1, 3}
    assert built == []
    assert all(finding.outcome.value == "violation" for finding in report.violations)
    assert set(built) <= {"violation"}
    assert report.undetermined
    assert len(built) == len(report.violations) + len(report.undetermined)

"""What a program expects of the library, run by `test_library` with the installed wheel: prints what it proved."""

from __future__ import annotations

import copy
import json
import operator
import pickle
import typing
from collections import UserDict
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType
from typing import Any

import qd85rules
from qd85rules import (
    Checker,
    InputError,
    MissingExtraError,
    Policy,
    PolicyError,
    ReportModel,
    UsageError,
    check,
    check_files,
    check_register,
    check_table,
)

A = {"id": "a", "in_use": True, "opened_on": "2024-01-01", "holder": {"roles": ["party_member"]}}
D = date(2024, 11, 1)
BAD = {"id": "bad1", "holdr": 1}
NATIONAL: Any = "national"


def refused(call: typing.Callable[[], object]) -> str:
    """Give what a refusal says."""
    try:
        call()
    except UsageError as error:
        return str(error)
    message = "not refused"
    raise AssertionError(message)


def no_packs() -> None:
    """Row 2."""
    assert "no pack" in refused(lambda: Policy.load([], as_of=D))


def misuse() -> None:
    """Row 3."""
    wrong: Any = "Never"
    assert "did you mean `never`" in refused(lambda: check(A, as_of=D, blank_means=wrong))
    wrong = "referense"
    assert "did you mean `reference`" in refused(lambda: check(A, as_of=D, engine=wrong))
    assert "`check`" in refused(lambda: check_register(A, as_of=D))  # type: ignore[arg-type]
    assert "`check_files`" in refused(lambda: check_register("reg.yaml", as_of=D))  # type: ignore[arg-type]
    assert '["national"]' in refused(lambda: Policy.load(NATIONAL, as_of=D))


def files() -> None:
    """Row 4."""
    Path("r.yaml").write_text("blank_means: never\naccounts:\n  - {id: a, holdr: 1}\n  - {id: b}\n", "utf-8")
    report = check_files("r.yaml", as_of=D)
    [error] = report.errors
    assert (error.account, error.index, error.path, error.span.line) == ("a", 0, ("holdr",), 3)
    assert report.accounts == 1
    assert report.inputs == ("r.yaml",)


def processes() -> None:
    """Row 5."""
    report = check_register([A, BAD], as_of=D)
    for one in (report, *report.findings, *report.errors, Policy.load(as_of=D)):
        for back in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):  # noqa: S301 - of our own making
            assert back == one
            assert hash(back) == hash(one)
    for kind in (InputError, PolicyError):
        assert pickle.loads(pickle.dumps(kind(report.errors))).diagnostics == report.errors  # noqa: S301 - likewise
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(check, A, as_of=D).result(60) == check(A, as_of=D)
        try:
            pool.submit(check, BAD, as_of=D).result(60)
        except InputError as error:
            assert error.diagnostics[0].code == "unknown-key"  # noqa: PT017 - pytest is not in this environment


def days() -> None:
    """Row 6: subclasses of a day count as days."""

    class Day(date):
        pass

    assert check(A | {"opened_on": Day(2024, 1, 1)}, as_of=Day(2024, 11, 1)) == check(A, as_of=D)


def types() -> None:
    """Row 7."""
    for name in set(qd85rules.__all__) - {"__version__", "Modality"}:
        typing.get_type_hints(getattr(qd85rules, name))
    data = check(A, as_of=D).to_dict()
    assert ReportModel.model_validate(data).model_dump(mode="json", exclude_unset=True) == data
    assert ReportModel.model_json_schema()["properties"].keys() == qd85rules.get_schema("report")["properties"].keys()


def errors() -> None:
    """Row 8."""
    report = check_register([{"id": "ok"}, BAD], as_of=D)
    [error] = report.errors
    assert (error.account, error.index, error.path) == ("bad1", 1, ("holdr",))
    [data] = json.loads(qd85rules.render(report, "json"))["errors"]
    assert (data["account"], data["index"], data["path"]) == ("bad1", 1, ["holdr"])


def mappings() -> None:
    """Row 9; frames need an extra, which the error names."""
    assert check(MappingProxyType(A), as_of=D) == check(UserDict(A), as_of=D) == check(A, as_of=D)
    try:
        check_table(object(), as_of=D)
    except MissingExtraError as error:
        assert "qd85rules[bulk]" in str(error)  # noqa: PT017 - pytest is not in this environment


def lazily() -> None:
    """Row 10."""
    built: list[str] = []
    report = check({"id": "a"}, as_of=D)
    explain = report.explain

    def counted(row: qd85rules.Verdict) -> qd85rules.Finding:
        built.append(row.rule)
        return explain(row)

    report.__dict__["explain"] = counted
    assert report.violations == ()
    assert built == []


def unchangeable() -> None:
    """Row 11."""
    policy = Policy.load(as_of=D)
    report = Checker(policy).check(A)
    assert max(len(repr(one)) for one in (policy, report, report.findings[0])) < 200
    params: Any = policy.params
    attempts: list[typing.Callable[[], object]] = [
        lambda: operator.setitem(params, "notify_within_days", 1),
        report.summary.clear,
        lambda: report.findings[0].params.update(x=1),  # type: ignore[attr-defined]
        lambda: setattr(report, "errors", ()),
    ]
    for attempt in attempts:
        try:
            attempt()
        except (TypeError, AttributeError):
            continue
        message = "changed"
        raise AssertionError(message)
    assert len({report.findings[0], copy.deepcopy(report.findings[0])}) == 1


def names() -> None:
    """Row 17."""
    for name in ("__version__", "Text", "Evidence", "Modality", "get_schema", "Checker", "ReportModel", "TableReport"):
        assert hasattr(qd85rules, name)


ROWS = (no_packs, misuse, files, processes, days, types, errors, mappings, lazily, unchangeable, names)

if __name__ == "__main__":
    for row in ROWS:
        row()
        print(row.__name__)  # noqa: T201 - what the test reads

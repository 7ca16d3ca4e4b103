"""Run cases: every expectation is compared with what the checker finds.

Cases of one policy are checked together, each as a register of its own.

What must not live here: reading cases (`cases`), showing results (`render_text`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from qd85rules.core.diagnostics import Diagnostic, EngineDisagreementError, InputError, UsageError
from qd85rules.lab.cases.compare import check_expectation
from qd85rules.lab.cases.targets import policy_of
from qd85rules.model.admission import admit
from qd85rules.model.spec import Blanks
from qd85rules.run import Candidate, check_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report, Verdict
    from qd85rules.lab.cases.compare import Checked
    from qd85rules.lab.cases.model import Case, Expectation
    from qd85rules.model.account import Account
    from qd85rules.policy.policy import Policy

Status = Literal["passed", "failed", "error"]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a case; `problems` says why it could not be run at all."""

    case: Case
    engines: tuple[str, ...] = ()
    checks: tuple[Checked, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def status(self) -> Status:
        """Whether everything was as expected."""
        if self.problems:
            return "error"
        return "failed" if any(check.differences for check in self.checks) else "passed"


def statuses(results: Iterable[CaseResult]) -> dict[Status, int]:
    """Count the results of each status."""
    counts = Counter(result.status for result in results)
    return {"passed": counts["passed"], "failed": counts["failed"], "error": counts["error"]}


def run_cases(cases: Sequence[Case], *, engine: str = "auto") -> tuple[CaseResult, ...]:
    """Run cases, in the order given; `engine` as for `check`, so that by default two engines judge each case.

    Raises:
        UsageError: there is no such engine.
        PolicyError: a pack has problems.
    """
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, case in enumerate(cases):
        groups[case.packs, case.as_of, repr(sorted(case.params.items()))].append(index)
    results: dict[int, CaseResult] = {}
    for members in groups.values():
        results.update(zip(members, _run_group([cases[index] for index in members], engine), strict=True))
    return tuple(results[index] for index in range(len(cases)))


def _run_group(cases: Sequence[Case], engine: str) -> list[CaseResult]:
    """Run cases of one policy; where something is wrong with one of them, each by itself."""
    try:
        policy = policy_of(cases[0])
    except UsageError as error:
        return [CaseResult(case, problems=(_problem("parameter", error, case),)) for case in cases]
    try:
        return _judge(cases, policy, engine)
    except (InputError, EngineDisagreementError) as error:
        if len(cases) > 1:
            return [result for case in cases for result in _run_group([case], engine)]
        problems = error.diagnostics if isinstance(error, InputError) else (_problem(error.code, error, cases[0]),)
        return [CaseResult(cases[0], problems=problems)]


def _problem(code: str, error: Exception, case: Case) -> Diagnostic:
    return Diagnostic.of(code, str(error), case.span)


def _judge(cases: Sequence[Case], policy: Policy, engine: str) -> list[CaseResult]:
    accounts = [[_admitted(data, case) for data in (case.account, *case.others)] for case in cases]
    candidates = [
        Candidate(account, blanks=Blanks(case.blank_means), group=str(index))
        for index, (case, group) in enumerate(zip(cases, accounts, strict=True))
        for account in group
    ]
    report = check_candidates(candidates, policy=policy, engine=engine)
    if report.errors:
        raise InputError(report.errors)
    rows: dict[int, list[Verdict]] = {}
    for verdict in report.verdicts:
        rows.setdefault(id(verdict.judged.facts.account), []).append(verdict)
    results: list[CaseResult] = []
    for case, group in zip(cases, accounts, strict=True):
        # Accounts of several cases may have one id: it is the object that tells them apart.
        own = rows.get(id(group[0]), [])
        checks = tuple(check_expectation(each, list(_about(each, own, report, policy))) for each in case.expect)
        results.append(CaseResult(case, report.engines, checks))
    return results


def _admitted(data: Mapping[str, Any], case: Case) -> Account:
    admitted = admit(data, case.as_of)
    if isinstance(admitted, list):
        raise InputError([Diagnostic(each.code, each.message, case.span, each.help) for each in admitted])
    return admitted


def _about(expectation: Expectation, rows: Sequence[Verdict], report: Report, policy: Policy) -> Iterator[Finding]:
    """Give the findings on one account that an expectation is about, each put together when asked for."""
    if expectation.target == "rule":
        on_items = [row for row in rows if row.rule == expectation.name]
        yield report.explain(on_items[expectation.item or 0])
        return
    citing = {
        resolved.rule.id
        for resolved in policy.rules
        if expectation.name in resolved.rule.clauses
        or any(expectation.name in widening.clauses for widening, _ in resolved.widenings)
    }
    for row in rows:
        if row.rule in citing:
            finding = report.explain(row)
            if expectation.name in finding.clauses:
                yield finding

"""Case files and their cases as pytest's nodes.

What must not live here: pytest's hooks (`plugin`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules.lab.cases.cases import load_case_file
from qd85rules.lab.cases.collect import keywords_of
from qd85rules.lab.cases.model import case_id
from qd85rules.lab.cases.render_text import case_lines, problem_lines
from qd85rules.lab.cases.run import run_cases
from qd85rules.lab.coverage.coverage import Coverage, joined, observations
from qd85rules.lab.coverage.reachable import impossible_aspects
from qd85rules.lab.coverage.render_coverage import coverage_text
from qd85rules.policy.policy import load_stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from qd85rules.core.text import Language
    from qd85rules.lab.cases.model import Case
    from qd85rules.lab.cases.run import CaseResult
    from qd85rules.lab.coverage.coverage import Seen

__all__ = ["CaseFailedError", "CaseFile", "CaseItem", "summary"]


class CaseFailedError(Exception):
    """A case came out otherwise than expected."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result.case.name)
        self.result = result


class CaseFile(pytest.File):
    """One case file. What is wrong with it fails its collection, with every place."""

    def collect(self) -> Iterator[CaseItem]:
        """Give an item for each case."""
        shown = self.nodeid or str(self.path)
        found = load_case_file(self.path, display_path=shown)
        if found.problems:
            lang: Language = self.config.getoption("--qd85-lang")
            lines = [line for problem in found.problems for line in problem_lines(problem, lang)]
            raise self.CollectError("\n".join(lines))
        for case in found.cases:
            item: CaseItem = CaseItem.from_parent(self, name=case_id(case.name), case=case)
            yield item


class CaseItem(pytest.Item):
    """One case; `-k` finds it by its name, its rules and their clauses."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**kwargs)
        self.case = case
        self.qd85_seen: tuple[list[str], list[Seen], list[str]] | None = None
        self.add_marker("qd85")
        self.extra_keyword_matches.update(keywords_of(case))

    def runtest(self) -> None:
        """Run the case.

        Raises:
            CaseFailedError: something came out otherwise than expected.
        """
        [result] = run_cases([self.case], engine=self.config.getoption("--qd85-engine"))
        if result.status != "passed":
            raise CaseFailedError(result)
        if self.config.getoption("--qd85-coverage") or self.config.getoption("--qd85-fail-under") is not None:
            seen, about = observations(load_stack(self.case.packs), [self.case])
            # Plain lists, because a report crosses from a worker of xdist as JSON.
            self.qd85_seen = (list(self.case.packs), sorted(seen), about)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Show what differs and why, without a traceback."""
        if isinstance(excinfo.value, CaseFailedError):
            return "\n".join(case_lines(excinfo.value.result, self.config.getoption("--qd85-lang")))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the place of the case; pytest counts lines from 0."""
        return self.path, (self.case.span.line or 1) - 1, self.name


def summary(reports: Iterable[Any], lang: Language) -> tuple[str, float]:
    """Join what the cases of reports showed, as text and as the share that was seen."""
    by_packs: defaultdict[tuple[str, ...], tuple[set[Seen], list[str]]] = defaultdict(lambda: (set(), []))
    for report in reports:
        packs, seen, about = report.qd85_seen
        known = by_packs[tuple(packs)]
        known[0].update((rule, atom, aspect) for rule, atom, aspect in seen)
        known[1].extend(about)
    coverage = _coverage({packs: (seen, about) for packs, (seen, about) in by_packs.items()})
    return coverage_text(coverage, lang), coverage.tally.percent


def _coverage(by_packs: dict[tuple[str, ...], tuple[set[Seen], list[str]]]) -> Coverage:
    stacks = [load_stack(packs) for packs in by_packs]
    shown = list(by_packs.values())
    return joined(stacks, shown, impossible_aspects(stacks, joined(stacks, shown)))

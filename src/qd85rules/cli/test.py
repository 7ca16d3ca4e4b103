"""`qd85 test`: cases and rule examples in, what passed, what they cover and which mutants they notice out.

What must not live here: running cases (`lab.cases`), measuring (`lab.coverage`, `lab.mutants`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.console import say
from qd85rules.cli.options import add_config, add_settings, number
from qd85rules.cli.outputs import add_file, write, write_data, write_json
from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.lab.cases.collect import collect, selected
from qd85rules.lab.cases.render_data import render_junit, results_data
from qd85rules.lab.cases.render_text import render_results
from qd85rules.lab.cases.run import statuses
from qd85rules.lab.coverage.coverage import cover
from qd85rules.lab.coverage.reachable import impossible_aspects
from qd85rules.lab.coverage.render_coverage import coverage_data, coverage_markdown, coverage_text
from qd85rules.lab.mutants.parallel import mutate_in_parallel, run_in_parallel
from qd85rules.lab.mutants.render_mutation import mutation_data, mutation_text
from qd85rules.lab.proofs.witness import Witness, to_yaml
from qd85rules.lab.trying import try_properties
from qd85rules.policy.policy import load_stack
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Language
    from qd85rules.lab.cases.model import Case
    from qd85rules.lab.cases.run import CaseResult
    from qd85rules.lab.coverage.coverage import Coverage
    from qd85rules.lab.mutants.mutation import MutationScore
    from qd85rules.lab.trying import Refuted

_EXAMPLES: Final = """\
examples:
  qd85 test                                      every case file and pack below the current folder
  qd85 test cases/ -k "given-away and not rent"  some of them
  qd85 test --pack national                      the cases of a pack, and the examples of its rules
  qd85 test --coverage --fail-under 90           what the cases show of every condition
  qd85 test my-pack/ --mutate                    which changes of the rules no case would notice
  qd85 test --pack national --mutate transfer/given-away

exit codes: 0 all passed; 1 a case failed, or a measure is under its limit; 2 the job could not be done; 5 no cases
"""


class TestExit(IntEnum):
    """What the exit code of `qd85 test` says; pytest's meaning."""

    # pytest would take the name for that of a test.
    __test__ = False

    PASSED = 0
    FAILED = 1
    ERROR = 2
    NO_CASES = 5


@dataclass(slots=True)
class _Outcome:
    """What a run found, and why it ends as it does."""

    results: tuple[CaseResult, ...]
    problems: tuple[Diagnostic, ...]
    coverage: Coverage | None = None
    scores: dict[str, MutationScore] = field(default_factory=dict)
    refuted: list[Refuted] = field(default_factory=list)
    code: TestExit = TestExit.PASSED
    reasons: list[str] = field(default_factory=list)

    def ends(self, code: TestExit, reason: str) -> None:
        """Take the code, unless a graver one is there already."""
        if code is TestExit.ERROR or self.code is TestExit.PASSED:
            self.code = code
        self.reasons.append(reason)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `test`."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="case files, packs, or folders with them (default: .)"
    )
    choosing = parser.add_argument_group("choosing")
    choosing.add_argument(
        "--pack", metavar="PACK", action="append", dest="test_packs", default=[],
        help="the cases of a pack and the examples of its rules; repeatable",
    )  # fmt: skip
    choosing.add_argument(
        "-k", metavar="EXPRESSION", dest="keyword",
        help="only cases with a text in their name, file, rules or clauses; joined by and, or, not",
    )  # fmt: skip
    measuring = parser.add_argument_group("measuring")
    measuring.add_argument("--coverage", action="store_true", help="show what the cases cover of every condition")
    measuring.add_argument(
        "--mutate", nargs="*", metavar="RULE", help="show which changes of the packs' rules no case notices"
    )
    measuring.add_argument(
        "--fail-under", type=_percent, metavar="PERCENT",
        help="exit 1 where coverage, or the share of mutants killed, is lower (default: 100 for mutants)",
    )  # fmt: skip
    output = parser.add_argument_group("output")
    output.add_argument(
        "--output-format", choices=("text", "json", "junit", "markdown"), default="text",
        help="default: text; markdown shows measures only",
    )  # fmt: skip
    add_file(output)
    output.add_argument("--quiet", "-q", action="store_true", help="nothing on standard error but failures")
    output.add_argument("--jobs", "-j", type=int, metavar="N", help="processes (default: as many as pay)")
    add_settings(parser, ("engine", "lang"))
    add_config(parser)


def _percent(text: str) -> float:
    return number(100, "percentage", text.removesuffix("%"))


def run(options: argparse.Namespace) -> int:
    """Carry out `test`; gives the exit code."""
    paths, rules = _split(options)
    found = collect(paths or ([] if options.test_packs else [Path()]), options.test_packs)
    cases = selected(found.cases, options.keyword)
    jobs = None if options.jobs is None else max(1, options.jobs)
    results = run_in_parallel(cases, engine=options.engine, jobs=jobs)
    outcome = _Outcome(results, found.problems)
    _judge_cases(outcome)
    passed = [result.case for result in results if result.status == "passed"]
    if outcome.code is TestExit.PASSED and not options.keyword:
        _try(outcome, passed)
    if outcome.code is TestExit.PASSED:
        if options.coverage or (options.fail_under is not None and rules is None):
            outcome.coverage = _measure(passed)
            _judge_coverage(outcome, options.fail_under)
        if rules is not None:
            outcome.scores = _mutate(passed, options, rules, jobs)
            _judge_scores(outcome, 100.0 if options.fail_under is None else options.fail_under)
    elif (options.coverage or rules is not None) and results:
        outcome.reasons.append("nothing was measured")
    _write(outcome, options)
    if not options.quiet or outcome.code is TestExit.ERROR:
        say(f"qd85: {len(cases)} case{'' if len(cases) == 1 else 's'}; {_why(outcome)}")
    return outcome.code


def _try(outcome: _Outcome, cases: Sequence[Case]) -> None:
    """Try what the packs under test claim on random accounts, as of the last day that their cases are about."""
    last: dict[tuple[str, ...], tuple[date, tuple[str, ...]]] = {}
    for case in cases:
        stack = load_stack(case.packs)
        if stack.packs[-1].properties:
            ids = tuple(pack.id for pack in stack.packs)
            last[ids] = max((case.as_of, case.packs), last.get(ids, (case.as_of, case.packs)))
    try:
        outcome.refuted = [one for day, packs in last.values() for one in try_properties(packs, day)]
    except ImportError:
        outcome.reasons.append("properties were not tried, for Hypothesis is missing: install `qd85rules[testing]`")
    for one in outcome.refuted:
        of = "".join(f" for `{rule}`" for rule in one.rules)
        outcome.ends(TestExit.FAILED, f"the property `{one.property}` fails{of}")
        say(f"qd85: an account is against the property `{one.property}`{of}, as of {one.as_of}:")
        for line in to_yaml([one.account]).splitlines():
            say(f"    {line}")


def _split(options: argparse.Namespace) -> tuple[list[Path], list[str] | None]:
    """Tell paths that stand after `--mutate` from rules."""
    if options.mutate is None:
        return options.paths, None
    after = [Path(word) for word in options.mutate if Path(word).exists()]
    return [*options.paths, *after], [word for word in options.mutate if not Path(word).exists()]


def _why(outcome: _Outcome) -> str:
    reasons = f": {'; '.join(outcome.reasons)}" if outcome.reasons else ""
    return f"exit {outcome.code.value}{reasons}"


def _judge_cases(outcome: _Outcome) -> None:
    counts = statuses(outcome.results)
    if counts["failed"]:
        outcome.ends(TestExit.FAILED, f"{counts['failed']} failed")
    errors = counts["error"] + len(outcome.problems)
    if errors:
        outcome.ends(TestExit.ERROR, f"{errors} error{'' if errors == 1 else 's'}")
    if not outcome.results and not errors:
        outcome.ends(TestExit.NO_CASES, "no cases")


def _measure(cases: Sequence[Case]) -> Coverage:
    by_packs: defaultdict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in cases:
        by_packs[case.packs].append(case)
    stacks = [(load_stack(packs), members) for packs, members in by_packs.items()]
    return cover(stacks, impossible_aspects([stack for stack, _ in stacks], cover(stacks)))


def _judge_coverage(outcome: _Outcome, limit: float | None) -> None:
    if outcome.coverage is not None and limit is not None and outcome.coverage.tally.percent < limit:
        outcome.ends(TestExit.FAILED, f"coverage is under {limit:g} %")


def _mutate(
    cases: Sequence[Case], options: argparse.Namespace, rules: Sequence[str], jobs: int | None
) -> dict[str, MutationScore]:
    """Mutate the packs that the cases are about, or those that have the rules that are named."""
    packs: dict[str, None] = dict.fromkeys(options.test_packs)
    named = {load_stack((pack,)).packs[-1].id for pack in packs}
    for case in cases:
        pack = case.packs[-1]
        pack_id = load_stack(case.packs).packs[-1].id
        if pack_id not in named:
            named.add(pack_id)
            packs[pack] = None
    owners = {resolved.id: pack for pack in packs for resolved in load_stack((pack,)).packs[-1].rules}
    for rule in rules:
        if rule not in owners:
            said = usage.NO_RULE_UNDER_TEST.filled(rule=rule[:60])
            raise UsageError(usage.hinted(said, suggestion(rule, owners)))
    wanted = [pack for pack in packs if not rules or any(owners[rule] == pack for rule in rules)]
    return {
        pack: mutate_in_parallel(pack, cases, rules=[rule for rule in rules if owners[rule] == pack], jobs=jobs)
        for pack in wanted
    }


def _judge_scores(outcome: _Outcome, limit: float) -> None:
    for pack, score in outcome.scores.items():
        if score.percent < limit:
            survivors = len(score.survivors)
            reason = f"{survivors} mutant{'' if survivors == 1 else 's'} of {pack} survived"
            outcome.ends(TestExit.FAILED, reason)


def _write(outcome: _Outcome, options: argparse.Namespace) -> None:
    lang: Language = options.lang or "vi"
    match options.output_format:
        case "junit":
            write_data(render_junit(outcome.results, outcome.problems, lang), options.output_file)
        case "json":
            write_json(_data(outcome, lang), options.output_file)
        case "markdown":
            text = "" if outcome.coverage is None else coverage_markdown(outcome.coverage, lang)
            write(text, options.output_file)
        case _:
            write(_text(outcome, lang), options.output_file)


def _text(outcome: _Outcome, lang: Language) -> str:
    parts = [mutation_text(pack, score, lang) for pack, score in outcome.scores.items()]
    if outcome.coverage is not None:
        parts.insert(0, coverage_text(outcome.coverage, lang))
    return "\n".join((*parts, render_results(outcome.results, outcome.problems, lang)))


def _data(outcome: _Outcome, lang: Language) -> dict[str, Any]:
    data = results_data(outcome.results, outcome.problems, lang)
    data["exit_code"] = outcome.code.value
    if outcome.refuted:
        data["refuted_properties"] = [
            {"property": one.property, "rules": list(one.rules), "witness": Witness(one.account, one.as_of).data()}
            for one in outcome.refuted
        ]
    if outcome.coverage is not None:
        data["coverage"] = coverage_data(outcome.coverage)
    if outcome.scores:
        data["mutation"] = [mutation_data(pack, score) for pack, score in outcome.scores.items()]
    return data

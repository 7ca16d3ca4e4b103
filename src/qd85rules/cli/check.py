"""`qd85 check`: registers of accounts in, a report out; `baseline`, `forecast` and `diff` read registers as it does.

What must not live here: the way from files to a report (`run.files`), writing reports (`outputs`).
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.options import add_config, add_settings, policy_of
from qd85rules.cli.outputs import destinations, paired, write_reports
from qd85rules.cli.settings import SETTINGS
from qd85rules.core.diagnostics import UsageError, errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.policy.policy import DEFAULT_PACKS
from qd85rules.reporters import Options
from qd85rules.run.files import check_inputs, find_inputs
from qd85rules.source.files import refuse_harmful
from qd85rules.wording import commands as words
from qd85rules.wording import usage
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.evidence.baseline import Baseline
    from qd85rules.judge.report import Report
    from qd85rules.policy.policy import Policy
    from qd85rules.run.files import Inputs

_EXAMPLES: Final = """\
examples:
  qd85 check register.yaml                       the report of today, in Vietnamese
  qd85 check registers/ --as-of 2024-11-01       every register below a folder, for one day
  qd85 check - --stdin-filename r.csv < r.csv        standard input
  qd85 check r.xlsx --output-format text --output-format json --output-file report.json
  qd85 check r.yaml --pack local/phu-ninh --param notify_within_days=2
  qd85 check r.yaml --waivers waivers.yaml --baseline baseline.json
  qd85 check r.yaml --record r.qd85record.json   what `qd85 verify` needs to reproduce this run

exit codes: 0 clean; 1 a violation; 2 the job could not be done; 3 nothing worse than undetermined
"""

JUDGING: Final = (
    "as-of",
    "time-zone",
    "pack",
    "param",
    "suffix-list",
    "paths",
    "stdin-filename",
    "input-format",
    "blank-means",
    "blank-lists",
    "exclude",
    "table",
    "per-file",
    "engine",
    "waivers",
    "waiver-notice-days",
    "allow-empty",
    "lang",
    "quiet",
    "verbose",
)
"""The settings that judging looks at."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `check`: every setting there is."""
    parser.epilog = _EXAMPLES
    add_settings(parser, SETTINGS)
    add_config(parser)
    evidence = parser.add_argument_group("evidence")
    evidence.add_argument("--record", metavar="FILE", help="write what `qd85 verify` needs to reproduce this run")


def run(options: argparse.Namespace) -> int:
    """Carry out `check`; gives the exit code."""
    outputs = paired(options.outputs)
    baseline = record = None
    # What cannot be used ends the run at once.
    if options.baseline is not None:
        from qd85rules.evidence.baseline import read_baseline  # noqa: PLC0415 - costs start-up time

        baseline = read_baseline(Path(options.baseline))
    if options.record is not None:
        from qd85rules.cli.recording import Recording  # noqa: PLC0415 - likewise

        record = Recording(options)
    policy = load_policy(options)
    report, inputs = judge(options, policy, baseline)
    found = _exit_code(report, options)
    code = Exit.CLEAN if options.exit_zero and found is not Exit.FAILED else found
    shown = Options(
        lang=options.lang,
        all_outcomes=options.all,
        show_names=options.show_names,
        fail_on=options.fail_on,
        allow_undetermined=options.allow_undetermined,
        exit_code=code,
        inputs=report.inputs,
        asked=tuple(options.stdin_filename or path if path == "-" else path for path in options.paths),
        sarif_include=frozenset(options.sarif_include),
        undetermined_as=options.undetermined_as,
        group_by=options.group_by,
    )
    refuse_harmful([*destinations(outputs), *([record.path] if record else ())])
    write_reports(report, outputs, shown, options.color)
    if record:
        record.write(report, policy, inputs.registers)
    if options.verbose:
        today = words.TODAY_IS[options.lang].format(day=report.as_of, zone=options.time_zone)
        day = report.as_of if options.as_of else today
        say(f"qd85: {options.settings_file or 'no settings file'}; {day}; {' + '.join(report.engines)}")
    if not options.quiet or code is Exit.FAILED:
        for line in _closing(report, found, code, shown):
            say(line)
    return code


def judge(options: argparse.Namespace, policy: Policy, baseline: Baseline | None = None) -> tuple[Report, Inputs]:
    """Check the registers that the options name; gives the report, and what was read for it."""
    with registers_of(options) as inputs:
        report = check_inputs(
            inputs,
            policy=policy,
            engine=options.engine,
            waivers=map(Path, options.waivers or ()),
            notice_days=options.waiver_notice_days,
            baseline=baseline,
        )
    if not options.quiet:
        for notice in report.notices:
            say(f"qd85: {notice.line(options.lang)}")
    if report.errors:
        report = replace(report, errors=naming_zone(report.errors, report.as_of, options))
    return report, inputs


def load_policy(options: argparse.Namespace) -> Policy:
    """Load the packs, once it is clear that there is something to read.

    Raises:
        UsageError: there is nothing to read.
        PolicyError: the packs have problems.
    """
    if not options.paths:
        raise UsageError(usage.NOTHING_NAMED)
    return policy_of(options, options.packs or DEFAULT_PACKS)


@contextmanager
def registers_of(options: argparse.Namespace) -> Iterator[Inputs]:
    """Give the registers that the options name; until the end a terminal shows how far the run is."""
    inputs = find_inputs(
        options.paths,
        exclude=options.exclude,
        exclude_base=options.exclude_base,
        format=options.input_format,
        stdin_name=options.stdin_filename,
        blank_means=options.blank_means,
        blank_lists=options.blank_lists,
        per_file=options.per_file,
        allow_empty=options.allow_empty,
        table=options.table,
    )
    if not options.quiet:
        for pattern in inputs.unused:
            say(f"qd85: {words.UNUSED_PARAMETER[options.lang].format(pattern=pattern)}")
    is_shown = sys.stderr.isatty() and not options.quiet
    if not is_shown and not options.verbose:
        yield inputs
        return
    from qd85rules.cli.progress import Progress  # noqa: PLC0415 - where somebody watches

    with Progress(len(inputs.openers), options.lang, is_shown=is_shown, verbose=options.verbose) as inputs.observer:
        yield inputs


def naming_zone(errors: Iterable[Diagnostic], day: date, options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """Say of dates after a day that nobody asked for where that day is today: a date may be right where it was written.

    Other errors, and those of a day that was asked for, stay as they are.
    """
    if options.as_of:
        return tuple(errors)
    zone = options.time_zone
    return tuple(_named(error, day, zone) if error.code == "date-after-as-of" else error for error in errors)


def _named(error: Diagnostic, day: date, zone: str) -> Diagnostic:
    was = error.help or Text("", "")
    vi, en = (
        words.MISTAKEN[lang].format(help=was[lang], day=day, zone=zone).removeprefix("; ") for lang in ("vi", "en")
    )
    return replace(error, help=Text(vi, en))


def _exit_code(report: Report, options: argparse.Namespace) -> Exit:
    if not report.accounts and not report.errors and options.allow_empty:
        return Exit.CLEAN
    return Exit(report.exit_code(fail_on=options.fail_on, allow_undetermined=options.allow_undetermined))


def _closing(report: Report, found: Exit, code: Exit, options: Options) -> Iterator[str]:
    """Give the lines; `found` is what the report says, `code` what the run ends with."""
    lang = options.lang
    if report.waivers:
        states = Counter[str](status.state for status in report.waivers)
        parts = ", ".join(
            f"{states[state]} {words.WAIVER_STATES[state][lang]}" for state in words.WAIVER_STATES if states[state]
        )
        yield f"qd85: {words.WAIVERS[lang]}: {parts}"
    if report.baseline is not None:
        gone = sum(entry.count for entry in report.baseline.gone)
        said = words.BASELINE_COUNTS[lang].format(known=report.baseline.known, new=report.baseline.new, gone=gone)
        yield f"qd85: {said}"
    number = len(options.inputs)
    files = count("files", number, lang)
    accounts = count("accounts", report.accounts, lang)
    why = _why(report, found, options)
    zero = " (--exit-zero)" if found is not code else ""
    yield f"qd85: {accounts}, {files}; {words.EXIT[lang]} {code.value}{zero}{f': {why}' if why else ''}"


def _why(report: Report, found: Exit, options: Options) -> str:
    lang = options.lang
    match found:
        case Exit.CLEAN:
            return ""
        case Exit.FOUND:
            return ", ".join(count(kind, number, lang) for kind, number in _failing(report, options).items() if number)
        case Exit.UNDETERMINED:
            number = sum(row.outcome is Outcome.UNDETERMINED for row in report.failing)
            return count("undetermined", number, lang) + words.LET_PASS[lang]
        case _:
            return count("errors", errors_in(report.errors), lang) if report.errors else words.NOTHING_TO_CHECK[lang]


def _failing(report: Report, options: Options) -> dict[str, int]:
    """Count what the exit code rests on; a broken `should` rule is told apart, as it is in the report."""
    kinds = Counter(
        "recommendation" if row.is_recommendation else "violation"
        for row in report.failing
        if row.outcome is Outcome.VIOLATION
    )
    counted = ("violation", "recommendation") if options.fail_on == "recommendation" else ("violation",)
    return {kind: kinds[kind] for kind in counted}

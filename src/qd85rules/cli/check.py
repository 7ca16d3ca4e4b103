"""`qd85 check`: registers of accounts in, a report out.

What must not live here: judging (`judging`), writing reports (`outputs`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.closing import closing_lines
from qd85rules.cli.console import say
from qd85rules.cli.days import named_day
from qd85rules.cli.exits import Exit
from qd85rules.cli.judging import judge, load_policy
from qd85rules.cli.options import add_config, add_settings
from qd85rules.cli.outputs import destinations, paired, write_reports
from qd85rules.cli.recording import recorder
from qd85rules.cli.settings import SETTINGS
from qd85rules.reporters.base import Options
from qd85rules.source.files import refuse_harmful

if TYPE_CHECKING:
    import argparse

    from qd85rules.evidence.baseline import Baseline
    from qd85rules.judge.report import Report

__all__ = ["add_arguments", "run"]

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
    baseline = _baseline(options)
    record = recorder(options)
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
        inputs=inputs.paths,
        asked=tuple(options.stdin_filename or path if path == "-" else path for path in options.paths),
        sarif_include=frozenset(options.sarif_include),
        undetermined_as=options.undetermined_as,
    )
    refuse_harmful([*destinations(outputs), *([Path(options.record)] if options.record is not None else ())])
    write_reports(report, outputs, shown, options.color)
    record(report, policy, inputs.registers)
    if options.verbose:
        day = named_day(report.as_of, options)
        say(f"qd85: {options.settings_file or 'no settings file'}; {day}; {' + '.join(report.engines)}")
    if not options.quiet or code is Exit.FAILED:
        for line in closing_lines(report, found, code, shown):
            say(line)
    return code


def _baseline(options: argparse.Namespace) -> Baseline | None:
    """Read the baseline, so that a run which cannot use it ends at once."""
    if options.baseline is None:
        return None
    from qd85rules.evidence.baseline import read_baseline  # noqa: PLC0415 - costs start-up time

    return read_baseline(Path(options.baseline))


def _exit_code(report: Report, options: argparse.Namespace) -> Exit:
    if not report.accounts and not report.errors and options.allow_empty:
        return Exit.CLEAN
    return Exit(report.exit_code(fail_on=options.fail_on, allow_undetermined=options.allow_undetermined))

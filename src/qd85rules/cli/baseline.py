"""`qd85 baseline`: keep the findings that a register has, so that `check --baseline` fails on new ones only.

What must not live here: what makes two findings the same (`judge.identity`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.check import JUDGING, judge, load_policy
from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.options import add_config, add_settings
from qd85rules.core.diagnostics import InputError, UsageError
from qd85rules.evidence.baseline import baseline_of, baseline_text, compare, read_baseline
from qd85rules.source.files import forget_input
from qd85rules.source.writing import write_file
from qd85rules.wording import commands as words
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse

    from qd85rules.core.text import Language
    from qd85rules.evidence.baseline import Baseline
    from qd85rules.judge.report import Report

_EXAMPLES: Final = """\
examples:
  qd85 baseline create registers/ --baseline baseline.json      take all findings of today as known
  qd85 check registers/ --baseline baseline.json                fail on new findings only
  qd85 baseline update registers/ --baseline baseline.json      drop what has gone, take in what is new
  qd85 baseline update registers/ --baseline baseline.json --prune    only drop what has gone

exit codes: 0 written; 2 the job could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `baseline`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("action", choices=("create", "update"), help="write a new file, or bring an old one up to date")
    add_settings(parser, (*JUDGING, "baseline"))
    parser.add_argument("--prune", action="store_true", help="only take out of the baseline what has gone")
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `baseline`; gives the exit code."""
    if options.baseline is None:
        raise UsageError(usage.NAME_BASELINE)
    if options.prune and options.action == "create":
        raise UsageError(usage.PRUNE_UPDATES)
    path = Path(options.baseline)
    if options.action == "create" and path.exists():
        raise UsageError(usage.BASELINE_EXISTS.filled(path=path))
    old = None if options.action == "create" else read_baseline(path)
    forget_input(path)
    report, _ = judge(options, load_policy(options))
    if report.errors or not (report.accounts or options.allow_empty):
        # A baseline made of a part of the register would lack the findings of the rest, and report them as new.
        raise _incomplete(report)
    if old is None:
        _create(report, path, options.lang)
    else:
        _update(report, path, old, options.lang, prune=options.prune)
    return Exit.CLEAN


def _create(report: Report, path: Path, lang: Language) -> None:
    baseline = baseline_of(report, str(path))
    write_file(path, baseline_text(baseline))
    say(f"qd85: {words.BASELINE_CREATED[lang].format(path=path, number=sum(baseline.counts.values()))}")


def _update(report: Report, path: Path, old: Baseline, lang: Language, *, prune: bool) -> None:
    compared = compare(report, old)
    now = baseline_of(compared, str(path), only_known=prune)
    write_file(path, baseline_text(now))
    known, new = (sum(row.baseline == state for row in compared.verdicts.shown) for state in ("unchanged", "new"))
    gone = sum(old.counts.values()) - known
    say(f"qd85: {words.BASELINE_UPDATED[lang].format(path=path, new=0 if prune else new, gone=gone, known=known)}")
    if prune and new:
        say(f"qd85: {words.BASELINE_LEFT_OUT[lang].format(number=new)}")


def _incomplete(report: Report) -> Exception:
    if report.errors:
        return InputError(report.errors)
    return UsageError(usage.NOTHING_TO_KEEP)

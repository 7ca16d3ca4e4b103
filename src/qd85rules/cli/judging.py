"""What `check`, `baseline` and `forecast` share: registers in, a report out, waivers applied.

What must not live here: rendering, exit codes, files that are written.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.cli.console import say
from qd85rules.cli.days import day_of, naming_zone
from qd85rules.cli.options import parse_params
from qd85rules.cli.progress import Progress
from qd85rules.cli.quoting import Quotable, without_records
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.ids import composed
from qd85rules.core.text import Text
from qd85rules.intake import read_register
from qd85rules.intake.folder import find_registers
from qd85rules.policy.policy import DEFAULT_PACKS, Policy
from qd85rules.reporters.words import count
from qd85rules.run import Candidate, check_candidates

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.intake import RegisterFile
    from qd85rules.judge.report import Report

__all__ = ["JUDGING", "Judged", "Reading", "candidates", "judge", "load_policy"]

JUDGING = (
    "as-of",
    "time-zone",
    "pack",
    "param",
    "suffix-list",
    "paths",
    "stdin-filename",
    "input-format",
    "blank-means",
    "exclude",
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

_UNUSED = Text("`exclude`: `{pattern}` không khớp gì", "`exclude`: `{pattern}` matched nothing")
_NOTHING_HERE = frozenset({"nothing-to-check", "no-accounts", "empty-file"})


@dataclass(slots=True)
class Judged:
    """A report, the files it is of, the ids of the accounts in them, and what else a record of the run needs."""

    report: Report
    files: list[str]
    accounts: set[str]
    policy: Policy
    registers: list[RegisterFile]


@dataclass(slots=True)
class Reading:
    """What comes up while registers are read."""

    problems: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    registers: list[RegisterFile] = field(default_factory=list)


def judge(options: argparse.Namespace) -> Judged:
    """Check the registers that the options name.

    Raises:
        UsageError: there is nothing to read.
        PolicyError: the packs have problems.
    """
    policy = load_policy(options)
    reading = Reading()
    apply_waivers = _waivers(options, reading.problems)
    report = check_candidates(
        candidates(options, reading), policy=policy, engine=options.engine, problems=reading.problems
    )
    if report.errors:
        report = replace(report, errors=naming_zone(report.errors, report.as_of, options))
    return Judged(apply_waivers(report), reading.files, reading.accounts, policy, reading.registers)


def load_policy(options: argparse.Namespace) -> Policy:
    """Load the packs, once it is clear that there is something to read.

    Raises:
        UsageError: there is nothing to read.
        PolicyError: the packs have problems.
    """
    if not options.paths:
        msg = "nothing to check: name files or folders, or set `paths`"
        raise UsageError(msg)
    return Policy.load(
        options.packs or DEFAULT_PACKS,
        as_of=day_of(options),
        params=parse_params(options.params),
        suffix_list=None if options.suffix_list is None else Path(options.suffix_list),
    )


def _waivers(options: argparse.Namespace, problems: list[Diagnostic]) -> Callable[[Report], Report]:
    if not options.waivers:
        return lambda report: report
    from qd85rules.evidence.waivers import apply_waivers, read_waivers  # noqa: PLC0415 - costs start-up time

    waivers, found = read_waivers(Path(path) for path in options.waivers)
    problems += found
    return lambda report: apply_waivers(report, waivers, notice_days=options.waiver_notice_days)


def candidates(options: argparse.Namespace, reading: Reading) -> Iterator[Candidate]:
    """Give every record of every file; what is wrong with files is kept as it is found."""
    found = find_registers(options.paths, exclude=options.exclude, exclude_base=options.exclude_base)
    if not options.quiet:
        for pattern in found.unused:
            say(f"qd85: {_UNUSED[options.lang].format(pattern=pattern)}")
    ignored = _NOTHING_HERE if options.allow_empty else frozenset()
    reading.problems += [problem for problem in found.problems if problem.code not in ignored]
    with Progress(len(found.files), options.lang, wanted=not options.quiet) as progress:
        for path in found.files:
            register = read_register(
                path, stdin_name=options.stdin_filename, format=options.input_format, display_path=_shown_path(path)
            )
            reading.files.append(register.path)
            reading.registers.append(register)
            number = 0
            for record in register.records:
                number += 1
                progress.account()
                reading.accounts.add(composed(str(record.data.get("id"))))
                blank_means = options.blank_means or register.header.get("blank_means", "unknown")
                group = register.path if options.per_file else ""
                place = Quotable(record)
                yield Candidate(record.data, place, blank_means, group, place.line)
            problems = without_records(register.problems, register.format)
            reading.problems += [problem for problem in problems if problem.code not in ignored]
            progress.file()
            if options.verbose:
                say(f"qd85: {register.path}: {count('accounts', number, options.lang)}")


def _shown_path(path: Path) -> str | None:
    return None if str(path) == "-" else path.as_posix()

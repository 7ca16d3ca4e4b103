"""What `check`, `baseline`, `forecast` and `diff` share: the policy and the registers that the options name.

What must not live here: the way from files to a report (`run.files`), rendering (`outputs`), exit codes (`exits`).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.cli.console import say
from qd85rules.cli.days import naming_zone
from qd85rules.cli.options import policy_of
from qd85rules.cli.progress import Progress
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.text import Text
from qd85rules.policy.policy import DEFAULT_PACKS
from qd85rules.run.files import check_inputs, find_inputs

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qd85rules.evidence.baseline import Baseline
    from qd85rules.judge.report import Report
    from qd85rules.policy.policy import Policy
    from qd85rules.run.files import Inputs

__all__ = ["JUDGING", "judge", "load_policy", "reading"]

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
    "blank-lists",
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


def judge(options: argparse.Namespace, policy: Policy, baseline: Baseline | None = None) -> tuple[Report, Inputs]:
    """Check the registers that the options name; gives the report, and what was read for it."""
    with reading(options) as inputs:
        report = check_inputs(
            inputs,
            policy=policy,
            engine=options.engine,
            waivers=map(Path, options.waivers or ()),
            notice_days=options.waiver_notice_days,
            baseline=baseline,
        )
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
        msg = "nothing to check: name files or folders, or set `paths`"
        raise UsageError(msg)
    return policy_of(options, options.packs or DEFAULT_PACKS)


@contextmanager
def reading(options: argparse.Namespace) -> Iterator[Inputs]:
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
    )
    if not options.quiet:
        for pattern in inputs.unused:
            say(f"qd85: {_UNUSED[options.lang].format(pattern=pattern)}")
    files, lang = len(inputs.openers), options.lang
    with Progress(files, lang, wanted=not options.quiet, verbose=options.verbose) as inputs.observer:
        yield inputs

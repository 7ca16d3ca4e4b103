"""`qd85 check --record`: the record of the run, once everything else is written.

What must not live here: what a record says (`evidence.record`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.cli.console import say
from qd85rules.core.diagnostics import UsageError
from qd85rules.evidence.record import Circumstances, looks_like_record, make_record, record_bytes
from qd85rules.policy.policy import DEFAULT_PACKS
from qd85rules.source.files import FILE_LIMIT, forget_input, read_file
from qd85rules.source.writing import write_file
from qd85rules.wording import commands as words
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qd85rules.intake import RegisterFile
    from qd85rules.judge.report import Report
    from qd85rules.policy.policy import Policy


class Recording:
    """The record that a run is to write; a file that may not be written over ends the run before it begins."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Look at the file.

        Raises:
            UsageError: it exists and is something else.
        """
        self.path = path = Path(options.record)
        self._options = options
        # A pipe or a device is written into; what is a file must be a record before another takes its place.
        is_other = path.is_dir() or (path.is_file() and not looks_like_record(read_file(path, limit=FILE_LIMIT)))
        forget_input(path)
        if is_other:
            raise UsageError(usage.NOT_A_RECORD.filled(path=path))

    def write(self, report: Report, policy: Policy, registers: Sequence[RegisterFile]) -> None:
        """Write the record, where the run checked all of its input."""
        options = self._options
        if report.errors or not report.accounts:
            say(f"qd85: {words.NOT_RECORDED[options.lang]}")
            return
        told = Circumstances(
            packs=tuple(Path(pack).as_posix() for pack in options.packs or DEFAULT_PACKS),
            blank_means=options.blank_means,
            blank_lists=options.blank_lists,
            per_file=options.per_file,
            table=options.table,
            allow_empty=options.allow_empty,
            engine=options.engine,
            fail_on=options.fail_on,
            allow_undetermined=options.allow_undetermined,
            waivers=tuple((Path(file).as_posix(), Path(file)) for file in options.waivers or ()),
            baseline=None if options.baseline is None else (Path(options.baseline).as_posix(), Path(options.baseline)),
            suffix_list=None if options.suffix_list is None else Path(options.suffix_list).as_posix(),
        )
        write_file(self.path, record_bytes(make_record(report, policy, registers, told)))
        if not options.quiet:
            say(f"qd85: {words.RECORD_WRITTEN[options.lang].format(path=self.path)}")

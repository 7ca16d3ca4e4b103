"""`qd85 check --record`: the record of the run, once everything else is written.

What must not live here: what a record says (`evidence.record`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import say
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.text import Text
from qd85rules.policy.policy import DEFAULT_PACKS
from qd85rules.source.files import FILE_LIMIT, forget_input, read_file
from qd85rules.source.writing import write_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from qd85rules.intake import RegisterFile
    from qd85rules.judge.report import Report
    from qd85rules.policy.policy import Policy

__all__ = ["recorder"]

_NOTHING: Final = Text(
    "không ghi biên bản: lần chạy này không kiểm tra được hết dữ liệu vào",
    "no record: the run did not check all of its input",
)
_WRITTEN: Final = Text("{path}: đã ghi biên bản", "{path}: record written")


def recorder(options: argparse.Namespace) -> Callable[[Report, Policy, Sequence[RegisterFile]], None]:
    """Give what writes the record of a run; a file that may not be written over ends the run before it begins.

    Raises:
        UsageError: the file exists and is something else.
    """
    if options.record is None:
        return lambda _report, _policy, _registers: None
    from qd85rules.evidence.record import looks_like_record  # noqa: PLC0415 - costs start-up time

    path = Path(options.record)
    # A pipe or a device is written into; what is a file must be a record before another takes its place.
    is_other = path.is_dir() or (path.is_file() and not looks_like_record(read_file(path, limit=FILE_LIMIT)))
    forget_input(path)
    if is_other:
        msg = f"`{path}` exists and is not a record; `--record` does not write over it"
        raise UsageError(msg)
    return partial(_record, path, options)


def _record(
    path: Path, options: argparse.Namespace, report: Report, policy: Policy, registers: Sequence[RegisterFile]
) -> None:
    from qd85rules.evidence.record import Circumstances, make_record, record_bytes  # noqa: PLC0415 - likewise

    if report.errors or not report.accounts:
        say(f"qd85: {_NOTHING[options.lang]}")
        return
    told = Circumstances(
        packs=tuple(Path(pack).as_posix() for pack in options.packs or DEFAULT_PACKS),
        blank_means=options.blank_means,
        blank_lists=options.blank_lists,
        per_file=options.per_file,
        allow_empty=options.allow_empty,
        engine=options.engine,
        fail_on=options.fail_on,
        allow_undetermined=options.allow_undetermined,
        waivers=tuple((Path(file).as_posix(), Path(file)) for file in options.waivers or ()),
        baseline=None if options.baseline is None else (Path(options.baseline).as_posix(), Path(options.baseline)),
        suffix_list=None if options.suffix_list is None else Path(options.suffix_list).as_posix(),
    )
    record = make_record(report, policy, registers, told)
    write_file(path, record_bytes(record))
    if not options.quiet:
        say(f"qd85: {_WRITTEN[options.lang].format(path=path)}")

"""`qd85 check`: registers of accounts in, a report out.

What must not live here: judging, reading formats, rendering.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from qd85rules.account import BlankMeans
from qd85rules.checker import Candidate, check_candidates
from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.options import add_language, add_policy, parse_params, today
from qd85rules.cli.outputs import add_outputs, paired, write_reports
from qd85rules.engines import ENGINES
from qd85rules.policy import DEFAULT_PACKS, Policy
from qd85rules.register import FORMATS, read_register
from qd85rules.register.folder import find_registers
from qd85rules.report import FailOn
from qd85rules.reporters.base import Options
from qd85rules.reporters.words import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from qd85rules.errors import Diagnostic
    from qd85rules.report import Report
    from qd85rules.text import Language

__all__ = ["add_arguments", "run"]

_EXAMPLES: Final = """\
examples:
  qd85 check register.yaml                       the report of today, in Vietnamese
  qd85 check registers/ --as-of 2024-11-01       every register below a folder, for one day
  qd85 check - --stdin-name r.csv < r.csv        standard input
  qd85 check r.xlsx --output-format text --output-format json --output-file report.json
  qd85 check r.yaml --pack local/phu-ninh --param notify_within_days=2

exit codes: 0 clean; 1 a violation; 2 the job could not be done; 3 nothing worse than undetermined
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `check`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, or - for standard input")
    add_policy(parser)
    reading = parser.add_argument_group("reading")
    reading.add_argument("--stdin-name", metavar="NAME", help="the name standard input would have as a file")
    reading.add_argument("--input-format", choices=FORMATS, help="the format, where names do not tell it")
    reading.add_argument(
        "--blank-means",
        choices=get_args(BlankMeans),
        help="what a blank event date says (default: unknown, or as the register declares)",
    )
    reading.add_argument("--exclude", metavar="GLOB", action="append", default=[], help="leave files out of folders")
    reading.add_argument("--per-file", action="store_true", help="take each file as a register of its own")
    add_outputs(parser)
    add_language(parser)
    showing = parser.add_argument_group("showing")
    showing.add_argument("--all", action="store_true", help="show compliant and not applicable findings as well")
    showing.add_argument("--show-names", action="store_true", help="show personal names unmasked")
    showing.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour (default: auto)")
    showing.add_argument("--quiet", "-q", action="store_true", help="nothing on standard error but failures")
    deciding = parser.add_argument_group("deciding")
    deciding.add_argument("--engine", choices=("auto", *ENGINES), default="auto", help="default: auto, two opinions")
    deciding.add_argument("--fail-on", choices=get_args(FailOn), default="violation", help="what makes the exit code 1")
    deciding.add_argument("--allow-undetermined", action="store_true", help="exit 0 with undetermined findings")
    deciding.add_argument("--allow-empty", action="store_true", help="exit 0 where there is nothing to check")


def run(options: argparse.Namespace) -> int:
    """Carry out `check`; gives the exit code."""
    outputs = paired(options.outputs)
    policy = Policy.load(
        options.packs or DEFAULT_PACKS,
        as_of=options.as_of or today(),
        params=parse_params(options.params),
        suffix_list=options.suffix_list,
    )
    problems: list[Diagnostic] = []
    files: list[str] = []
    report = check_candidates(
        _candidates(options, problems, files), policy=policy, engine=options.engine, problems=problems
    )
    code = _exit_code(report, options)
    lang: Language = options.lang or "vi"
    shown = Options(
        lang=lang,
        all_outcomes=options.all,
        show_names=options.show_names,
        fail_on=options.fail_on,
        allow_undetermined=options.allow_undetermined,
        exit_code=code,
        inputs=tuple(files),
    )
    write_reports(report, outputs, shown, options.color)
    if not options.quiet or code is Exit.FAILED:
        say(_last_line(report, code, len(files), lang, options.fail_on))
    return code


def _candidates(options: argparse.Namespace, problems: list[Diagnostic], files: list[str]) -> Iterator[Candidate]:
    """Give every record of every file; what is wrong with files goes to `problems` as it is found."""
    found = find_registers(options.paths, exclude=options.exclude)
    nothing_here = {"nothing-to-check", "no-accounts", "empty-file"} if options.allow_empty else set()
    problems += [problem for problem in found.problems if problem.code not in nothing_here]
    for path in found.files:
        register = read_register(
            path, stdin_name=options.stdin_name, format=options.input_format, display_path=_shown_path(path)
        )
        files.append(register.path)
        blank_means = options.blank_means or register.header.get("blank_means", "unknown")
        group = register.path if options.per_file else ""
        for record in register.records:
            yield Candidate(record.data, record, blank_means, group)
        problems += [problem for problem in register.problems if problem.code not in nothing_here]


def _shown_path(path: Path) -> str | None:
    return None if str(path) == "-" else path.as_posix()


def _exit_code(report: Report, options: argparse.Namespace) -> Exit:
    if not report.accounts and not report.errors and options.allow_empty:
        return Exit.CLEAN
    return Exit(report.exit_code(fail_on=options.fail_on, allow_undetermined=options.allow_undetermined))


def _last_line(report: Report, code: Exit, files: int, lang: Language, fail_on: FailOn) -> str:
    """Say what was checked, and why the exit code is what it is."""
    summary = report.summary
    failing = summary["violation"] - (0 if fail_on == "recommendation" else summary["recommendation"])
    accounts = count("accounts", summary["accounts"], lang)
    checked = f"{accounts}, {files} {'files' if files != 1 else 'file'}" if lang == "en" else f"{accounts}, {files} tệp"
    match code, lang:
        case Exit.CLEAN, "en":
            why = "exit 0"
        case Exit.CLEAN, _:
            why = "mã thoát 0"
        case Exit.FOUND, "en":
            why = f"exit 1: {count('violation', failing, 'en')}"
        case Exit.FOUND, _:
            why = f"mã thoát 1: {count('violation', failing, 'vi')}"
        case Exit.UNDETERMINED, "en":
            why = f"exit 3: {summary['undetermined']} undetermined; --allow-undetermined lets them pass"
        case Exit.UNDETERMINED, _:
            why = f"mã thoát 3: {summary['undetermined']} chưa xác định; --allow-undetermined để bỏ qua"
        case _, "en":
            why = f"exit 2: {count('errors', summary['errors'], 'en')}" if report.errors else "exit 2: nothing to check"
        case _:
            why = (
                f"mã thoát 2: {count('errors', summary['errors'], 'vi')}"
                if report.errors
                else "mã thoát 2: không có gì để kiểm tra"
            )
    return f"qd85: {checked}; {why}"

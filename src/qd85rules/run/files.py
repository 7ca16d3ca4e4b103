"""From files to a report: the whole job of `qd85 check`, for the command, for `qd85 verify` and for programs.

In go registers, a policy, files of waivers and a baseline; out comes the report. `Inputs` is the first half of the
way, from files to records: `qd85 forecast` and `qd85 diff` take the records from it and judge them otherwise.

What must not live here: formats (`intake`, `reporters`), judging (`check`), and what belongs to a terminal (`cli`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from qd85rules.core.diagnostics import UsageError
from qd85rules.core.text import composed
from qd85rules.engines import EngineName
from qd85rules.intake.content import unknown_against_blanks, without_records
from qd85rules.intake.folder import find_registers
from qd85rules.intake.read import read_register
from qd85rules.judge.report import Report
from qd85rules.model.spec import BlankLists, BlankMeans, Blanks
from qd85rules.policy.policy import Policy
from qd85rules.run.check import Candidate, check_candidates, policy_for, refuse_unknown
from qd85rules.wording import usage

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.evidence.baseline import Baseline
    from qd85rules.intake import RegisterFile
    from qd85rules.intake.columns import TableSettings

_NOTHING_HERE: Final = frozenset({"nothing-to-check", "no-accounts", "empty-file"})
"""The problems that a run may be told to take for an answer, with `--allow-empty`."""


class Observer(Protocol):
    """Is told how far the reading is."""

    def account(self) -> None:
        """Hear of one account that was read."""

    def file(self, path: str, accounts: int) -> None:
        """Hear of one file that was read to its end, with the number of its accounts."""


@dataclass(slots=True)
class Inputs:
    """The registers of one run: how each is opened, how its records are taken, and what came up on the way.

    `blank_means` and `blank_lists` go before what a register says of itself. With `per_file` each file is a register of
    its own. `unused` has the patterns of `exclude` that matched nothing. `problems`, `registers`, `accounts` (the ids)
    and `notices` (what was left out, filled in or guessed in tables) fill while the records are gone through.
    """

    openers: Sequence[Callable[..., RegisterFile]]
    blank_means: BlankMeans | None = None
    blank_lists: BlankLists | None = None
    per_file: bool = False
    allow_empty: bool = False
    unused: tuple[str, ...] = ()
    observer: Observer | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    registers: list[RegisterFile] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    notices: list[Diagnostic] = field(default_factory=list)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files read so far, as places name them."""
        return tuple(register.path for register in self.registers)

    def candidates(self) -> Iterator[Candidate]:
        """Give the records of every file, in order, once."""
        for opener in self.openers:
            register = opener()
            self.registers.append(register)
            header = register.header
            blanks = Blanks(
                self.blank_means or header.get("blank_means", "unknown"),
                self.blank_lists or header.get("blank_lists", "unknown"),
                header.get("personal") is True,
            )
            group = register.path if self.per_file else ""
            number = 0
            for record in register.records:
                number += 1
                self.accounts.add(composed(str(record.data.get("id"))))
                if self.observer is not None:
                    self.observer.account()
                candidate = Candidate(record.data, record.places, blanks, group, record.index)
                if record.unknown and blanks.means == "never":
                    self.problems += candidate.told([unknown_against_blanks(record)])
                    continue
                yield candidate
            self.note(without_records(register.problems, register.format))
            self.notices += register.notes()
            if self.observer is not None:
                self.observer.file(register.path, number)

    def note(self, problems: Iterable[Diagnostic]) -> None:
        """Keep problems of files, but for those that this run takes for an answer."""
        ignored = _NOTHING_HERE if self.allow_empty else frozenset()
        self.problems += [problem for problem in problems if problem.code not in ignored]


def find_inputs(  # noqa: PLR0913 - by keyword, one for each option that says how to read
    paths: Iterable[Path | str],
    *,
    exclude: Sequence[str] = (),
    exclude_base: Path | None = None,
    format: str | None = None,  # noqa: A002 - the field's word
    stdin_name: str | None = None,
    blank_means: BlankMeans | None = None,
    blank_lists: BlankLists | None = None,
    per_file: bool = False,
    allow_empty: bool = False,
    table: Mapping[str, Any] | None = None,
) -> Inputs:
    """Find the registers among files and folders; none is opened yet.

    Args:
        paths: files, folders, and `-` for standard input.
        exclude: patterns of files in folders to leave out, as in `.gitignore`.
        exclude_base: where the patterns are written from; the working directory when not given.
        format: the format of every file, where its name does not tell it.
        stdin_name: the name that standard input would have as a file.
        blank_means: goes before what a register says of itself.
        blank_lists: likewise, of transfers and incidents.
        per_file: take each file for a register of its own.
        allow_empty: take it for an answer that there is no account.
        table: how tables are read, as the settings have it.

    Raises:
        UsageError: `table`, or what blanks mean, says what cannot be.
    """
    refuse_unknown(blank_means, blank_lists)
    how = read_tables_as(table)
    found = find_registers(paths, exclude=exclude, exclude_base=exclude_base)
    openers = [
        partial(
            read_register,
            path,
            stdin_name=stdin_name,
            format=format,
            display_path=None if str(path) == "-" else path.as_posix(),
            table=how,
        )
        for path in found.files
    ]
    inputs = Inputs(openers, blank_means, blank_lists, per_file, allow_empty, found.unused)
    inputs.note(found.problems)
    return inputs


def read_tables_as(table: Mapping[str, Any] | None) -> TableSettings | None:
    """Give the settings of tables, checked.

    Raises:
        UsageError: they say what cannot be.
    """
    if not table:
        return None
    from qd85rules.intake.tablesettings import table_settings  # noqa: PLC0415 - where it is set only

    try:
        return table_settings(table)
    except ValueError as error:
        msg = f"`table`: {error}"
        raise UsageError(msg) from error


def check_inputs(
    inputs: Inputs,
    *,
    policy: Policy,
    engine: str = "auto",
    waivers: Iterable[Path] = (),
    notice_days: int | None = None,
    baseline: Baseline | None = None,
) -> Report:
    """Check registers against a policy, apply waivers, and compare what is found with a baseline.

    Args:
        inputs: the registers, not yet read.
        policy: what to check against.
        engine: `auto`, `reference`, `durable` or `evaluate`.
        waivers: files of waivers; what is wrong with one is an error of the report.
        notice_days: how long before its last day a waiver is reported as expiring.
        baseline: the findings that are known.

    Raises:
        UsageError: there is no such engine.
        EngineDisagreementError: two engines differ, an internal error.
    """
    waived = _waived(tuple(waivers), inputs.problems, notice_days)
    report = waived(check_candidates(inputs.candidates(), policy=policy, engine=engine, problems=inputs.problems))
    if baseline is not None:
        from qd85rules.evidence.baseline import compare  # noqa: PLC0415 - costs start-up time

        # With `per_file` only some files are checked, and known findings in the others have not gone.
        report = compare(report, baseline, accounts=inputs.accounts if inputs.per_file else None)
    return replace(report, notices=tuple(inputs.notices), inputs=inputs.paths)


def _waived(files: Sequence[Path], problems: list[Diagnostic], notice_days: int | None) -> Callable[[Report], Report]:
    """Read waivers, and give what applies them; their problems come before those of registers."""
    if not files:
        return lambda report: report
    from qd85rules.evidence.waivers import NOTICE_DAYS, apply_waivers, read_waivers  # noqa: PLC0415 - costs start-up time

    waivers, found = read_waivers(files)
    problems[:0] = found
    notice_days = NOTICE_DAYS if notice_days is None else notice_days
    return lambda report: apply_waivers(report, waivers, notice_days=notice_days)


def check_files(  # noqa: PLR0913 - by keyword, one for each option of the command that outcomes depend on
    paths: Path | str | Iterable[Path | str],
    *,
    policy: Policy | None = None,
    as_of: date | None = None,
    packs: Sequence[str | Path] | None = None,
    params: Mapping[str, object] | None = None,
    engine: EngineName = "auto",
    blank_means: BlankMeans | None = None,
    blank_lists: BlankLists | None = None,
    waivers: Path | str | Iterable[Path | str] = (),
    baseline: Path | str | None = None,
    exclude: Sequence[str] = (),
    per_file: bool = False,
    table: Mapping[str, Any] | None = None,
) -> Report:
    """Check the registers in files and folders as `qd85 check` does, waivers and baseline included.

    What is wrong with a register or a file of waivers, one that cannot be read included, is an error of the report;
    the accounts that can be read are checked all the same.

    Args:
        paths: files, folders, and `-` for standard input.
        policy: what to check against; without one, `as_of`, `packs` and `params` say it.
        as_of: the day of the check, which `policy` has; the library never reads the clock.
        packs: ids of packs that come with the library, or folders, lowest first; the national one when not given.
        params: values for parameters, in place of the packs' own.
        engine: which opinion to ask for; `auto` asks for two where durable-rules can be imported.
        blank_means: what an event date that is not recorded says; `None`: what each register says of itself.
        blank_lists: likewise, of transfers and incidents that are not recorded.
        waivers: files of waivers.
        baseline: a file that `qd85 baseline` wrote; findings that it has do not fail the report.
        exclude: patterns of files in folders to leave out, as in `.gitignore`.
        per_file: take each file for a register of its own, in which ids are unique and pages are compared.
        table: how tables are read, as `[table]` of the settings has it: `{"dates": "dmy", "ignore": ["Ghi chú"]}`.

    Raises:
        InputError: the baseline cannot be used.
        UsageError: no path or no day is given, or two different days; no such engine.
        MissingExtraError: a workbook is to be read, and its reader is not installed.
        EngineDisagreementError: two engines differ, an internal error.
    """
    policy = policy_for(policy, as_of, packs, params)
    listed = _listed(paths)
    if not listed:
        raise UsageError(usage.NO_PATHS)
    known = None
    if baseline is not None:
        from qd85rules.evidence.baseline import read_baseline  # noqa: PLC0415 - likewise

        known = read_baseline(Path(baseline))
    inputs = find_inputs(
        listed, exclude=exclude, blank_means=blank_means, blank_lists=blank_lists, per_file=per_file, table=table
    )
    return check_inputs(inputs, policy=policy, engine=engine, waivers=_listed(waivers), baseline=known)


def _listed(paths: Path | str | Iterable[Path | str]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]

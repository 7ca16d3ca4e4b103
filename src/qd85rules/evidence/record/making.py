"""From a run to its record.

What must not live here: how a record is written (`sealing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import InputError, UsageError
from qd85rules.evidence.record.outcomes import outcome_entries, rules_by_subject
from qd85rules.evidence.record.sealing import RECORD_VERSION, SEAL, seal
from qd85rules.evidence.record.sources import file_entry, pack_file_digests
from qd85rules.knowledge.addresses.suffix import suffix_list_version
from qd85rules.policy.policy import DEFAULT_PACKS, pack_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qd85rules.intake import RegisterFile
    from qd85rules.judge.report import FailOn, Report
    from qd85rules.model.spec import BlankLists, BlankMeans
    from qd85rules.policy.policy import Policy

TOOL: Final = "qd85rules"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run was told, beside its policy, as far as outcomes or the exit code depend on it.

    `packs` are ids and folders as they were given. `waivers` and `baseline` map the names of files to where they are.
    `table` says how tables were read.
    """

    packs: tuple[str, ...] = DEFAULT_PACKS
    blank_means: BlankMeans | None = None
    blank_lists: BlankLists | None = None
    per_file: bool = False
    allow_empty: bool = False
    engine: str = "auto"
    fail_on: FailOn = "violation"
    allow_undetermined: bool = False
    waivers: tuple[tuple[str, Path], ...] = ()
    baseline: tuple[str, Path] | None = None
    suffix_list: str | None = None
    table: Mapping[str, Any] | None = None


def make_record(
    report: Report, policy: Policy, registers: Sequence[RegisterFile], told: Circumstances
) -> dict[str, Any]:
    """Give the record of a complete run, as plain data.

    Args:
        report: what the run found, waivers applied and compared with the baseline.
        policy: what the accounts were checked against.
        registers: the registers that were read, all records gone through.
        told: what else the run was told.

    Raises:
        InputError: the run has errors, so that it does not vouch for all of its input; or a file cannot be read.
        UsageError: no account was checked.
    """
    if report.errors:
        raise InputError(report.errors)
    if not report.accounts:
        msg = "no account was checked, so there is nothing to record"
        raise UsageError(msg)
    accounts, digest = outcome_entries(report, {register.path: number for number, register in enumerate(registers)})
    known = report.baseline
    record = {
        "schema_version": RECORD_VERSION,
        "tool": tool_part(),
        "as_of": report.as_of.isoformat(),
        "policy": policy_part(policy, told.packs, told.suffix_list),
        "inputs": [input_entry(register) for register in registers],
        "waivers": [file_entry(path, name) for name, path in told.waivers],
        "baseline": None if told.baseline is None else file_entry(told.baseline[1], told.baseline[0]),
        "options": {
            "allow_empty": told.allow_empty,
            "allow_undetermined": told.allow_undetermined,
            "blank_lists": told.blank_lists,
            "blank_means": told.blank_means,
            "engine": told.engine,
            "fail_on": told.fail_on,
            "per_file": told.per_file,
            **({"table": dict(told.table)} if told.table else {}),
        },
        "engines": list(report.engines),
        "rules": {subject: [rule.id for rule in rules] for subject, rules in rules_by_subject(policy).items()},
        "accounts": accounts,
        "result": {
            "outcomes": digest,
            "summary": report.summary,
            "baseline": None if known is None else {"known": known.known, "new": known.new},
            "exit_code": report.exit_code(fail_on=told.fail_on, allow_undetermined=told.allow_undetermined),
        },
    }
    return {**record, SEAL: seal(record)}


def tool_part() -> dict[str, str]:
    """Say which tool this is; nothing here tells one Python from another."""
    return {"name": TOOL, "version": _version()}


def policy_part(policy: Policy, packs: Sequence[str], suffix_list: str | None) -> dict[str, Any]:
    """Say what the policy is made of, down to the digest of every file.

    Args:
        policy: the policy.
        packs: the packs that were asked for, as they were named.
        suffix_list: how the list of public suffixes was named, if one was given.

    Raises:
        InputError: a file cannot be read.
    """
    folders = pack_folders(packs)
    return {
        "requested": list(packs),
        "packs": [
            {"id": pack.id, "version": pack.version, "files": pack_file_digests(folders[pack.id])}
            for pack in policy.stack.packs
        ],
        "fingerprint": policy.fingerprint,
        "params": policy.plain_params,
        "given": sorted(policy.given),
        "suffix_list": _suffix_list(policy.suffix_list, suffix_list),
    }


def input_entry(register: RegisterFile) -> dict[str, Any]:
    """Say what was read of a register: its name, format and bytes."""
    return {
        "path": register.path,
        "stdin": register.is_stdin,
        "format": register.format,
        "sha256": register.digest,
        "bytes": register.size,
    }


def _suffix_list(path: Path | None, shown_path: str | None) -> Mapping[str, Any]:
    file = None if path is None else file_entry(path, shown_path)
    return {"version": suffix_list_version(path), "file": file}


@cache
def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - costs start-up time

    return version(TOOL)

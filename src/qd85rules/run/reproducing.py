"""From a record to the same run again: the same packs, parameters, day and inputs, and what came out this time.

What must not live here: the words for differences (`evidence.record`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import Qd85Error
from qd85rules.evidence.baseline import read_baseline
from qd85rules.evidence.record.differences import RecordDifference, compare_records, same_verdict
from qd85rules.evidence.record.making import Circumstances, input_entry, make_record, policy_part, tool_part
from qd85rules.evidence.record.sealing import record_bytes
from qd85rules.evidence.record.sources import STDIN, Finder, file_entry
from qd85rules.intake import read_register
from qd85rules.policy.policy import Policy
from qd85rules.run.files import Inputs, check_inputs, read_tables_as
from qd85rules.wording import evidence as say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qd85rules.evidence.record.reading import Recorded
    from qd85rules.intake import RegisterFile
    from qd85rules.intake.columns import TableSettings


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What came out. `failure` is why the run could not be carried to its end; the differences are those seen so far.

    `same_verdict` is `None` where there is none to compare.
    """

    differences: tuple[RecordDifference, ...]
    same_verdict: bool | None
    failure: Qd85Error | None = None

    @property
    def same(self) -> bool:
        """Whether the new record has the very bytes of the old one, but for the engines that reached its verdicts."""
        return self.failure is None and all(found.kind == "engine" for found in self.differences)


def reproduce(recorded: Recorded, inputs: Path | None = None) -> Reproduction:
    """Carry out the run of a record again.

    Args:
        recorded: the record.
        inputs: a folder in which files are looked for by their digests, where they are not what they were.
    """
    run = _Run(recorded.data, Finder(inputs))
    try:
        now = run.whole()
    except Qd85Error as failure:
        return Reproduction(compare_records(recorded.data, run.now), None, failure)
    if record_bytes(now) == recorded.content:
        return Reproduction((), same_verdict=True)
    layout = () if recorded.is_canonical else (_layout(),)
    return Reproduction((*layout, *compare_records(recorded.data, now)), same_verdict(recorded.data, now))


def _layout() -> RecordDifference:
    return RecordDifference("layout", "record", None, None, say.LAID_OUT_ANEW)


@dataclass(slots=True)
class _Run:
    """A run that gathers its own record as it goes, so that what was seen before a failure can be told."""

    old: dict[str, Any]
    finder: Finder
    now: dict[str, Any] = field(default_factory=dict)

    def whole(self) -> dict[str, Any]:
        """Carry out the run and give its record.

        Raises:
            Qd85Error: a pack, a parameter or a file of the record is not to be had, or the input has errors now.
        """
        self.now["tool"] = tool_part()
        policy = self._policy()
        told = self._circumstances()
        # The names of inputs are those that the run had for them.
        how = read_tables_as(told.table)
        openers = [partial(_opened, entry, self.finder.find(entry), how) for entry in self.old["inputs"]]
        inputs = Inputs(openers, told.blank_means, told.blank_lists, told.per_file, told.allow_empty)
        self.now["waivers"] = [file_entry(path, name) for name, path in told.waivers]
        report = check_inputs(
            inputs,
            policy=policy,
            engine=told.engine,
            waivers=[path for _, path in told.waivers],
            baseline=None if told.baseline is None else read_baseline(told.baseline[1]),
        )
        self.now["inputs"] = [input_entry(register) for register in inputs.registers]
        return make_record(report, policy, inputs.registers, told)

    def _policy(self) -> Policy:
        recorded = self.old["policy"]
        suffixes = recorded["suffix_list"]["file"]
        policy = Policy.load(
            recorded["requested"],
            as_of=date.fromisoformat(self.old["as_of"]),
            params={name: recorded["params"][name] for name in recorded["given"]},
            suffix_list=None if suffixes is None else self.finder.find(suffixes),
        )
        self.now["policy"] = policy_part(policy, recorded["requested"], _path_of(suffixes))
        return policy

    def _circumstances(self) -> Circumstances:
        baseline = self.old["baseline"]
        return Circumstances(
            packs=tuple(self.old["policy"]["requested"]),
            waivers=tuple((entry["path"], self.finder.find(entry)) for entry in self.old["waivers"]),
            baseline=None if baseline is None else (baseline["path"], self.finder.find(baseline)),
            suffix_list=_path_of(self.old["policy"]["suffix_list"]["file"]),
            **self.old["options"],
        )


def _opened(entry: Mapping[str, Any], path: Path, table: TableSettings | None) -> RegisterFile:
    register = read_register(path, format=entry["format"], display_path=entry["path"], table=table)
    if not entry["stdin"] or path == STDIN:
        return register
    # What came through a pipe once and lies in a file now is the same input.
    register.is_stdin = True
    return register


def _path_of(entry: Mapping[str, Any] | None) -> str | None:
    return None if entry is None else str(entry["path"])

"""A policy and the options of a check, said once for many checks.

What must not live here: checking itself (`check`, `files`, `table`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qd85rules.engines import EngineName, choose
from qd85rules.judge.report import Report
from qd85rules.model.account import Account
from qd85rules.model.spec import BlankLists, BlankMeans
from qd85rules.policy.policy import Policy
from qd85rules.run.check import check, check_register, policy_for, refuse_unknown
from qd85rules.run.files import check_files
from qd85rules.run.table import TableReport, check_table


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks accounts, registers and files against one policy, with the same options each time.

    It may be shared by threads and sent to other processes. `engine`, `blank_means` and `blank_lists` are those of
    `check`; where blanks are not said, each register says what its own mean.

    Raises:
        UsageError: `policy` is none, or an option cannot be so.
    """

    policy: Policy
    engine: EngineName = "auto"
    blank_means: BlankMeans | None = None
    blank_lists: BlankLists | None = None

    def __post_init__(self) -> None:
        policy_for(self.policy, None)
        choose(self.engine)
        refuse_unknown(self.blank_means, self.blank_lists)

    def check(self, account: Mapping[str, Any] | Account) -> Report:
        """Check one account by itself, as the function `check` does."""
        return check(
            account,
            policy=self.policy,
            engine=self.engine,
            blank_means=self.blank_means or "unknown",
            blank_lists=self.blank_lists or "unknown",
        )

    def check_register(self, accounts: Iterable[Mapping[str, Any] | Account]) -> Report:
        """Check the accounts of one register, as the function `check_register` does."""
        return check_register(
            accounts,
            policy=self.policy,
            engine=self.engine,
            blank_means=self.blank_means or "unknown",
            blank_lists=self.blank_lists or "unknown",
        )

    def check_files(
        self,
        paths: Path | str | Iterable[Path | str],
        *,
        waivers: Path | str | Iterable[Path | str] = (),
        baseline: Path | str | None = None,
        exclude: Sequence[str] = (),
        per_file: bool = False,
        table: Mapping[str, Any] | None = None,
    ) -> Report:
        """Check the registers in files and folders, as the function `check_files` does."""
        return check_files(
            paths,
            policy=self.policy,
            engine=self.engine,
            blank_means=self.blank_means,
            blank_lists=self.blank_lists,
            waivers=waivers,
            baseline=baseline,
            exclude=exclude,
            per_file=per_file,
            table=table,
        )

    def check_table(self, table: object, *, all_outcomes: bool = False) -> TableReport:
        """Check the accounts of a data frame, as the function `check_table` does."""
        return check_table(
            table,
            policy=self.policy,
            engine=self.engine,
            blank_means=self.blank_means or "unknown",
            blank_lists=self.blank_lists or "unknown",
            all_outcomes=all_outcomes,
        )

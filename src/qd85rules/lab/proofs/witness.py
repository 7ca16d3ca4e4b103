"""An account that shows what is claimed, and the answers of which it is one.

What must not live here: finding one (`prover`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qd85rules.core.outcome import Outcome

Status = Literal["found", "impossible", "not_decided"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A smallest account, in plain data, that was run and behaves as claimed.

    `others` are accounts that must stand beside it in the register. `subject` is what is judged: `account`, or
    `transfers[0]`. `outcomes` has one outcome for each rule that was asked about, in that order. `params` are values
    that differ from those of the packs.
    """

    account: Mapping[str, Any]
    as_of: date
    subject: str = "account"
    outcomes: tuple[Outcome, ...] = ()
    others: tuple[Mapping[str, Any], ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Give it as data that JSON can hold."""
        return {
            "as_of": self.as_of.isoformat(),
            "subject": self.subject,
            "account": _plain(self.account),
            "others": _plain(self.others),
            "params": _plain(self.params),
            "outcomes": [outcome.value for outcome in self.outcomes],
        }

    def example(self, name: str, expect: Outcome) -> dict[str, Any]:
        """Give it as an entry of a rule's `examples`."""
        entry: dict[str, Any] = {"name": name, "as_of": self.as_of, "given": dict(self.account)}
        if self.others:
            entry["others"] = [dict(other) for other in self.others]
        if self.params:
            entry["params"] = dict(self.params)
        return {**entry, "expect": expect.value}

    def case(self, name: str, rule: str, expect: str) -> dict[str, Any]:
        """Give it as an entry of a case file's `cases`; `expect` is the report's word for the outcome."""
        entry: dict[str, Any] = {"name": name, "as_of": self.as_of, "account": dict(self.account)}
        if self.others:
            entry["others"] = [dict(other) for other in self.others]
        if self.params:
            entry["params"] = dict(self.params)
        return {**entry, "expect": {rule: expect}}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to "is there an account with which ...?".

    `impossible` is proved over every account that the model allows. `not_decided` says in `reason` why: neither an
    account nor a proof was found. `after` is the account with more facts recorded, where two states were asked about.
    """

    status: Status
    witness: Witness | None = None
    after: Witness | None = None
    reason: str | None = None


def _plain(data: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Write dates as text, as JSON wants them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data if data is None or isinstance(data, bool | int | str) else data.isoformat()


class _Dumper(yaml.SafeDumper):
    """Writes lists inside lists indented, as the packs have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True


def to_yaml(data: object) -> str:
    """Write plain data as a person would paste it into a pack."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)

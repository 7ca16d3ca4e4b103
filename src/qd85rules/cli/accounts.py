"""One account of a register, read as `check` reads it, for commands that look at one only.

What must not live here: reading registers (`run.files`), what is done with the account (`eval`, `explain`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.cli.check import naming_zone
from qd85rules.cli.options import add_settings
from qd85rules.core.diagnostics import InputError, UsageError, suggestion, told_once
from qd85rules.core.text import composed
from qd85rules.core.truth import UNKNOWN
from qd85rules.describe.evaluation import Seen
from qd85rules.model.vocabulary import FACTS
from qd85rules.run.check import subjects_of, take_in
from qd85rules.run.files import find_inputs
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.values import Row, Value
    from qd85rules.judge.report import Judged
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy

_ITEM: Final = re.compile(r"(transfer|incident)s\[([0-9]{1,6})\]")
_SHOWN_IDS: Final = 5


@dataclass(frozen=True, slots=True)
class Looked:
    """The subjects that a condition is evaluated on, and what is wrong with the register that they come from."""

    subjects: tuple[Seen, ...]
    errors: tuple[Diagnostic, ...] = ()


class _Blank(dict[str, "Value"]):
    """Facts of which nothing is recorded, but for those of an account that has no such item on record."""

    def __init__(self, account: Row | None = None) -> None:
        self.account = account

    def __missing__(self, name: str) -> Value:
        """Ask the account for its own facts."""
        return self.account[name] if self.account is not None and FACTS[name].subject == "account" else UNKNOWN


def add_account(parser: argparse.ArgumentParser) -> None:
    """Add what names an account, and how its register is read."""
    group = parser.add_argument_group("account")
    group.add_argument("--account", metavar="FILE", help="a register with the account to look at; - is standard input")
    group.add_argument("--id", metavar="ID", help="which account, where the register has several")
    group.add_argument("--item", metavar="ITEM", help="one item, as `transfers[0]` (default: each)")
    add_settings(parser, ("stdin-filename", "input-format", "blank-means", "blank-lists"))


def kind_of_item(options: argparse.Namespace) -> Subject | None:
    """Give the kind of item that is asked for; `None` where none is.

    Raises:
        UsageError: it is written wrongly, or no account is named.
    """
    if options.account is None:
        given = next((name for name in ("id", "item") if getattr(options, name) is not None), None)
        if given is not None:
            raise UsageError(usage.GOES_WITH_ACCOUNT.filled(flag=given))
    if options.item is None:
        return None
    found = _ITEM.fullmatch(options.item)
    if found is None:
        raise UsageError(usage.NO_ITEM.filled(item=options.item[:40]))
    return "transfer" if found[1] == "transfer" else "incident"


def look(options: argparse.Namespace, policy: Policy, kind: Subject) -> Looked:
    """Give the subjects of a kind that the options name: nothing known of any where they name no account.

    Raises:
        UsageError: there is no such account or item.
        InputError: the account cannot be read; it carries every problem of the register.
    """
    if options.account is None:
        return Looked((Seen(_Blank(), None, kind),))
    inputs = find_inputs(
        [options.account],
        format=options.input_format,
        stdin_name=options.stdin_filename,
        blank_means=options.blank_means,
        blank_lists=options.blank_lists,
    )
    entries, found = take_in(inputs.candidates(), policy)
    errors = naming_zone(told_once((*inputs.problems, *found)), policy.as_of, options)
    return Looked(tuple(_subjects(_one(entries, errors, options), kind, options.item)), errors)


def _one(entries: list[Judged], errors: tuple[Diagnostic, ...], options: argparse.Namespace) -> Judged:
    wanted = None if options.id is None else composed(options.id)
    named = [entry for entry in entries if wanted is None or composed(entry.facts.account.id) == wanted]
    if len(named) == 1 and (wanted is not None or not errors):
        return named[0]
    if errors:
        raise InputError(errors)
    ids = [entry.facts.account.id for entry in entries]
    if named:
        listed = ", ".join(f"`{one[:40]}`" for one in ids[:_SHOWN_IDS]) + (", …" if len(ids) > _SHOWN_IDS else "")
        raise UsageError(usage.SEVERAL_ACCOUNTS.filled(file=options.account, number=len(ids), ids=listed))
    said = usage.NO_ACCOUNT.filled(file=options.account, account=(options.id or "")[:60])
    raise UsageError(usage.hinted(said, suggestion(options.id or "", ids)))


def _subjects(account: Judged, kind: Subject, item: str | None) -> list[Seen]:
    found = [Seen(one.facts, one.facts.account.id, one.subject, one.place) for one in subjects_of(account, kind)]
    whole = account.facts.account
    if f"{kind}s" in account.facts.unrecorded_lists:
        # A list that is not recorded may hold anything: the rules on its items are undetermined.
        found = [Seen(_Blank(account.facts), whole.id, f"{kind}s", account.place)] if item is None else []
    if item is not None and kind != "account":
        found = [one for one in found if one.subject == item]
    if not found:
        what = f"`{item}`" if item is not None else f"{kind}s"
        raise UsageError(usage.HAS_NONE.filled(account=whole.id[:60], what=what))
    return found

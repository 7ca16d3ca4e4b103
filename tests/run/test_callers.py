"""A caller's mistakes are refused by name and say what to write; none gives a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qd85rules import Account, Policy, UsageError, check, check_files, check_register
from tests.run.accounts import DAY

ENTRIES: Any = {"check": lambda **options: check({"id": "a"}, as_of=DAY, **options)}
ENTRIES["check_register"] = lambda **options: check_register([{"id": "a"}], as_of=DAY, **options)
ENTRIES["check_files"] = lambda **options: check_files(["register.yaml"], as_of=DAY, **options)


def test_a_policy_of_no_packs_is_refused() -> None:
    with pytest.raises(UsageError, match="no pack is named") as caught:
        Policy.load([], as_of=DAY)

    assert "không nêu gói nào" in caught.value.text.vi


@pytest.mark.parametrize("pack", ["national", Path("national")], ids=["text", "path"])
def test_one_pack_in_place_of_a_list_is_refused_and_says_what_to_write(pack: str | Path) -> None:
    with pytest.raises(UsageError, match=r"`packs` is a list of packs; write `\[\"national\"\]`"):
        Policy.load(pack, as_of=DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [{"id": "a"}, Account.model_validate({"id": "a"}), "reg.yaml", b"reg.yaml", Path("reg.yaml")],
    ids=["a mapping", "an account", "a path", "bytes", "a path object"],
)
def test_what_is_no_register_is_refused_and_says_which_function_takes_it(given: object) -> None:
    with pytest.raises(UsageError, match=r"takes a sequence of accounts.*`check`.*`check_files`"):
        check_register(given, as_of=DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"blank_means": "Never"}, "`blank_means` cannot be `Never`.*did you mean `never`"),
        ({"blank_lists": "nonne"}, "`blank_lists` cannot be `nonne`.*did you mean `none`"),
        ({"blank_means": "xyz"}, "`blank_means` cannot be `xyz`; write `unknown`, `never`$"),
        ({"engine": "referense"}, "unknown engine `referense`.*did you mean `reference`"),
    ],
    ids=["blank_means", "blank_lists", "nothing near", "engine"],
)
def test_an_option_that_does_not_exist_is_refused(entry: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ENTRIES[entry](**options)

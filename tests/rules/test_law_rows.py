"""Registers on which a jurist would stumble come out as the texts, read as our readings say, have them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from qd85rules import check_register

DAY: Final = date(2024, 11, 1)
ROWS: Final[list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("law_rows.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_a_register_comes_out_as_the_texts_have_it(row: dict[str, Any]) -> None:
    report = check_register(row["accounts"], as_of=DAY)

    assert report.errors == ()
    found = {(one.account, one.rule): one.outcome.value for one in report.all_findings}
    assert {account: {rule: found[account, rule] for rule in rules} for account, rules in row["expect"].items()} == row[
        "expect"
    ]

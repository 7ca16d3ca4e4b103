"""The way of one account through the library stays short: the modules entered before it is in the JSON report."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT: Final = """\
id: cb-0142/facebook
kind: social_profile
personal: true
platform: facebook
url: https://www.facebook.com/nguyenvanan
opened_on: 2023-05-02
holder: {id: cb-0142, legal_name: Nguyễn Văn An, roles: [party_member, cadre]}
profile: {display_name: Nguyễn Văn An, personal_info: true, contact_info: true, portrait: true}
transfers:
  - {direction: out, kind: lend, on: 2024-06-01}
incidents:
  - {sign: loss_of_control, detected_on: 2024-09-01, activity_stopped_on: 2024-09-01}
"""

COUNT: Final = """\
import contextlib, io, sys
from qd85rules.cli import main

arguments = ["check", "one.yaml", "--no-config", "--as-of", "2024-11-01", "--output-format", "json"]
entered = set()

def note(frame, event, argument):
    name = frame.f_code.co_filename.replace("\\\\", "/")
    if event == "call" and "/qd85rules/" in name and frame.f_code.co_name != "<module>":
        entered.add(name)

with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main([*arguments, "--engine", sys.argv[1]])
    # What is loaded and lowered once is not the account's way.
    sys.setprofile(note)
    code = main([*arguments, "--engine", sys.argv[1]])
    sys.setprofile(None)
print(code, len(entered))
"""


@pytest.mark.parametrize(("engine", "most"), [("auto", 39), ("reference", 37)])
def test_one_account_enters_few_modules_on_its_way_to_json(engine: str, most: int, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(ACCOUNT, encoding="utf-8")
    program = [sys.executable, "-c", COUNT, engine]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True)
    code, entered = map(int, done.stdout.split())

    assert code == 1
    assert 20 < entered <= most

"""The table of fields is the one place of a field: what is kept from it in the repository is current.

Modules: `model.account`, `model.choices`, `model.sections`.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scripts.gen_fields import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("path", "text"), list(files()), ids=["account", "page"])
def test_what_is_kept_from_the_table_of_fields_is_current(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run `make fields`"


def test_the_table_of_fields_loads_no_pydantic() -> None:
    program = "import sys, qd85rules.model.fields, qd85rules.model.paths; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.strip() == "False"

"""What an attempt may do to the machine; in processes of their own, because hooks and limits stay."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fuzz.targets import HERE

if TYPE_CHECKING:
    from pathlib import Path

INSIDE = """\
import os, subprocess, sys
from pathlib import Path
import qd85rules
from fuzz.guard import Guard, OutOfTimeError, bound_memory
place, outside = Path(sys.argv[1], "place"), Path(sys.argv[1], "outside")
place.mkdir()
guard = Guard(place)
bound_memory()
try:
    with guard.watching(0.5):
        {code}
except BaseException as error:
    print(type(error).__name__)
print(len(guard.trespasses), outside.exists())
"""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("(place / 'a').write_text('x')", ["0 False"]),
        ("outside.write_text('x')", ["PermissionError", "1 False"]),
        ("(place / '..' / 'outside').mkdir()", ["PermissionError", "1 False"]),
        ("(place / 'a').write_text('x'); (place / 'a').rename(outside)", ["PermissionError", "1 False"]),
        ("(place / 'a').symlink_to(outside); (place / 'a').write_text('x')", ["PermissionError", "1 False"]),
        ("subprocess.run([sys.executable, '-V'])", ["PermissionError", "1 False"]),
        ("subprocess.run([sys.executable, qd85rules.__file__], check=True)", ["0 False"]),
        ("sys.executable and Path(sys.executable).read_bytes()", ["0 False"]),
        ("exec('while True: pass')", ["OutOfTimeError", "0 False"]),
        ("bytearray(4 * 1024 ** 3)", ["MemoryError", "0 False"]),
    ],
)
def test_an_attempt_is_kept_within_its_folder_its_time_and_its_memory(
    code: str, said: list[str], tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INSIDE.format(code=code), str(tmp_path)],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert ran.stdout.splitlines() == said

"""Every file that a run reads is regular and of a bounded size: nothing waits, and nothing fills the memory."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import HEALTHY, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2024-11-01")
READERS = {
    "a register": ("check", "X", *DAY),
    "a baseline": ("check", "r.yaml", "--baseline", "X", *DAY),
    "a baseline to bring up to date": ("baseline", "update", "r.yaml", "--baseline", "X", *DAY),
    "waivers": ("check", "r.yaml", "--waivers", "X", *DAY),
    "a suffix list": ("check", "r.yaml", "--suffix-list", "X", *DAY),
    "settings": ("check", "r.yaml", "--config", "X", *DAY),
    "a record to verify": ("verify", "X"),
    "a case file": ("test", "X.qd85test.yaml"),
    "the file of a pack": ("check", "r.yaml", "--pack", "packs/header", *DAY),
    "a rule": ("check", "r.yaml", "--pack", "packs/rule", *DAY),
    "clauses of a pack": ("lint", "packs/clauses", "--no-proofs"),
    "the register of a comparison": ("diff", "national", "national", "--against", "X"),
}


def plant_one(path: Path, kind: str) -> None:
    """Make a pipe, a device without an end, or a file that is larger than memory and takes no room."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
            path.open("rb").close()
        except OSError:
            pytest.skip("this user, or this file system, makes no devices")
    else:
        with path.open("wb") as file:
            file.truncate(8 * 1024**3)


def plant(folder: Path, kind: str) -> None:
    """Put a file of a kind wherever a run reads one."""
    (folder / "r.yaml").write_text(HEALTHY + "  url: https://blog.example.vn/\n", encoding="utf-8")
    names = ["X", "X.qd85test.yaml", "packs/header/pack.yaml", "packs/rule/a/b.yaml", "packs/clauses/clauses.yaml"]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        plant_one(folder / name, kind)
    for name in ("rule", "clauses"):
        (folder / "packs" / name / "pack.yaml").write_text(f"id: {name}\nversion: '1'\n")


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
from qd85rules.cli import main
sys.exit(main(sys.argv[1:]))
"""


def limited(*words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command with little memory and little time."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, *words],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize("kind", ["fifo", "device", "huge"])
@pytest.mark.parametrize("words", READERS.values(), ids=READERS.keys())
def test_what_is_no_file_of_a_bounded_size_ends_the_run_at_once(
    words: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    plant(tmp_path, kind)

    done = limited(*words, cwd=tmp_path)

    assert (done.returncode, b"internal error" in done.stderr) == (2, False), done.stderr[-500:]


@pytest.mark.parametrize(("kind", "code"), [("fifo", 1), ("device", 1), ("huge", 2)])
def test_a_source_that_is_no_file_is_missing_and_a_huge_one_ends_the_run(kind: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    plant_one(tmp_path / "sources" / "000_qd85-explained.txt", kind)

    done = limited("clauses", "--verify", "sources", cwd=tmp_path)

    assert (done.returncode, b"internal error" in done.stderr) == (code, False), done.stderr[-500:]

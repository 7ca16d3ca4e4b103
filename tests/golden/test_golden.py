"""What the command writes, held to what it wrote before: a redesign may move everything and change nothing of this.

`QD85_UPDATE_GOLDEN=1` writes the files anew; a change of them needs a reason that users would accept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from qd85rules.cli import main
from tests.golden.runs import HERE, ROOT, Run, explained, runs

Capture = pytest.CaptureFixture[bytes]

EXPECTED: Final = HERE / "expected"
RUNS: Final = tuple(runs())


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in [*os.environ]:
        if name.startswith(("QD85RULES_", "GITHUB_", "PYTHONIOENCODING", "FORCE_COLOR")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1730419200")


def given(arguments: tuple[str, ...], capture: Capture) -> tuple[bytes, bytes]:
    """Run the command; gives standard output, and the exit code with standard error."""
    code = main(arguments)
    out, err = capture.readouterr()
    return out, f"exit {int(code)}\n".encode() + err


def held(file: str, data: bytes) -> None:
    """Compare with the file that is kept, or write it; a path below the repository is kept from its root on."""
    data = data.replace(f"{ROOT}/".encode(), b"")
    path = EXPECTED / file
    if os.environ.get("QD85_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert data.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("one", RUNS, ids=lambda one: one.file)
def test_a_run_writes_what_it_wrote(one: Run, capsysbinary: Capture) -> None:
    out, err = given(one.arguments, capsysbinary)

    held(one.file, out)
    held(f"{one.file}.stderr", err)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_is_explained_as_it_was(lang: str, capsysbinary: Capture) -> None:
    local = ("--pack", "local/cv-729-tu", "--pack", "local/go-cong-tay", "--pack", "local/phu-ninh")
    common = (*local, "--as-of", "2024-11-01", "--no-config", "--lang", lang)
    texts = [given(("explain", name, *common), capsysbinary)[0] for name in explained()]

    held(f"explain.{lang}.txt", b"\n".join(texts))


def test_no_file_is_kept_that_no_run_writes() -> None:
    wanted = {name for one in RUNS for name in (one.file, f"{one.file}.stderr")} | {
        f"{name}.{lang}.txt" for name in ("explain", "page") for lang in ("vi", "en")
    }

    assert {path.name for path in EXPECTED.iterdir()} == wanted


def test_files_are_told_apart() -> None:
    files = [one.file for one in RUNS]

    assert len(set(files)) == len(files)
    assert not [file for file in files if Path(file).name != file]

"""Where the results of commands go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commands import PACKS, run

PACK = str(Path(PACKS[1]).resolve())


@pytest.mark.parametrize(
    "command",
    [
        ("clauses", "--pack", PACK, "--output-format", "json"),
        ("diff", PACK, PACK, "--output-format", "json", "--as-of", "2024-11-01"),
        ("explain", "transfer/given-away", "--output-format", "json", "--as-of", "2024-11-01"),
        ("forecast", "r.json", "--as-of", "2024-11-01", "--until", "2025-01-01", "--output-format", "json"),
        ("lint", PACK, "--no-proofs", "--output-format", "json"),
        ("schema", "rule"),
        ("test", "--pack", PACK, "--jobs", "1", "--output-format", "json"),
    ],
    ids=lambda command: command[0],
)
def test_a_dash_is_standard_output_for_every_command(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.json").write_text('[{"id": "a"}]', "utf-8")

    ran = run(capsys, *command, "--output-file", "-")

    assert json.loads(ran.out)
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]

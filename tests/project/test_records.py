"""A record that one Python has written is verified by every other, and they differ in their engines alone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from scripts.wheelhouse import ROOT, find_interpreters
from tests.project.installed import Installed, build, install

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.wheelhouse import Interpreter

INTERPRETERS = find_interpreters()
RECORD = "run.qd85record.json"
RUN = ("check", "register.yaml", "--as-of", "2024-11-01", "--pack", "local/phu-ninh", "--quiet", "--record", RECORD)


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> dict[Interpreter, Installed]:
    wheel = build("wheel", tmp_path_factory.mktemp("wheel"))
    return {
        interpreter: install(wheel, interpreter, tmp_path_factory.mktemp(interpreter.tag) / "env")
        for interpreter in INTERPRETERS
    }


def write_record(installed: Installed, folder: Path) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "examples/register.yaml", folder)
    installed.run("qd85", *RUN, cwd=folder, status=1)
    data: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
    return data


def test_every_python_writes_the_same_record_but_for_its_engines(
    environments: dict[Interpreter, Installed], tmp_path: Path
) -> None:
    records = {
        interpreter: write_record(installed, tmp_path / interpreter.tag)
        for interpreter, installed in environments.items()
    }

    first = next(iter(records.values()))
    for interpreter, now in records.items():
        assert {key for key in first if first[key] != now[key]} <= {"engines", "seal"}
        assert ("durable" in now["engines"]) is (interpreter.version < (3, 13))


def test_every_python_verifies_what_another_has_written(
    environments: dict[Interpreter, Installed], tmp_path: Path
) -> None:
    (writer, written), *_ = environments.items()
    write_record(written, tmp_path)
    assert writer.version < (3, 13)

    for interpreter, installed in environments.items():
        same = interpreter.version < (3, 13)
        # One opinion where there were two is told, and makes nothing of the record untrue.
        out = installed.run("qd85", "verify", RECORD, "--output-format", "json", cwd=tmp_path)
        answer = json.loads(out)

        assert answer["same_verdict"] is True
        assert [found["kind"] for found in answer["differences"]] == ([] if same else ["engine"])
        if not same:
            assert "this Python has no durable-rules" in answer["differences"][0]["message"]["en"]

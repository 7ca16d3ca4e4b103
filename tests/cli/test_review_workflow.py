"""The workflow that the documentation proposes for reviews: its own script, run on a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import clean_environment
from tests.project.docs_examples import find_blocks

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "review-policy-changes.md"
PACK = Path(__file__).parent / "packs" / "club"

pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="needs git and bash")


def workflow() -> dict[str, Any]:
    [block] = [block for block in find_blocks(PAGE.read_text("utf-8")) if block.language == "yaml"]
    data: dict[str, Any] = yaml.safe_load(block.text)
    return data


def steps() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in workflow()["jobs"]["review"]["steps"] if "name" in step}


class Checkout:
    """A branch of a repository, as the job finds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.summary = folder.parent / "summary.md"
        self.environ = clean_environment(
            PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            BASE="main",
            GITHUB_STEP_SUMMARY=str(self.summary),
            GIT_AUTHOR_NAME="An", GIT_AUTHOR_EMAIL="an@example.org",
            GIT_COMMITTER_NAME="An", GIT_COMMITTER_EMAIL="an@example.org",
            GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1",
        )  # fmt: skip
        shutil.copytree(PACK, folder / "unit")
        (folder / "register.yaml").write_text("- id: vd-1\n  unused_since: 2024-01-01\n  closed_on: never\n", "utf-8")
        self.run("git init -q -b main && git add . && git commit -q -m first && git switch -q -c branch")

    def run(self, script: str) -> int:
        # As the runner starts a shell.
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        return subprocess.run(command, cwd=self.folder, env=self.environ, check=False, capture_output=True).returncode


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "repository"
    folder.mkdir()
    return Checkout(folder)


def test_it_runs_for_reviews_with_no_more_rights_than_it_needs() -> None:
    assert workflow()["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert not any("${{" in step.get("run", "") for step in workflow()["jobs"]["review"]["steps"])


@pytest.mark.parametrize(
    ("before", "after", "code", "says"),
    [
        ("default: 14", "default: 14", 0, "no difference: 2 rules"),
        ("default: 14", "default: 10", 0, "| `page/closed` | stricter |"),
        ("default: 14", "default: fourteen", 1, None),
    ],
    ids=["no edit", "an edit", "a pack that cannot be read"],
)
def test_the_comparison_is_written_and_fails_only_where_it_could_not_be_made(
    checkout: Checkout, before: str, after: str, code: int, says: str | None
) -> None:
    pack = checkout.folder / "unit" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace(before, after), "utf-8")
    comment = checkout.folder / "policy.md"

    assert checkout.run(steps()["Compare"]["run"]) == code
    assert comment.exists() is (says is not None)
    if says is not None:
        assert says in comment.read_text("utf-8")
        assert checkout.summary.read_text("utf-8") == comment.read_text("utf-8")


def test_the_linter_of_the_workflow_passes_a_pack_as_it_should_be(checkout: Checkout) -> None:
    assert checkout.run(steps()["Lint"]["run"]) == 0

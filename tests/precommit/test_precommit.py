"""The hooks that this repository offers, run by the real pre-commit on a scratch repository, offline.

The hooks are read from a clone that holds the repository's own `.pre-commit-hooks.yaml`; only `language` is taken over,
so that the command of this environment runs instead of one that would have to be installed from the network.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from qd85rules.source.yamltree import parse_yaml
from tests.cli.running import HEALTHY, LENT, clean_environment

ROOT = Path(__file__).resolve().parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent

PLACE = f"register.yaml:9:{LENT.splitlines()[8].index('out') + 1}"
"""Where the register says that a page left its holder."""


def is_told_at(place: str, text: str) -> bool:
    """Tell whether a line says where a finding is, however wide the column of its label is."""
    return re.search(rf"^ *Where +{re.escape(place)}$", text, re.MULTILINE) is not None


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with pre-commit set up; `hooks` is the one that offers the hooks."""

    folder: Path
    hooks: Path
    environ: dict[str, str]

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=cwd or self.folder, env=self.environ, capture_output=True, check=True, encoding="utf-8"
        )
        return done.stdout

    def use(self, hook: str, *lines: str) -> None:
        """Set one hook up, with more lines of its settings."""
        revision = self.git("rev-parse", "HEAD", cwd=self.hooks).strip()
        extra = "".join(f"        {line}\n" for line in lines)
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: {self.hooks.as_posix()}\n    rev: {revision}\n    hooks:\n"
            f"      - id: {hook}\n        language: system\n{extra}",
        )

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.git("add", name)

    def start(self) -> None:
        """Write the starter."""
        command: list[str | Path] = [BIN / "qd85", "init"]
        subprocess.run(command, cwd=self.folder, env=self.environ, capture_output=True, check=True, timeout=60)

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Commit what is staged, through the hook that pre-commit has put into the repository."""
        command = ["git", "commit", "-m", "a change"]
        return subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, check=False, encoding="utf-8", timeout=120
        )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    environ = clean_environment(
        PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}",
        PRE_COMMIT_HOME=str(tmp_path / "cache"),
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_SYSTEM=os.devnull,
        GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.org",
        GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.org",
        QD85RULES_AS_OF="2024-11-01", QD85RULES_LANG="en",
    )  # fmt: skip
    environ = {name: value for name, value in environ.items() if not name.startswith(("GIT_DIR", "GIT_INDEX"))}
    made = Repository(tmp_path / "register", tmp_path / "hooks", environ)
    for folder in (made.folder, made.hooks):
        folder.mkdir()
        made.git("init", "--quiet", "--initial-branch=main", cwd=folder)
    (made.hooks / HOOKS.name).write_bytes(HOOKS.read_bytes())
    made.git("add", HOOKS.name, cwd=made.hooks)
    made.git("commit", "--quiet", "-m", "hooks", cwd=made.hooks)
    subprocess.run(
        [BIN / "pre-commit", "install"], cwd=made.folder, env=environ, capture_output=True, check=True, timeout=60
    )
    return made


def test_a_bad_register_is_refused_with_the_place_and_a_mended_one_passes(repository: Repository) -> None:
    repository.use("qd85-check")
    repository.write("register.yaml", LENT)
    repository.write("notes.yaml", "nothing: of ours\n")

    refused = repository.commit()
    repository.write("register.yaml", HEALTHY)
    passed = repository.commit()

    assert refused.returncode != 0
    assert "qd85 check (each file)" in refused.stderr
    assert is_told_at(PLACE, refused.stderr)
    assert "exit code: 1" in refused.stderr
    assert passed.returncode == 0, passed.stderr
    assert repository.git("log", "--format=%s").strip() == "a change"


def test_input_that_cannot_be_read_is_refused_with_the_place_and_the_suggestion(repository: Repository) -> None:
    repository.use("qd85-check", "args: [--output-format, concise]")
    repository.write("registers/one.yaml", HEALTHY.replace("social_profile", "social_profil"))

    refused = repository.commit()

    assert refused.returncode != 0
    assert "registers/one.yaml:2:9: unknown-value" in refused.stderr
    assert "did you mean `social_profile`?" in refused.stderr


def test_the_hook_on_the_whole_register_sees_what_the_hook_on_each_file_cannot(repository: Repository) -> None:
    repository.write("registers/one.yaml", HEALTHY)
    repository.write("registers/two.yaml", HEALTHY)
    repository.use("qd85-check")
    each = repository.commit()
    repository.use("qd85-register", "args: [registers]")
    whole = repository.commit()

    assert each.returncode == 0, each.stdout + each.stderr
    assert whole.returncode != 0
    assert "registers/two.yaml:1:7: duplicate-id" in whole.stderr


def test_the_hook_on_the_whole_register_takes_its_paths_from_the_settings(repository: Repository) -> None:
    repository.use("qd85-register")
    repository.write("qd85rules.toml", 'paths = ["data.yaml"]\n')
    repository.write("data.yaml", LENT)

    refused = repository.commit()

    assert refused.returncode != 0
    assert is_told_at(PLACE.replace("register", "data"), refused.stderr)


def test_hooks_for_policies_run_the_cases(repository: Repository) -> None:
    repository.start()
    repository.use("qd85-test", "args: [.]")
    repository.git("add", "--all")
    passed = repository.commit()
    cases = (repository.folder / "cases.qd85test.yaml").read_text("utf-8")
    repository.write(
        "cases.qd85test.yaml", cases.replace("identity/portrait: recommendation", "identity/portrait: due")
    )
    refused = repository.commit()

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert refused.returncode != 0
    assert "cases.qd85test.yaml" in refused.stderr


def test_the_hook_for_the_layout_mends_it_and_leaves_other_files(repository: Repository) -> None:
    repository.start()
    repository.use("qd85-fmt")
    repository.write("compose.yaml", "services: {a: [}\n")
    path = repository.folder / "unit-pack" / "identity" / "portrait.yaml"
    laid_out = path.read_text("utf-8")
    repository.write(
        "unit-pack/identity/portrait.yaml", laid_out.replace('"!profile.portrait"', "'! ( profile.portrait )'")
    )
    repository.git("add", "--all")
    refused = repository.commit()
    mended = path.read_text("utf-8")
    repository.git("add", "--all")
    passed = repository.commit()

    assert refused.returncode != 0
    assert "unit-pack/identity/portrait.yaml: " in refused.stderr
    assert mended == laid_out
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_hook_for_rules_refuses_one_that_nobody_can_break(repository: Repository) -> None:
    repository.start()
    # The command of this environment runs, which has what the hook would install.
    repository.use("qd85-lint", "args: [unit-pack, --no-config]", "additional_dependencies: []")
    repository.git("add", "--all")
    passed = repository.commit()
    path = repository.folder / "unit-pack" / "identity" / "portrait.yaml"
    rule = path.read_text("utf-8").replace(
        'violated_when: "!profile.portrait"', "violated_when: account.opened_on > today"
    )
    repository.write("unit-pack/identity/portrait.yaml", rule)
    refused = repository.commit()

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert refused.returncode != 0
    assert "error QL002 `identity/portrait` can never be broken" in refused.stderr


def test_the_starter_passes_the_hooks_that_it_brings(repository: Repository) -> None:
    repository.start()
    repository.git("add", "--all")
    passed = repository.commit()
    repository.write("register.yaml", LENT)
    refused = repository.commit()

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert refused.returncode != 0
    assert is_told_at(PLACE, refused.stderr)


@pytest.mark.parametrize("hook", parse_yaml(HOOKS.read_text("utf-8"))[0].value, ids=lambda hook: hook["id"])
def test_a_hook_installs_with_the_library_and_leaves_its_stages_to_the_user(hook: dict[str, object]) -> None:
    assert hook["language"] == "python"
    assert str(hook["entry"]).split()[0] == "qd85"
    assert "stages" not in hook
    assert hook["types"] == ["file"]


def test_pre_commit_accepts_the_list_of_hooks() -> None:
    done = subprocess.run(
        [BIN / "pre-commit", "validate-manifest", HOOKS], capture_output=True, check=False, encoding="utf-8", timeout=60
    )

    assert done.returncode == 0, done.stdout + done.stderr

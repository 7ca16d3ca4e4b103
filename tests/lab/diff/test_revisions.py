"""A policy is read from a folder, from the library, or from a Git revision; no checkout is touched.

Modules: `lab.diff.gittree`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qd85rules import Policy
from qd85rules.cli import main
from qd85rules.core.diagnostics import PolicyError, UsageError
from qd85rules.lab.diff.diff import diff_policies
from qd85rules.lab.diff.revisions import load_policy_at
from qd85rules.policy.policy import rules_folder
from tests.lab.proofs.packs import AS_OF, PACK, rule

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(repository: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "An", "GIT_AUTHOR_EMAIL": "an@example.com",
        "GIT_COMMITTER_NAME": "An", "GIT_COMMITTER_EMAIL": "an@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment).stdout


def write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a repository whose only pack allows ten days at first, seven in the second revision, five in its files."""
    folder = tmp_path / "kho"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write(folder / "packs" / "vi-du" / "late.yaml", {"id": "vi/late", **rule()})
    for days, name in ((10, "first"), (7, "second"), (5, None)):
        parameters = {"days": {**PACK["parameters"]["days"], "default": days}}
        write(folder / "packs" / "vi-du" / "pack.yaml", {**PACK, "parameters": parameters})
        if name is not None:
            git(folder, "add", "-A")
            git(folder, "commit", "-q", "-m", name)
            git(folder, "tag", name)
    return folder


def days_at(spec: str, repository: Path) -> object:
    return load_policy_at(spec, as_of=AS_OF, repository=repository).params["days"]


@pytest.mark.parametrize(
    ("spec", "days"),
    [
        ("first:packs/vi-du", 10), ("second:packs/vi-du", 7), ("HEAD:packs/vi-du", 7), ("HEAD~1:packs/vi-du", 10),
        ("main", 7), ("first", 10), ("HEAD:packs/vi-du/", 7),
    ],
)  # fmt: skip
def test_a_revision_is_read(spec: str, days: int, repository: Path) -> None:
    assert days_at(spec, repository) == days


def test_a_path_may_begin_where_one_stands(repository: Path) -> None:
    assert days_at("first:./vi-du", repository / "packs") == 10


def test_a_folder_and_a_pack_of_the_library_come_before_revisions(repository: Path) -> None:
    git(repository, "tag", "national")

    assert days_at(str(repository / "packs" / "vi-du"), repository) == 5
    assert load_policy_at("national", as_of=AS_OF, repository=repository).stack.packs[-1].id == "national"


def test_the_checkout_and_the_index_stay_as_they_are(repository: Path) -> None:
    def state() -> tuple[str, ...]:
        files = (path for path in sorted(repository.rglob("*")) if path.is_file() and ".git" not in path.parts)
        return (git(repository, "status", "--porcelain"), git(repository, "worktree", "list"), *map(str, files))

    before = state()
    days_at("first:packs/vi-du", repository)

    assert state() == before


def test_two_revisions_are_compared(repository: Path) -> None:
    old, new = (load_policy_at(spec, as_of=AS_OF, repository=repository) for spec in ("first", "second"))
    diff = diff_policies(old, new)

    assert [change.words() for change in diff.parameters] == ["Time allowed: 10 days → 7 days"]
    assert {each.id: each.kind for each in diff.rules if each.kind != "unchanged"} == {"vi/late": "stricter"}


def test_parameters_are_given_as_for_any_policy(repository: Path) -> None:
    policy = load_policy_at("first", as_of=AS_OF, params={"days": 3}, repository=repository)

    assert policy.params["days"] == 3


def test_packs_that_a_pack_requires_are_those_of_the_same_revision(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    shutil.copytree(rules_folder(), folder / "rules")
    header = folder / "rules" / "national" / "pack.yaml"
    header.write_text(header.read_text("utf-8").replace("default: 180", "default: 77"), "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    policy = load_policy_at("HEAD:rules/local/go-cong-tay", as_of=AS_OF, repository=folder)

    assert policy.params["quiet_days"] == 77
    assert Policy.load(["national"], as_of=AS_OF).params["quiet_days"] == 180
    assert len(policy.rules) > len(Policy.load(["national"], as_of=AS_OF).rules)


PROBLEMS = {
    "no such name": ("khong-co", "is no folder, no pack of the library and no revision"),
    "no such path": ("first:khong-co", "there is no folder `khong-co` in the revision `first`"),
    "a path out of the tree": ("first:../..", "there is no folder"),
    "an option": ("--output=x", "is no folder"),
    "an option with a path": ("--upload-pack=x:packs", "is no folder"),
}


@pytest.mark.parametrize(("spec", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_not_there_is_said_in_one_line(spec: str, message: str, repository: Path) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        days_at(spec, repository)

    assert "\n" not in str(caught.value)


def test_outside_a_repository_a_revision_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no revision of a Git repository"):
        days_at("HEAD", tmp_path)


def test_a_revision_with_several_packs_asks_which(repository: Path) -> None:
    write(repository / "packs" / "khac" / "pack.yaml", {"id": "khac", "version": "1"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "third")

    with pytest.raises(UsageError, match="`HEAD:packs/khac`, `HEAD:packs/vi-du`"):
        days_at("HEAD", repository)


def test_problems_of_an_old_pack_name_the_revision(repository: Path) -> None:
    write(repository / "packs" / "vi-du" / "late.yaml", {"id": "vi/late", **rule("account.opend_on < today")})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "broken")

    with pytest.raises(PolicyError) as caught:
        days_at("HEAD", repository)

    assert [problem.span.path for problem in caught.value.diagnostics] == ["HEAD:packs/vi-du/late.yaml"]


@pytest.mark.parametrize(
    "content", [b"", b"id: [", b"id: caf\xe9\n", b"- a\n"], ids=["empty", "broken", "latin", "list"]
)
def test_a_pack_whose_head_cannot_be_read_names_the_revision(repository: Path, content: bytes) -> None:
    (repository / "packs" / "vi-du" / "pack.yaml").write_bytes(content)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "broken")

    for spec in ("HEAD", "HEAD:packs/vi-du"):
        with pytest.raises(PolicyError) as caught:
            days_at(spec, repository)

        places = [str(problem.span.path) for problem in caught.value.diagnostics]
        assert "HEAD:packs/vi-du/pack.yaml" in places
        assert all(place.startswith("HEAD:packs/vi-du/") for place in places)


def test_without_git_the_error_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="needs `git`"):
        days_at("HEAD", tmp_path)


def commit(repository: Path, name: str) -> None:
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", name)


def diff(repository: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(repository)
    return main(["diff", *arguments, "--as-of", str(AS_OF), "--no-config", "--lang", "en"])


@pytest.mark.parametrize("attribute", ["export-ignore", "export-subst"])
def test_attributes_of_archives_hide_nothing(
    attribute: str, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    late = rule() | {"message": {"vi": "$Format:%H$", "en": "$Format:%H$"}}
    write(repository / "packs" / "vi-du" / "late.yaml", {"id": "vi/late", **late})
    (repository / ".gitattributes").write_text(f"packs/vi-du/*.yaml {attribute}\n", "utf-8")
    commit(repository, "third")
    write(repository / "packs" / "vi-du" / "new.yaml", {"id": "vi/new", **rule()})
    commit(repository, "fourth")

    assert diff(repository, "HEAD~1:packs/vi-du", "HEAD:packs/vi-du", monkeypatch=monkeypatch) == 1
    assert "vi/new" in capsys.readouterr().out
    pack = load_policy_at("HEAD", as_of=AS_OF, repository=repository).stack.packs[-1]
    assert {one.message.en for one in pack.rules if one.id == "vi/late"} == {"$Format:%H$"}


@pytest.mark.parametrize("target", ["/etc/hostname", "../../outside.yaml", "late.yaml"])
def test_links_are_told_and_never_followed(
    target: str, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "packs" / "vi-du" / "link.yaml").symlink_to(target)
    (repository / "elsewhere").symlink_to("/")
    commit(repository, "third")

    assert diff(repository, "HEAD:packs/vi-du", "second:packs/vi-du", monkeypatch=monkeypatch) == 1
    told = capsys.readouterr().err
    assert "`HEAD:packs/vi-du/link.yaml` is a symbolic link, which is not followed" in told
    assert "elsewhere" not in told
    assert "internal error" not in told


def test_a_folder_behind_a_link_is_told(repository: Path) -> None:
    (repository / "shortcut").symlink_to("packs")
    commit(repository, "third")

    with pytest.raises(UsageError, match="`shortcut` is a symbolic link, which is not followed"):
        days_at("HEAD:shortcut/vi-du", repository)


def test_a_folder_in_a_submodule_is_told(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},policy")
    git(repository, "commit", "-q", "-m", "third")

    with pytest.raises(UsageError, match=r"no folder `policy/unit-pack`.*`policy` is a submodule"):
        days_at("HEAD:policy/unit-pack", repository)


def test_a_shallow_clone_is_named_where_a_revision_is_not_found(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "main", repository.as_uri(), "shallow")

    with pytest.raises(UsageError, match=r"this clone is shallow.*fetch-depth: 0"):
        days_at("HEAD~1:packs/vi-du", tmp_path / "shallow")


def test_a_folder_without_a_pack_is_told_without_the_folder_of_the_moment(repository: Path) -> None:
    (repository / "empty").mkdir()
    (repository / "empty" / "note.txt").write_text("nothing", "utf-8")
    commit(repository, "third")

    with pytest.raises(UsageError, match=r"^the folder `empty` holds no pack in the revision `HEAD`$"):
        days_at("HEAD:empty", repository)

"""Paths from the root of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.reporters import Options
from qd85rules.reporters.places import is_inside, repo_path, repository_paths, uri_of

if TYPE_CHECKING:
    from pathlib import Path


def test_paths_are_given_from_the_root_with_links_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = tmp_path / "repo" / "people"
    people.mkdir(parents=True)
    (people / "register.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "outside.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(people / "register.yaml")
    monkeypatch.chdir(people)
    given = ["register.yaml", "../people/./register.yaml", str(tmp_path / "link.yaml"), "../../outside.yaml", "-"]

    found = repository_paths(given, tmp_path / "repo")

    inside = {".": "people"} | dict.fromkeys(given[:3], "people/register.yaml")
    assert found == inside | {"../../outside.yaml": (tmp_path / "outside.yaml").as_posix()}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.yaml", "people/a.yaml"),
        ("sub/b.yaml", "people/sub/b.yaml"),
        ("../c.yaml", "c.yaml"),
        ("linked/d.yaml", "elsewhere/d.yaml"),
        ("linked/e/f.yaml", "elsewhere/e/f.yaml"),
        ("/srv/register.yaml", "/srv/register.yaml"),
        ("-", "-"),
    ],
)
def test_a_file_is_placed_by_the_nearest_folder_that_was(path: str, shown: str) -> None:
    options = Options(repo_paths={".": "people", "linked": "elsewhere"})

    assert repo_path(path, options) == shown


@pytest.mark.parametrize(
    ("path", "shown", "inside"),
    [
        ("a/b.yaml", "a/b.yaml", True),
        ("./a//b.yaml", "a/b.yaml", True),
        ("a/../../b.yaml", "../b.yaml", False),
        ("..a.yaml", "..a.yaml", True),
        ("/a/b.yaml", "/a/b.yaml", False),
        ("-", "-", False),
    ],
)
def test_a_path_that_nobody_placed_is_taken_to_start_at_the_root(path: str, shown: str, inside: bool) -> None:  # noqa: FBT001 - a table
    assert repo_path(path, Options()) == shown
    assert is_inside(shown) is inside


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ổ#1?.yaml", "a%20b/%E1%BB%95%231%3F.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("x:y.yaml", "x%3Ay.yaml"),
        ("/a b.yaml", "file:///a%20b.yaml"),
        ("-", "stdin"),
    ],
)
def test_a_path_becomes_a_reference(path: str, uri: str) -> None:
    assert uri_of(path) == uri

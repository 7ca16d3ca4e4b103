"""The pages for contributors are followed to the letter in a copy of the project, and come out as they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.project.docs_examples import copy_project, run_page

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs" / "contributing"
WALKED: Final = sorted(page for page in FOLDER.glob("*.md") if page.stem not in {"index", "map"})


@pytest.mark.parametrize("page", WALKED, ids=lambda page: page.stem)
def test_who_follows_the_page_comes_where_it_says(page: Path, tmp_path: Path) -> None:
    copy_project(tmp_path)

    assert run_page(page, tmp_path) > 0


def test_the_door_leads_to_every_page() -> None:
    door = (FOLDER / "index.md").read_text("utf-8")

    assert set(re.findall(r"\(([\w-]+\.md)\)", door)) == {
        page.name for page in FOLDER.glob("*.md") if page.stem != "index"
    }
    assert "(docs/contributing/index.md)" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_an_edit_that_a_page_shows_must_fit_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\ntwo\none\n", "utf-8")
    page = tmp_path / "p.md"
    page.write_text('```diff title="a.py"\n one\n+three\n```\n', "utf-8")

    with pytest.raises(AssertionError, match=r"line 2: `a\.py` has this 2 times"):
        run_page(page, tmp_path)

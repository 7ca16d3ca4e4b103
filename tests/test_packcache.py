"""The cache of loaded packs: it gives back what was kept for the same files, and nothing else."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from qd85rules import packcache
from qd85rules.packcache import recall, remember, stamp

if TYPE_CHECKING:
    from pathlib import Path

FILES = (("a.yaml", 1, 1),)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packcache, "cache_from_source", lambda _: str(tmp_path / "__pycache__" / "packs.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_was_kept_for_the_same_files_comes_back() -> None:
    remember(FILES, ["kept"])

    assert recall(FILES) == ["kept"]
    assert recall((("a.yaml", 1, 2),)) is None


@pytest.mark.parametrize("damaged", [b"", b"x", b"\x80\x05."], ids=["empty", "no pickle", "cut short"])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damaged: bytes) -> None:
    remember(FILES, ["kept"])
    [kept] = (tmp_path / "__pycache__").iterdir()
    kept.write_bytes(damaged)

    assert recall(FILES) is None


def test_old_caches_do_not_pile_up(tmp_path: Path) -> None:
    for day in range(20):
        remember((("a.yaml", 1, day),), day)

    assert len(list((tmp_path / "__pycache__").iterdir())) == 8
    assert recall((("a.yaml", 1, 19),)) == 19


def test_nothing_is_written_where_modules_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    remember(FILES, ["kept"])

    assert not (tmp_path / "__pycache__").exists()


def test_the_stamp_notices_a_file_that_is_new_edited_or_gone(tmp_path: Path) -> None:
    rule = tmp_path / "topic" / "rule.yaml"
    rule.parent.mkdir()
    rule.write_text("id: a", encoding="utf-8")
    first = stamp([tmp_path])
    os.utime(rule, ns=(1, 1))
    edited = stamp([tmp_path])
    rule.unlink()

    assert [path for path, _, _ in first] == [str(rule)]
    assert len({first, edited, stamp([tmp_path]), stamp([tmp_path / "nowhere-else"])}) == 3

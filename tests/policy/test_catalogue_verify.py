"""Comparing the catalogue with sources: what counts as the same text, and what is said where it is not."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.text import Text
from qd85rules.policy.catalogue import Catalogue, Clause, Locator, Passage, Relay
from qd85rules.policy.catalogue_verify import digest_of, normalise, verify_sources

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Nội quy tài khoản của hội."
FIRST = "1. Hội viên giữ kín mật khẩu."
SECOND = "2. Hội viên trả lại tài khoản khi rời hội."
SOURCE = f"{TITLE}\n\n{FIRST}\n{SECOND}\n"
BODY = normalise(SOURCE)
ANY = Text("", "")


def clause(clause_id: str, words: str) -> Clause:
    start = BODY.index(words)
    return Clause(
        id=clause_id,
        pack="mine",
        documents=("bylaw",),
        relay="007",
        locator=Locator(item="1"),
        attribution="single",
        force="binding",
        in_force_from=None,
        title=ANY,
        summary=ANY,
        outcome="check",
        reason=None,
        passage=Passage(start, start + len(words), digest_of(words)),
        digest=digest_of(BODY),
    )


CATALOGUE = Catalogue(
    documents={},
    relays={"007": Relay("007", "mine", "007_bylaw.txt", ANY, ANY, ("bylaw",), (), digest_of(BODY))},
    clauses={"bylaw/1": clause("bylaw/1", FIRST), "bylaw/2": clause("bylaw/2", SECOND)},
)


def states(folder: Path) -> dict[str, str]:
    return {check.id: check.state for check in verify_sources(CATALOGUE, folder)}


ALL_SAME = {"007": "same", "bylaw/1": "same", "bylaw/2": "same"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SOURCE.encode(), id="as it was read"),
        pytest.param(unicodedata.normalize("NFD", SOURCE).encode(), id="decomposed letters"),
        pytest.param(SOURCE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(SOURCE.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(SOURCE.replace(" ", "\u00a0\t ").encode(), id="other white space"),
        pytest.param(SOURCE.replace("\n", "").replace(".", ".\n").encode(), id="other lines"),
    ],
)
def test_a_text_is_the_same_however_it_is_laid_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "007_bylaw.txt").write_bytes(content)

    assert states(tmp_path) == ALL_SAME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            SOURCE.replace("giữ kín", "giữ"), {"007": "differs", "bylaw/1": "differs", "bylaw/2": "moved"},
            id="a word taken out moves what follows",
        ),
        pytest.param(
            SOURCE.replace("khi rời hội", "khi đi xa"), {"007": "differs", "bylaw/1": "same", "bylaw/2": "differs"},
            id="a change at the end leaves what stands before it",
        ),
        pytest.param(
            "Bản mới. " + SOURCE, {"007": "differs", "bylaw/1": "moved", "bylaw/2": "moved"}, id="words put in front",
        ),
        pytest.param(
            SOURCE.replace("kín", "kin"), {"007": "differs", "bylaw/1": "differs", "bylaw/2": "same"},
            id="a mark dropped",
        ),
        pytest.param(
            SOURCE.replace("1.", "3."), {"007": "differs", "bylaw/1": "differs", "bylaw/2": "same"},
            id="an item renumbered",
        ),
        pytest.param("", {"007": "differs", "bylaw/1": "differs", "bylaw/2": "differs"}, id="an empty file"),
    ],
)  # fmt: skip
def test_a_changed_text_is_named_with_just_the_clauses_that_it_changes(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    (tmp_path / "007_bylaw.txt").write_text(text, encoding="utf-8")

    assert states(tmp_path) == expected


def test_a_text_in_another_encoding_differs(tmp_path: Path) -> None:
    (tmp_path / "007_bylaw.txt").write_bytes(SOURCE.encode("utf-16"))

    assert set(states(tmp_path).values()) == {"differs"}


def test_a_moved_passage_says_where_it_stands_now(tmp_path: Path) -> None:
    (tmp_path / "007_bylaw.txt").write_text("Bản mới. " + SOURCE, encoding="utf-8")

    [_, first, _] = verify_sources(CATALOGUE, tmp_path)

    assert first.found_at == CATALOGUE.clauses["bylaw/1"].passage.start + len("Bản mới. ")


def test_a_passage_found_twice_is_taken_where_it_is_nearest_to_its_place(tmp_path: Path) -> None:
    (tmp_path / "007_bylaw.txt").write_text(f"{TITLE} Mới. {FIRST} {'Xa. ' * 20} {FIRST}", encoding="utf-8")

    [_, first, _] = verify_sources(CATALOGUE, tmp_path)

    assert (first.state, first.found_at) == ("moved", len(f"{TITLE} Mới. "))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("007.md", id="its id and another ending"),
        pytest.param("007-noi-quy.txt", id="its id and other words"),
        pytest.param("noi-quy.txt", id="without its id"),
    ],
)
def test_a_renamed_file_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SOURCE, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Chuyện khác.", encoding="utf-8")

    assert states(tmp_path) == ALL_SAME
    assert {check.path for check in verify_sources(CATALOGUE, tmp_path)} == {tmp_path / name}


def test_of_several_files_with_the_id_the_one_with_the_text_is_taken(tmp_path: Path) -> None:
    (tmp_path / "007_a.txt").write_text("Ghi chú.", encoding="utf-8")
    (tmp_path / "007_b.txt").write_text(SOURCE, encoding="utf-8")

    assert states(tmp_path) == ALL_SAME


@pytest.mark.parametrize("name", ["0071.txt", "x007_bylaw.txt", "other.txt"])
def test_another_text_under_another_name_is_not_taken_for_the_relay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Chuyện khác.", encoding="utf-8")

    assert set(states(tmp_path).values()) == {"missing"}


def test_without_files_everything_is_missing(tmp_path: Path) -> None:
    (tmp_path / "007_bylaw.txt").mkdir()

    assert states(tmp_path) == dict.fromkeys(ALL_SAME, "missing")


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_sources(CATALOGUE, tmp_path / "nowhere")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_the_normal_form_depends_on_neither_composition_nor_white_space(text: str, form: Literal["NFC", "NFD"]) -> None:
    spread = unicodedata.normalize(form, text).replace(" ", " \n\u2003 ")

    assert normalise(f"\t{spread}\r\n") == normalise(text)


def test_a_digest_is_written_as_in_the_catalogue() -> None:
    assert digest_of("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

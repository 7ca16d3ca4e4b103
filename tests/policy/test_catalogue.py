"""The shipped catalogue: every clause, in both languages, in our own words, with a place that can be checked."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UsageError
from qd85rules.policy.catalogue import CATALOGUE_FILES, Catalogue, load_catalogue
from qd85rules.policy.catalogue_verify import normalise, verify_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Text

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
PACKS = ("national", "local/cv-729-tu", "local/phu-ninh", "local/go-cong-tay")

IDS = {
    "national": [
        *(f"qd85/member/{number}" for number in range(1, 8)),
        *(f"qd85/organisation/{number}" for number in range(1, 7)),
        *(f"qd85/closing/{name}" for name in ("educate", "example", "look-first")),
        "qd85-hd99/member/law",
        "qd85-hd99/member/identity",
        "qd85-hd99/member/domain",
        "qd85-hd99/member/close-unused",
        "qd85-hd99/member/report",
        "qd85-hd99/member/conduct",
        "qd85-hd99/member/law-again",
        "qd85-hd99/member/compromised",
        "qd85-hd99/member/content",
        "qd85-hd99/member/no-transfer",
        *(f"qd85-hd99/organisation/{number}" for number in range(1, 6)),
    ],
    "local/cv-729-tu": [f"cv729/{item}" for item in ("scope", "1", "2", "3", "4.1", "4.2", "4.3", "5")],
    "local/phu-ninh": [f"cv1384/{number}" for number in range(1, 5)],
    "local/go-cong-tay": [
        "gct/identity-details",
        "gct/commitment",
        "gct/monitor-fakes",
        "gct/five-donts",
        "gct/three-violations",
        *(f"gct/calls/{number}" for number in range(1, 6)),
    ],
}

CHECKED = {
    *("qd85/member/2", "qd85/member/6", "qd85/member/7"),
    *("qd85/organisation/2", "qd85/organisation/3", "qd85/organisation/6"),
    *("qd85-hd99/member/identity", "qd85-hd99/member/domain", "qd85-hd99/member/close-unused"),
    *("qd85-hd99/member/report", "qd85-hd99/member/compromised", "qd85-hd99/member/no-transfer"),
    *("qd85-hd99/organisation/2", "qd85-hd99/organisation/3"),
    *("cv729/scope", "gct/identity-details", "gct/commitment"),
    # Read as an extension of who is bound by those committees only that set the parameter.
    "cv1384/3",
}

# Clauses whose source says "kịp thời".
PROMPT = (
    *("qd85/organisation/2", "qd85/organisation/3", "qd85/organisation/5"),
    *("qd85-hd99/member/close-unused", "qd85-hd99/member/report", "qd85-hd99/member/compromised"),
    *("qd85-hd99/organisation/2", "qd85-hd99/organisation/3", "qd85-hd99/organisation/5"),
    *("cv729/1", "cv729/2", "qd85/closing/educate", "qd85-hd99/member/conduct"),
)
UMBRELLA = {"qd85/member/1", "qd85-hd99/member/law", "qd85-hd99/member/law-again", "gct/three-violations"}
SPEECH = {
    *("qd85/member/3", "qd85/member/4", "qd85/member/5", "qd85-hd99/member/conduct", "qd85-hd99/member/content"),
    *("qd85/closing/example", "qd85/closing/look-first"),
    *("cv729/4.1", "cv729/4.2", "cv729/4.3", "cv1384/2", "gct/five-donts", "gct/calls/4"),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue([(pack, ROOT / "rules" / pack) for pack in PACKS])


def test_every_pack_has_its_clauses_in_the_order_of_the_inventory(catalogue: Catalogue) -> None:
    held = {pack: [clause.id for clause in catalogue.clauses.values() if clause.pack == pack] for pack in PACKS}

    assert held == IDS
    assert len(catalogue.clauses) == 53


def test_every_document_has_its_date_and_the_relays_that_relate_or_name_it(catalogue: Catalogue) -> None:
    rows = {
        document.id: (document.pack, document.date or document.year, document.read_from, document.named_in)
        for document in catalogue.documents.values()
    }

    assert rows == {
        "qd85": ("national", date(2022, 10, 7), ("000", "001", "002"), ("003", "004")),
        "hd99": ("national", date(2023, 3, 20), ("001",), ("004",)),
        "nq35": ("national", 2018, (), ("000",)),
        "lanm": ("national", None, (), ("003", "004")),
        "law-domain-names": ("national", None, (), ()),
        "law-personal-pages": ("national", None, (), ()),
        "cv729": ("local/cv-729-tu", None, ("003",), ()),
        "qd874": ("local/cv-729-tu", date(2021, 6, 17), (), ("003",)),
        "hd02": ("local/cv-729-tu", date(2022, 3, 28), (), ("003",)),
        "cv1384": ("local/phu-ninh", date(2024, 10, 30), ("004",), ()),
        "nd15": ("local/phu-ninh", date(2020, 2, 3), (), ("004",)),
        "cv1039": ("local/go-cong-tay", date(2022, 12, 8), (), ("002",)),
        "cv761": ("local/go-cong-tay", date(2022, 12, 13), (), ("002",)),
        "hd55": ("local/go-cong-tay", date(2023, 4, 11), (), ("002",)),
        "gct": ("local/go-cong-tay", None, ("002",), ()),
    }


def test_what_became_of_a_document_is_told_with_a_note_and_a_last_day_only_where_a_text_ended_it(
    catalogue: Catalogue,
) -> None:
    told = {
        document.id: (document.status, document.in_force_until)
        for document in catalogue.documents.values()
        if document.status != "issued"
    }

    assert told == {
        "lanm": ("replaced", date(2026, 6, 30)),
        "cv761": ("issuer_dissolved", None),
        "cv1384": ("issuer_dissolved", None),
        "gct": ("issuer_dissolved", None),
    }
    assert all(catalogue.document(name).status_note is not None for name in told)


def test_public_law_helps_to_read_what_the_relays_leave_undefined(catalogue: Catalogue) -> None:
    helping = {document.id: document.helps for document in catalogue.documents.values() if document.helps}

    assert helping == {
        "law-domain-names": ("qd85-hd99/member/domain",),
        "law-personal-pages": ("qd85/member/2", "qd85/organisation/6", "qd85-hd99/member/identity"),
    }


def test_a_title_is_short_enough_for_a_list(catalogue: Catalogue) -> None:
    titles = [text for clause in catalogue.clauses.values() for text in (clause.title.vi, clause.title.en)]

    assert [title for title in titles if len(title) > 50 or title.endswith(".")] == []


def test_a_term_of_art_stays_in_the_summary_of_the_clause_that_uses_it(catalogue: Catalogue) -> None:
    vi = {name: clause.summary.vi.casefold() for name, clause in catalogue.clauses.items()}

    assert [name for name in PROMPT if "kịp thời" not in vi[name]] == []
    assert [name for name in vi if " sớm " in f" {vi[name]} "] == []
    assert all("thuộc quyền" in vi[f"qd85/organisation/{number}"] for number in (5, 6))
    assert all("có thẩm quyền" in vi[name] for name in ("qd85/member/7", "qd85/organisation/2"))


def test_the_summary_of_member_6_leaves_out_what_only_our_reading_says(catalogue: Catalogue) -> None:
    summary = catalogue.clause("qd85/member/6").summary

    assert "mục đích" not in summary.vi
    assert "purpose" not in summary.en
    assert "nhận thế chấp" not in summary.vi


def test_the_relays_are_the_five_public_texts(catalogue: Catalogue) -> None:
    assert {relay.id: relay.pack for relay in catalogue.relays.values()} == {
        "000": "national",
        "001": "national",
        "002": "local/go-cong-tay",
        "003": "local/cv-729-tu",
        "004": "local/phu-ninh",
    }


def test_software_decides_just_the_clauses_that_account_facts_can_decide(catalogue: Catalogue) -> None:
    assert {clause.id for clause in catalogue.clauses.values() if clause.outcome == "check"} == CHECKED


def test_every_clause_left_to_people_says_why(catalogue: Catalogue) -> None:
    kinds = {clause.id: clause.reason.kind for clause in catalogue.clauses.values() if clause.reason}

    assert set(kinds) == set(catalogue.clauses) - CHECKED
    assert {clause for clause, kind in kinds.items() if kind == "umbrella"} == UMBRELLA
    assert {clause for clause, kind in kinds.items() if kind == "speech"} == SPEECH


def test_the_association_clause_says_that_groups_and_working_hours_are_never_tracked(catalogue: Catalogue) -> None:
    reason = catalogue.clause("cv1384/2").reason

    assert reason is not None
    assert "group membership and working hours are never tracked" in reason.text.en


def test_a_clause_is_joint_exactly_where_the_summary_of_both_texts_alone_states_it(catalogue: Catalogue) -> None:
    for clause in catalogue.clauses.values():
        is_joint = clause.id.startswith("qd85-hd99/")
        assert clause.attribution == ("joint" if is_joint else "single"), clause.id
        assert (clause.documents == ("qd85", "hd99")) is is_joint, clause.id
        assert (clause.relay == "001") is is_joint, clause.id


def test_only_reported_practice_is_advisory(catalogue: Catalogue) -> None:
    advisory = {clause.id for clause in catalogue.clauses.values() if clause.force == "advisory"}

    assert advisory == set(IDS["local/go-cong-tay"])


@pytest.mark.parametrize(
    ("prefix", "day"),
    [
        ("qd85/", date(2022, 10, 7)),
        ("qd85-hd99/", date(2023, 3, 20)),
        ("cv729/", None),
        ("cv1384/", date(2024, 10, 30)),
        ("gct/", None),
    ],
)
def test_a_clause_counts_from_the_day_of_issue(catalogue: Catalogue, prefix: str, day: date | None) -> None:
    days = {clause.in_force_from for clause in catalogue.clauses.values() if clause.id.startswith(prefix)}

    assert days == {day}


def test_no_passage_overlaps_another_one_in_its_relay(catalogue: Catalogue) -> None:
    for relay in catalogue.relays:
        passages = sorted(
            (clause.passage.start, clause.passage.end) for clause in catalogue.clauses.values() if clause.relay == relay
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(passages))


def test_a_clause_carries_the_digest_of_its_whole_relay(catalogue: Catalogue) -> None:
    assert all(clause.digest == catalogue.relay(clause.relay).digest for clause in catalogue.clauses.values())


def test_every_locator_is_different_within_its_relay_and_says_so_in_both_languages(catalogue: Catalogue) -> None:
    places = [(clause.relay, clause.locator.text) for clause in catalogue.clauses.values()]

    assert len(set(places)) == len(places)
    assert all(text.vi != text.en for _, text in places)


def all_texts(catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    for document in catalogue.documents.values():
        yield from ((document.id, text) for text in (document.title, document.about, document.issuer))
        if document.status_note:
            yield document.id, document.status_note
    for relay in catalogue.relays.values():
        yield from ((relay.id, text) for text in (relay.title, relay.description))
    for clause in catalogue.clauses.values():
        yield clause.id, clause.title
        yield clause.id, clause.summary
        if clause.reason:
            yield clause.id, clause.reason.text


def test_every_text_is_there_in_two_languages_that_differ(catalogue: Catalogue) -> None:
    for place, text in all_texts(catalogue):
        assert text.vi.strip(), place
        assert text.en.strip(), place
        assert text.vi != text.en, place
        assert text.vi == unicodedata.normalize("NFC", text.vi), place


def test_every_sentence_ends_like_one(catalogue: Catalogue) -> None:
    sentences = [clause.summary for clause in catalogue.clauses.values()]
    sentences += [clause.reason.text for clause in catalogue.clauses.values() if clause.reason]

    assert [text for text in sentences if not (text.vi.endswith(".") and text.en.endswith("."))] == []


@pytest.mark.parametrize(
    ("clause", "vi", "en"),
    [
        ("qd85/member/6", "phần 2, danh sách thứ hai, mục 6", "part 2, second list, item 6"),
        ("qd85-hd99/member/domain", "phần II.2, gạch đầu dòng thứ hai, câu thứ hai",
         "part II.2, second bullet, second sentence"),
        ("cv729/4.1", "mục 4.1", "item 4.1"),
        ("gct/calls/5", "đoạn 23", "paragraph 23"),
    ],
)  # fmt: skip
def test_a_locator_says_the_place_in_words(catalogue: Catalogue, clause: str, vi: str, en: str) -> None:
    text = catalogue.clause(clause).locator.text

    assert (text.vi, text.en) == (vi, en)


def test_the_national_pack_stands_alone() -> None:
    alone = load_catalogue([("national", ROOT / "rules" / "national")])

    assert list(alone.clauses) == IDS["national"]
    assert alone.document("qd85").read_from == ("000", "001")


def test_a_joint_clause_leads_to_both_documents(catalogue: Catalogue) -> None:
    documents = catalogue.documents_of(catalogue.clause("qd85-hd99/member/domain"))

    assert [document.id for document in documents] == ["qd85", "hd99"]


def test_an_unknown_id_is_answered_with_the_nearest_one(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match=r"unknown clause `qd85/membr/6`; did you mean `qd85/member/6`\?"):
        catalogue.clause("qd85/membr/6")
    with pytest.raises(UsageError, match=r"unknown document `hd9`; did you mean `hd99`\?"):
        catalogue.document("hd9")
    with pytest.raises(UsageError, match=r"unknown relay `xyz`$"):
        catalogue.relay("xyz")


def test_a_folder_without_catalogue_files_adds_nothing(tmp_path: Path) -> None:
    assert load_catalogue([("mine", tmp_path)]) == Catalogue({}, {}, {})


def test_every_catalogue_file_stands_in_every_shipped_pack() -> None:
    missing = [
        (pack, name) for pack in PACKS for name in CATALOGUE_FILES if not (ROOT / "rules" / pack / name).is_file()
    ]

    assert missing == []


needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not part of the repository")


@needs_sources
def test_every_citation_points_at_exactly_the_text_it_was_read_from(catalogue: Catalogue) -> None:
    checks = verify_sources(catalogue, SOURCES)

    assert [(check.kind, check.id) for check in checks] == [
        *(("relay", relay) for relay in catalogue.relays),
        *(("clause", clause) for clause in catalogue.clauses),
    ]
    assert [check for check in checks if check.state != "same"] == []


@needs_sources
def test_no_text_of_ours_shares_eight_words_in_a_row_with_a_source(catalogue: Catalogue) -> None:
    runs = {run for path in sorted(SOURCES.iterdir()) for run in runs_of_eight(path.read_text(encoding="utf-8"))}

    ours = [(place, run) for place, text in all_texts(catalogue) for run in runs_of_eight(text.vi)]

    assert len(runs) > 1000
    assert [(place, run) for place, run in ours if run in runs] == []


def runs_of_eight(text: str) -> Iterator[tuple[str, ...]]:
    """Give every run of eight words, without case, marks and punctuation."""
    letters = "".join(
        letter if letter.isalnum() else " "
        for letter in unicodedata.normalize("NFD", normalise(text).casefold())
        if not unicodedata.combining(letter)
    )
    words = letters.split()
    yield from (tuple(words[start : start + 8]) for start in range(len(words) - 7))

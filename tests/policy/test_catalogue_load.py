"""Reading catalogue files: every problem is found, and said where it stands.

Modules: `policy.clause`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import PolicyError
from qd85rules.core.text import Text
from qd85rules.policy.catalogue import Catalogue, load_catalogue

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "sha256:" + "0" * 64

DOCUMENTS = """\
bylaw:
  title: {vi: Nội quy, en: By-law}
  about: {vi: Tài khoản, en: Accounts}
  issuer: {vi: Hội, en: The society}
  date: 2024-01-02
"""

RELAYS = f"""\
leaflet:
  file_name: leaflet.txt
  title: {{vi: Tờ rơi, en: Leaflet}}
  description: {{vi: Tóm tắt, en: Summary}}
  reads: [bylaw]
  names: []
  digest: "{DIGEST}"
"""

CLAUSES = f"""\
bylaw/1:
  documents: [bylaw]
  relay: leaflet
  locator: {{part: A, bullet: 12, sentence: 1}}
  attribution: single
  in_force_from: 2024-01-02
  summary: {{vi: Khai tên., en: Give your name.}}
  outcome: check
  passage: {{start: 3, end: 9, digest: "{DIGEST}"}}
  title: {{vi: Tên, en: Name}}
"""

PEOPLE = "  outcome: people\n  reason: {kind: speech, text: {vi: Lời nói., en: Speech.}}\n"


def write(folder: Path, documents: str = DOCUMENTS, relays: str = RELAYS, clauses: str = CLAUSES) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in (("documents", documents), ("relays", relays), ("clauses", clauses)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def load(folder: Path) -> Catalogue:
    return load_catalogue([("mine", folder)])


def problems_of(*folders: Path) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load_catalogue([(folder.name, folder) for folder in folders])
    return [diagnostic.line().removeprefix(f"{folders[-1]}/") for diagnostic in caught.value.diagnostics]


def test_a_sound_pack_gives_its_document_relay_and_clause(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))

    clause = catalogue.clause("bylaw/1")
    assert (clause.pack, clause.documents, clause.relay, clause.digest) == ("mine", ("bylaw",), "leaflet", DIGEST)
    assert (clause.attribution, clause.force, clause.outcome, clause.reason) == ("single", "binding", "check", None)
    assert clause.in_force_from == date(2024, 1, 2)
    assert (clause.passage.start, clause.passage.end, clause.passage.digest) == (3, 9, DIGEST)
    assert clause.locator.text == Text(
        "phần A, gạch đầu dòng thứ 12, câu thứ nhất", "part A, no. 12 bullet, first sentence"
    )
    assert catalogue.document("bylaw").read_from == ("leaflet",)


def test_a_clause_for_people_carries_its_reason(tmp_path: Path) -> None:
    clause = load(write(tmp_path, clauses=CLAUSES.replace("  outcome: check\n", PEOPLE))).clause("bylaw/1")

    assert clause.reason is not None
    assert (clause.reason.kind, clause.reason.text) == ("speech", Text("Lời nói.", "Speech."))


def test_a_pack_may_cite_what_a_lower_pack_holds(tmp_path: Path) -> None:
    lower = write(tmp_path / "lower")
    upper = tmp_path / "upper"
    upper.mkdir()
    (upper / "clauses.yaml").write_text(CLAUSES.replace("bylaw/1", "bylaw/2"), encoding="utf-8")

    catalogue = load_catalogue([("lower", lower), ("upper", upper)])

    assert [(clause.id, clause.pack) for clause in catalogue.clauses.values()] == [
        ("bylaw/1", "lower"),
        ("bylaw/2", "upper"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "  relay: leaflet", "  relay: leaflt",
            "clauses.yaml:3:10: unknown-relay unknown relay `leaflt` (did you mean `leaflet`?)", id="unknown relay",
        ),
        pytest.param(
            "documents: [bylaw]", "documents: [byelaw]",
            "clauses.yaml:2:15: unknown-document unknown document `byelaw` (did you mean `bylaw`?)",
            id="unknown document",
        ),
        pytest.param(
            "documents: [bylaw]", "documents: []", "clauses.yaml:2:14: too-few expected at least 1 item here",
            id="no document",
        ),
        pytest.param(
            "  attribution", "  atribution: single\n  attribution",
            "clauses.yaml:5:3: unknown-key unknown key `atribution` (did you mean `attribution`?)", id="unknown key",
        ),
        pytest.param(
            "bullet: 12", "bulet: 12",
            "clauses.yaml:4:22: unknown-key unknown key `bulet` (did you mean `bullet`?)", id="unknown locator step",
        ),
        pytest.param(
            "bullet: 12", "bullet: 0",
            "clauses.yaml:4:30: out-of-range expected a whole number from 1 up, found `0`", id="bullet nought",
        ),
        pytest.param(
            "{part: A, bullet: 12, sentence: 1}", "{}",
            "clauses.yaml:4:12: empty the locator says nothing (name at least the part, item or paragraph)",
            id="empty locator",
        ),
        pytest.param(
            "single", "joint",
            "clauses.yaml:5:16: attribution a joint attribution needs several documents, a single one just one",
            id="joint with one document",
        ),
        pytest.param(
            "single", "sole",
            "clauses.yaml:5:16: unknown-value unknown value `sole` (did you mean `single`?)", id="unknown attribution",
        ),
        pytest.param(
            "from: 2024-01-02", "from: 2024-02-30",
            "clauses.yaml:6:18: bad-date there is no day `2024-02-30` (look it up in the calendar)",
            id="impossible day",
        ),
        pytest.param(
            "from: 2024-01-02", "from: 2024-01-01",
            "clauses.yaml:6:18: bad-date this day is before the date of `bylaw`", id="in force before its document",
        ),
        pytest.param(
            ", en: Give your name.", "", "clauses.yaml:7:12: missing-key the key `en` is missing (add `en:`)",
            id="one language missing",
        ),
        pytest.param(
            "check", "people",
            "clauses.yaml:8:12: reason a clause left to people gives its `reason`, and only such a clause",
            id="people without a reason",
        ),
        pytest.param(
            "  outcome: check\n", PEOPLE.replace("people", "check"),
            "clauses.yaml:8:12: reason a clause left to people gives its `reason`, and only such a clause",
            id="check with a reason",
        ),
        pytest.param(
            "  outcome: check\n", PEOPLE.replace("speech", "talk"),
            "clauses.yaml:9:18: unknown-value unknown value `talk` (the words known here are `umbrella`, `speech`, "
            "`process`)", id="unknown reason",
        ),
        pytest.param(
            "end: 9", "end: 3", "clauses.yaml:9:28: bad-passage a passage ends after it starts", id="empty passage",
        ),
        pytest.param(
            "sha256:0", "sha256:g",
            "clauses.yaml:9:39: bad-form expected `sha256:` and 64 small hexadecimal digits, found "
            f"`sha256:g{'0' * 31}…`", id="bad digest",
        ),
        pytest.param(
            "start: 3", "start: three",
            "clauses.yaml:9:20: wrong-type expected a whole number, found the text `three`", id="wrong type",
        ),
        pytest.param(
            "bylaw/1:", "ByLaw:",
            "clauses.yaml:1:1: bad-id `ByLaw` is no id for a clause (use small letters, digits and hyphens; a clause "
            "id has its parts joined by `/`, as in `qd85/member/6`)", id="bad id",
        ),
    ],
)  # fmt: skip
def test_a_problem_of_a_clause_is_reported_where_it_stands(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert CLAUSES.count(old) == 1

    assert problems_of(write(tmp_path, clauses=CLAUSES.replace(old, new))) == [expected]


@pytest.mark.parametrize(
    ("documents", "relays", "expected"),
    [
        pytest.param(
            DOCUMENTS + "  year: 2024\n", RELAYS,
            "documents.yaml:6:9: two-dates the date says the year already (take `year` out)", id="date and year",
        ),
        pytest.param(
            DOCUMENTS.replace("  date: 2024-01-02\n", ""), RELAYS,
            "documents.yaml:2:3: missing-key the key `date` is missing (add `date:`)", id="date not even null",
        ),
        pytest.param(
            DOCUMENTS + "  status: replaced\n", RELAYS,
            "documents.yaml:6:11: status-note what became of a document needs a `status_note` that tells how it is "
            "known", id="status without a note",
        ),
        pytest.param(
            DOCUMENTS + "  in_force_until: 2024-02-01\n", RELAYS,
            "documents.yaml:6:19: in-force-until only a document that another text replaced has a last day (set "
            "`status: replaced`, or take this out)", id="last day without a replacing text",
        ),
        pytest.param(
            DOCUMENTS + "  in_force_until: 2024-01-01\n  status: replaced\n  status_note: {vi: Hết., en: Over.}\n",
            RELAYS,
            "documents.yaml:6:19: bad-date this day is before the date of the document", id="ended before issue",
        ),
        pytest.param(
            DOCUMENTS, RELAYS.replace("names: []", "names: [bylaws]"),
            "relays.yaml:6:11: unknown-document unknown document `bylaws` (did you mean `bylaw`?)",
            id="unknown document named",
        ),
        pytest.param(
            DOCUMENTS + DOCUMENTS.replace("bylaw", "statute"), RELAYS.replace("[bylaw]", "[statute]"),
            "clauses.yaml:3:10: not-relayed the relay `leaflet` does not relate `bylaw` (add `bylaw` to the `reads` of "
            "the relay)", id="clause from a text that does not relate its document",
        ),
        pytest.param(
            DOCUMENTS, RELAYS.replace("leaflet:", "0:", 1) + RELAYS,
            "relays.yaml:1:1: yaml-key a key must be text (put the key in quotes)", id="number as id",
        ),
    ],
)  # fmt: skip
def test_a_problem_of_a_document_or_relay_is_reported_where_it_stands(
    tmp_path: Path, documents: str, relays: str, expected: str
) -> None:
    assert expected in problems_of(write(tmp_path, documents, relays))


def test_an_id_of_a_lower_pack_cannot_be_used_again(tmp_path: Path) -> None:
    assert problems_of(write(tmp_path / "lower"), write(tmp_path / "upper")) == [
        "clauses.yaml:1:1: duplicate-id the pack `lower` has a clause `bylaw/1` already (give this one another id)",
        "documents.yaml:1:1: duplicate-id the pack `lower` has a document `bylaw` already (give this one another id)",
        "relays.yaml:1:1: duplicate-id the pack `lower` has a relay `leaflet` already (give this one another id)",
    ]


def test_the_problems_of_all_files_come_in_one_error(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        DOCUMENTS.replace("en: By-law", "en: ''"),
        RELAYS.replace("file_name", "filename"),
        CLAUSES.replace("single", "sole").replace("check", "chek"),
    )

    assert codes(problems_of(folder)) == ["unknown-value", "unknown-value", "empty", "unknown-key", "missing-key"]


def test_files_that_are_no_yaml_are_reported_without_what_follows_from_them(tmp_path: Path) -> None:
    folder = write(tmp_path, DOCUMENTS + DOCUMENTS, RELAYS, CLAUSES + "bylaw/2: [\n")

    assert codes(problems_of(folder)) == ["yaml-syntax", "yaml-duplicate-key"]


def codes(problems: list[str]) -> list[str]:
    return [problem.split(": ", 1)[1].split(" ")[0] for problem in problems]


def test_a_problem_carries_its_line_for_a_code_frame(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        load(write(tmp_path, clauses=CLAUSES.replace("single", "sole")))

    [diagnostic] = caught.value.diagnostics
    assert diagnostic.source_line == "  attribution: sole"


def test_a_clause_is_helped_only_by_a_document_that_the_packs_hold(tmp_path: Path) -> None:
    helped = CLAUSES + "  helped_by: [bylw]\n"

    assert "clauses.yaml:11:15: unknown-document unknown document `bylw` (did you mean `bylaw`?)" in problems_of(
        write(tmp_path, clauses=helped)
    )


def test_a_document_knows_the_clauses_that_it_helps_to_read(tmp_path: Path) -> None:
    statute = DOCUMENTS.replace("bylaw", "statute")

    catalogue = load(write(tmp_path, documents=DOCUMENTS + statute, clauses=CLAUSES + "  helped_by: [statute]\n"))

    assert catalogue.document("statute").helps == ("bylaw/1",)
    assert catalogue.document("bylaw").helps == ()

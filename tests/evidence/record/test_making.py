"""What a record says, and that it says so in one way whatever the order, the process or the machine.

Modules: `evidence.record.outcomes`, `evidence.record.sources`.
"""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from qd85rules.cli.schemas import get_schema
from qd85rules.core.outcome import Outcome
from qd85rules.evidence.record import Circumstances, looks_like_record, make_record, record_bytes
from qd85rules.evidence.record.form import RecordFile
from qd85rules.intake import read_register
from qd85rules.policy.policy import Policy
from qd85rules.run import Candidate, check_candidates
from qd85rules.source.form import keys_of
from qd85rules.source.yamltree import parse_yaml
from tests.cli.running import clean_environment, run, spawn
from tests.evidence.record.samples import DAY, NAME, RECORD, RUN, write_samples

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).parent / "golden" / RECORD
ACCOUNTS: list[dict[str, Any]] = parse_yaml((ROOT / "examples/register.yaml").read_text("utf-8"))[0].value["accounts"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_samples(tmp_path)
    return tmp_path


def recorded(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    run(capsys, *arguments, "--record", RECORD)
    data: dict[str, Any] = json.loads(Path(RECORD).read_text("utf-8"))
    return data


@pytest.mark.usefixtures("folder")
def test_a_record_is_as_it_was_agreed_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # What belongs to a release of the library or of its dependencies, and not to the form of a record.
    monkeypatch.setattr("qd85rules.evidence.record.making._version", lambda: "1.0")
    monkeypatch.setattr("qd85rules.evidence.record.making.suffix_list_version", lambda _path: "2025")

    recorded(capsys, *RUN, "--engine", "reference")

    text = Path(RECORD).read_text("utf-8")
    if os.environ.get("QD85_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text("utf-8"), "set QD85_UPDATE_GOLDEN=1 to accept it"


MACHINES = {
    "another seed": {"PYTHONHASHSEED": "1"},
    "a third seed": {"PYTHONHASHSEED": "4242"},
    "the C locale": {"LC_ALL": "C", "PYTHONHASHSEED": "7"},
    "no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "another language": {"QD85RULES_LANG": "en"},
}


def test_every_process_writes_the_same_bytes(folder: Path) -> None:
    written: dict[str, bytes] = {}
    for name, variables in {"": {"PYTHONHASHSEED": "0"}, **MACHINES}.items():
        (folder / RECORD).unlink(missing_ok=True)
        done = spawn(*RUN, "--record", RECORD, "--quiet", cwd=folder, environ=clean_environment(**variables))
        assert done.returncode == 1, done.stderr
        written[name] = (folder / RECORD).read_bytes()

    assert {name for name, content in written.items() if content != written[""]} == set()


@pytest.mark.usefixtures("folder")
def test_nothing_that_the_register_says_about_a_person_is_in_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(capsys, *RUN, "--show-names")
    text = Path(RECORD).read_text("utf-8")

    for personal in (NAME, "thidu", "facebook", "h1", "to-hoa-hong", "Trần Mẫu", "Chi ủy", "Nghị quyết", "trang chung"):
        assert personal not in text
    assert str(Path.cwd()) not in text


@pytest.mark.usefixtures("folder")
def test_a_record_fits_its_schema_which_has_just_its_keys(capsys: pytest.CaptureFixture[str]) -> None:
    data = recorded(capsys, *RUN)
    schema = get_schema("record")

    assert not list(Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).iter_errors(data))
    assert set(schema["required"]) == set(schema["properties"]) == set(keys_of(RecordFile)) == set(data)


@pytest.mark.usefixtures("folder")
def test_letters_and_counts_say_the_same_as_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    data = recorded(capsys, *RUN)
    report = run(capsys, *RUN, "--all", "--output-format", "json").report

    by_letter = {outcome.value[0]: outcome.value for outcome in Outcome}
    said = sorted(
        (entry["id"], subject, rule, by_letter[letter])
        for entry in data["accounts"]
        for subject, letters in entry["outcomes"].items()
        for rule, letter in zip(data["rules"][subject.partition("s[")[0]], letters, strict=True)
    )
    assert said == sorted((one["account"], one["subject"], one["rule"], one["outcome"]) for one in report["findings"])
    assert {outcome for *_, outcome in said} >= {"violation", "undetermined", "due", "waived", "compliant"}
    assert data["result"]["summary"] == report["summary"]
    assert data["result"]["baseline"] == {"known": 0, "new": report["baseline"]["new"]}
    assert data["policy"]["fingerprint"] == report["policy"]["fingerprint"]


def record_of(accounts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    data = "".join(json.dumps(account, ensure_ascii=False) + "\n" for account in accounts).encode()
    register = read_register("-", stdin=io.BytesIO(data), format="jsonl")
    policy = Policy.load(as_of=date(2024, 11, 1))
    report = check_candidates((Candidate(record.data, record.places) for record in register.records), policy=policy)
    return make_record(report, policy, [register], Circumstances())


FIRST = record_of(ACCOUNTS)


@settings(max_examples=10)
@given(st.permutations(ACCOUNTS), st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_keys_changes_the_input_and_nothing_else(
    accounts: list[dict[str, Any]], chance: random.Random
) -> None:
    shuffled = [dict(chance.sample(list(account.items()), len(account))) for account in accounts]

    now = record_of(shuffled)

    differing = {key for key in FIRST if FIRST[key] != now[key]}
    assert differing <= {"inputs", "seal"}


def declared_once(entry: dict[str, Any]) -> bool:
    number = FIRST["rules"]["account"].index("declaration/one-declarant")
    return bool(entry["outcomes"]["account"][number] == "c")


# Taking out one of two who declare the same page is news of the other.
@settings(max_examples=15)
@given(st.sampled_from([entry["id"] for entry in FIRST["accounts"] if declared_once(entry)]))
def test_taking_an_account_out_changes_the_digest_of_all_and_of_no_other_account(taken: str) -> None:
    now = record_of([account for account in ACCOUNTS if account["id"] != taken])

    assert now["accounts"] == [entry for entry in FIRST["accounts"] if entry["id"] != taken]
    assert now["result"]["outcomes"] != FIRST["result"]["outcomes"]


INCOMPLETE = {
    "an account that is not right": ("- {id: a, in_use: 3}\n- {id: b}\n", 2),
    "no account": ("accounts: []\n", 0),
    "a file that is broken": ("- {id: a\n", 2),
}


@pytest.mark.parametrize(("text", "code"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_run_that_did_not_do_the_whole_job_writes_no_record(
    text: str, code: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "part.yaml").write_text(text, "utf-8")

    ran = run(capsys, "check", "part.yaml", *DAY, "--allow-empty", "--lang", "en", "--record", RECORD)

    assert ran.code == code
    assert "no record: the run did not check all of its input" in ran.err
    assert not (folder / RECORD).exists()


def test_a_record_takes_the_place_of_a_record_and_of_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "r.yaml").read_bytes()

    ran = run(capsys, "check", "more.csv", *DAY, "--lang", "en", "--record", "r.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a record" in ran.err
    assert (folder / "r.yaml").read_bytes() == before

    recorded(capsys, *RUN)
    first = Path(RECORD).read_bytes()
    recorded(capsys, *RUN, "--fail-on", "recommendation")
    assert looks_like_record(first)
    assert Path(RECORD).read_bytes() != first
    assert run(capsys, "check", ".", *DAY, "--record", "pack").code == 2


@pytest.mark.usefixtures("folder")
def test_a_folder_walk_takes_no_record_for_a_register(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("check", ".", "--pack", "pack", "--exclude", "w.yaml", "--exclude", "b.json", *DAY)

    first, second = recorded(capsys, *arguments), recorded(capsys, *arguments)

    assert [entry["path"] for entry in second["inputs"]] == ["more.csv", "r.yaml"]
    assert first == second


def test_a_name_that_is_no_utf_8_can_be_written_and_read() -> None:
    record = {"path": "r\udcff.yaml", "name": "Dụ"}

    assert json.loads(record_bytes(record)) == record

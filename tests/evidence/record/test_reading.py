"""Records that were cut, edited or made up are refused with a place and a reason.

Modules: `evidence.record.form`, `evidence.record.sealing`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qd85rules.core.diagnostics import InputError
from qd85rules.evidence.record import read_record, record_bytes
from tests.cli.running import run
from tests.evidence.record.samples import RECORD, RUN, reseal, write_samples

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> bytes:
    monkeypatch.chdir(tmp_path)
    write_samples(tmp_path)
    run(capsys, *RUN, "--record", RECORD)
    return Path(RECORD).read_bytes()


def refusal(path: str = RECORD) -> str:
    with pytest.raises(InputError) as caught:
        read_record(Path(path))
    return "\n".join(diagnostic.line() for diagnostic in caught.value.diagnostics)


RAW: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (lambda text: text[: len(text) // 2], "json-syntax"),
    "cut off at the end": (lambda text: text.rstrip()[:-1], "json-syntax"),
    "empty": (lambda _: b"", "empty-file"),
    "two records": (lambda text: text + text, "json-syntax"),
    "no JSON": (lambda _: b"accounts:\n- id: a\n", "json-syntax"),
    "no UTF-8": (lambda text: text.replace(b"a1", b"\xff1", 1), "not-utf8"),
    "UTF-16": (lambda text: text.decode().encode("utf-16"), "not-utf8"),
    "a list": (lambda _: b"[]", "not-a-record"),
    "a register": (lambda _: b'{"accounts": [{"id": "a"}]}', "not-a-record"),
    "a report": (lambda _: b'{"schema_version": 1, "findings": []}', "unknown-key"),
    "a version to come": (
        lambda text: text.replace(b'"schema_version": 1,', b'"schema_version": 2,'), "record-version",
    ),
    "a key twice": (lambda text: text.replace(b'"engines"', b'"engines": [], "engines"'), "duplicate-key"),
    "a letter changed": (lambda text: text.replace(b'"account": "d"', b'"account": "c"'), "record-changed"),
    "a count changed": (lambda text: text.replace(b'"compliant": 2', b'"compliant": 3'), "record-changed"),
    "a digest changed": (lambda text: text.replace(b'"sha256": "sha256:', b'"sha256": "sha256:0', 1), "bad-form"),
    "an account left out": (
        lambda text: text[: text.index(b'    {\n      "details"')] + text[text.index(b"},\n    {") + 3 :],
        "record-changed",
    ),
    "nested without end": (lambda _: b'{"schema_version": 1, "a": ' + b"[" * 99_999, ""),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "code"), RAW.values(), ids=RAW)
def test_bytes_that_are_no_whole_record_are_refused(edit: Callable[[bytes], bytes], code: str, content: bytes) -> None:
    edited = edit(content)
    assert edited != content
    Path(RECORD).write_bytes(edited)

    said = refusal()

    assert code in said
    assert said.startswith(RECORD)


def _account(data: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = data["accounts"][0]
    return entry


FORGED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a key that nobody knows": (lambda data: data.update(verdit=1), "unknown key `verdit`"),
    "a key that is almost known": (
        lambda data: data["options"].update(fail_one="never"), "unknown key `fail_one` (did you mean `fail_on`?)",
    ),
    "a key that is missing": (lambda data: data.pop("engines"), "the key `engines` is missing"),
    "a key that is missing below": (lambda data: data["policy"].pop("given"), "the key `given` is missing"),
    "a digest that is none": (lambda data: data["result"].update(outcomes="sha256:12"), "expected a digest"),
    "a day that is none": (lambda data: data.update(as_of="2024-02-30"), "there is no day `2024-02-30`"),
    "a letter that is none": (lambda data: _account(data)["outcomes"].update(account="x"), "letters of outcomes"),
    "too many letters": (
        lambda data: _account(data)["outcomes"].update(account="cc"), "one letter for each rule on `account`",
    ),
    "a subject that is none": (lambda data: _account(data)["outcomes"].update(holders="c"), "expected `account`"),
    "an input that is none": (lambda data: _account(data).update(input=2), "no input of this number"),
    "a number that is none": (lambda data: data["inputs"][0].update(bytes="12"), "expected a whole number"),
    "a number below nothing": (lambda data: data["inputs"][0].update(bytes=-1), "expected a whole number from 0 up"),
    "a format that is none": (lambda data: data["inputs"][0].update(format="xml"), "unknown value `xml`"),
    "no inputs": (lambda data: data.update(inputs=[]), "expected at least 1 item"),
    "a parameter without a value": (lambda data: data["policy"].update(given=["x"]), "has no value under `params`"),
    "a parameter that is a mapping": (lambda data: data["policy"]["params"].update(ways={}), "value of a parameter"),
    "a list in the place of a mapping": (lambda data: data.update(policy=[]), "expected a mapping, found a list"),
}  # fmt: skip


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("edit", "said"), FORGED.values(), ids=FORGED)
def test_a_seal_that_fits_lets_nothing_else_pass(edit: Callable[[dict[str, Any]], object], said: str) -> None:
    reseal(edit)

    assert said in refusal()


@pytest.mark.usefixtures("content")
def test_a_problem_has_its_place() -> None:
    reseal(lambda data: data["options"].update(engin="auto"))
    lines = Path(RECORD).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if '"engin"' in text)

    assert refusal().startswith(f"{RECORD}:{line}:5: unknown-key")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "no-such-file" in refusal(str(tmp_path / "gone.json"))
    assert "not-a-file" in refusal(str(tmp_path))


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("edit", "code"), RAW.values(), ids=RAW)
def test_the_command_ends_with_2_and_no_traceback(
    edit: Callable[[bytes], bytes], code: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(RECORD).write_bytes(edit(content))

    ran = run(capsys, "verify", RECORD)

    assert (ran.code, ran.out) == (2, "")
    assert code in ran.err
    assert "internal error" not in ran.err


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_can_be_changed_unseen(content: bytes, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[position]))
    Path(RECORD).write_bytes(content[:position] + bytes([byte]) + content[position + 1 :])

    try:
        recorded = read_record(Path(RECORD))
    except InputError:
        return
    # What is left is white space for white space.
    assert recorded.content != content
    assert not recorded.is_canonical
    assert record_bytes(recorded.data) == content


def test_a_record_that_was_only_laid_out_anew_can_be_read(content: bytes) -> None:
    Path(RECORD).write_text(json.dumps(json.loads(content), ensure_ascii=True), "utf-8")

    recorded = read_record(Path(RECORD))

    assert not recorded.is_canonical
    assert record_bytes(recorded.data) == content

"""The oracle sees every kind of failure that it is there for."""

from __future__ import annotations

import pytest

from fuzz.attempt import Answer
from fuzz.guard import OutOfTimeError
from fuzz.oracle import judge, located
from fuzz.targets import Door


def answer(
    out: str = "", err: str = "", code: int | None = 0, raised: BaseException | None = None, trespass: str = ""
) -> Answer:
    return Answer(code, out.encode(), err.encode(), raised, (trespass,) if trespass else (), 0.0)


@pytest.mark.parametrize(
    ("output", "given", "expected"),
    [
        ("text", answer("all is well\n"), []),
        ("text", answer(code=2, err="qd85: no such file\n"), []),
        ("text", answer(code=None, raised=KeyError("x")), ["exception-KeyError-"]),
        ("text", answer(code=None, raised=OutOfTimeError()), ["slow-"]),
        ("text", answer("x", code=7), ["exit-7"]),
        ("text", answer(code=2), ["silent-text"]),
        ("text", answer("x", trespass="open /etc/x"), ["trespass-open"]),
        ("text", answer(code=2, err="qd85: internal error: KeyError: 'x'\n"), ["internal-KeyError_"]),
        ("text", answer("x", err="Traceback (most recent call last):\n"), ["internal-traceback"]),
        ("text", answer("a\x1b[31m"), ["control-stdout-Cc"]),
        ("text", answer("x", err="a\u202eb"), ["control-stderr-Cf"]),
        ("json", answer('{"a": "\u202e"}'), []),
        ("json", answer('{"a": 1'), ["format-json-json"]),
        ("json", answer('{"a": NaN}'), ["format-json-constant"]),
        ("jsonl", answer('{"a": 1}\n{"b"\n'), ["format-jsonl-json"]),
        ("sarif", answer("{}"), ["format-sarif-sarif"]),
        ("junit", answer("<a><b></a>"), ["format-junit-xml"]),
        ("toml", answer("a = \n"), ["format-toml-toml"]),
        ("csv", answer("a,b\n1\n"), ["format-csv-width"]),
        ("csv", answer("a,b\n1,2\n"), []),
        ("github", answer("::error file=a::b\n"), []),
        ("github", answer("::error file=a:b::c\n"), ["format-github-annotation"]),
        ("html", answer("<p>a<br><b>c</b>"), ["format-html-balance"]),
        ("html", answer("<p onclick='x'>a</p>"), ["format-html-handler"]),
        ("ics", answer("BEGIN:VCALENDAR\r\nX:a\r\n b\r\nEND:VCALENDAR\r\n"), []),
        ("ics", answer("BEGIN:VCALENDAR\r\nno\r\nEND:VCALENDAR\r\n"), ["format-ics-content-line"]),
    ],
)
def test_an_answer_is_judged(output: str, given: Answer, expected: list[str]) -> None:
    assert [failure.signature for failure in judge(Door(("check",), output), [given])] == expected


def test_bytes_that_are_no_utf8_are_a_failure() -> None:
    [failure] = judge(Door(("check",)), [Answer(0, b"\xff", b"", None, (), 0.0)])

    assert failure.kind == "encoding"


def test_a_record_that_does_not_verify_is_a_failure() -> None:
    door = Door(("check",), then=(("verify", "made.json"),))

    assert not judge(door, [answer("x", code=1), answer("the same", code=0)])
    assert [f.kind for f in judge(door, [answer("x", code=1), answer("differs", code=1)])] == ["sequel"]


def test_an_internal_error_is_told_by_where_it_arose() -> None:
    [failure] = judge(Door(("check",)), [answer(code=2, err="qd85: internal error: KeyError: 'x'\n")])
    shown = 'File "a/qd85rules/cli/check.py", line 3, in run\n  File "a/qd85rules/loader.py", line 9, in load\n'

    assert located(failure, shown).signature == "internal-KeyError_-loader-load"

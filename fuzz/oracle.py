"""What counts as a failure: each answer is asked the same questions, whatever the input was.

What must not live here: parsing the formats (`parsers`).
"""

from __future__ import annotations

import re
import traceback
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fuzz.guard import OutOfTimeError
from fuzz.parsers import PARSERS, ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuzz.attempt import Answer
    from fuzz.targets import Door

__all__ = ["Failure", "judge", "located"]

_FAILED: Final = 2
_FOR_PEOPLE: Final = frozenset({"text", "concise", "markdown", "github"})
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_INTERNAL: Final = re.compile(r"^qd85: internal error: (.*)$|^Traceback \(most recent call last\):$", re.MULTILINE)
_FRAME: Final = re.compile(r'qd85rules[/\\]([\w/\\]+)\.py", line \d+, in (\w+)')


@dataclass(frozen=True, slots=True)
class Failure:
    """Something wrong: its kind, what tells it from others of the kind, and what a reader wants to see."""

    kind: str
    mark: str
    detail: str

    @property
    def signature(self) -> str:
        """What two inputs that fail in the same way have in common, fit for the name of a file."""
        return re.sub(r"[^\w.+-]+", "_", f"{self.kind}-{self.mark}")[:120]


def judge(door: Door, answers: Sequence[Answer]) -> list[Failure]:
    """Give all that is wrong with the answers of a door."""
    failures: list[Failure] = []
    for number, answer in enumerate(answers):
        first = number == 0
        codes = door.codes if first else frozenset({0, 1, 2, 3})
        failures += _of_answer(answer, codes, door.output if first else "text")
    if not failures and door.then and answers[-1].code is not None:
        failures += _of_sequel(door, answers)
    return failures


def located(failure: Failure, shown: str) -> Failure:
    """Give the failure with the place that a traceback names."""
    frames = _FRAME.findall(shown)
    return Failure(
        failure.kind, f"{failure.mark}-{'-'.join(frames[-1]) if frames else ''}", f"{failure.detail}\n{shown[-1500:]}"
    )


def _of_answer(answer: Answer, codes: frozenset[int], output: str) -> Iterator[Failure]:
    if answer.raised is not None:
        yield _of_exception(answer.raised)
        return
    for trespass in answer.trespasses:
        yield Failure("trespass", trespass.split()[0], trespass)
    if answer.code not in codes:
        yield Failure("exit", str(answer.code), f"exit code {answer.code} is not one of {sorted(codes)}")
    texts = {}
    for stream, data in (("stdout", answer.out), ("stderr", answer.err)):
        try:
            texts[stream] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield Failure("encoding", stream, str(error))
            return
    out, err = texts["stdout"], texts["stderr"]
    if found := _INTERNAL.search(err):
        yield Failure("internal", re.sub(r"[\d'\"].*", "", found[1] or "traceback"), err[-400:])
    if answer.code == _FAILED and not err.strip() and not out.strip():
        yield Failure("silent", output, "exit code 2 without a word")
    yield from _hidden("stderr", err, for_people=True)
    yield from _hidden("stdout", out, for_people=output in _FOR_PEOPLE)
    if out or answer.code in {0, 1, 3}:
        try:
            PARSERS.get(output, len)(out)
        except ParseError as error:
            yield Failure("format", f"{output}-{error.mark}", f"{error}")


def _hidden(stream: str, text: str, *, for_people: bool) -> Iterator[Failure]:
    for char in sorted(set(text) - {"\n"}):
        category = unicodedata.category(char)
        if category in _HIDDEN and (for_people or (category in {"Cc", "Cs"} and char not in "\r\t")):
            line = next(line for line in text.split("\n") if char in line)
            yield Failure("control", f"{stream}-{category}", f"U+{ord(char):04X} in {line[:200]!r}")
            return


def _of_exception(error: BaseException) -> Failure:
    shown = "".join(traceback.format_exception(error))
    if isinstance(error, OutOfTimeError):
        return Failure("slow", "", f"out of processor time\n{shown[-1500:]}")
    frames = _FRAME.findall(shown)
    where = "-".join(frames[-1]) if frames else ""
    return Failure("exception", f"{type(error).__name__}-{where}", shown[-1500:])


def _of_sequel(door: Door, answers: Sequence[Answer]) -> Iterator[Failure]:
    """Ask what must hold of two commands: a record verifies, and a baseline knows all that it was made from."""
    command = door.then[0][0]
    if len(answers) < 1 + len(door.then):
        return
    code = answers[-1].code
    if code == 1 or (command == "verify" and code != 0):
        text = (answers[-1].out + answers[-1].err).decode("utf-8", "replace")
        yield Failure("sequel", f"{command}-{code}", f"`{command}` after `{door.arguments[0]}`: {text[-600:]}")

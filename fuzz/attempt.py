"""One attempt: bytes to one door, in this process, and what came of it.

What must not live here: judging what came (`oracle`).
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fuzz.guard import CPU_SECONDS, Guard, OutOfTimeError
from fuzz.targets import BESIDE
from fuzz.wraps import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuzz.targets import Door, Target

__all__ = ["Answer", "Place"]

_DAY: Final = date(2024, 11, 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door gave. `code` is `None` where an exception came out instead."""

    code: int | None
    out: bytes
    err: bytes
    raised: BaseException | None
    trespasses: tuple[str, ...]
    seconds: float


class Place:
    """The folder that attempts run in, with healthy files beside the input; it becomes the working folder."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._target = target
        self._folder = folder
        shutil.copytree(BESIDE, folder, dirs_exist_ok=True)
        if target.name != "settings":
            # Every command would find it.
            (folder / "qd85rules.toml").unlink()
        # A wall against folders above, whose settings would count otherwise.
        (folder / ".git").mkdir(exist_ok=True)
        os.chdir(folder)
        self._guard = Guard(folder)
        self._seconds = 0.0

    def warm_up(self, seeds: Sequence[bytes]) -> None:
        """Go through every door once without a limit of time, since modules are imported and instrumented then."""
        for door in self._target.doors:
            self.attempt(seeds[0], door)
        self._seconds = CPU_SECONDS

    def seeds(self) -> list[bytes]:
        """Give the target's seeds, the one that a command makes included."""
        seeds = self._target.seeds()
        if self._target.made_by:
            self.command(self._target.made_by)
            seeds.append(Path(self._target.file).read_bytes())
        return seeds

    def attempt(self, data: bytes, door_name: str | None = None) -> list[Answer]:
        """Give bytes to a door, and give its answers: one for each command that it ran."""
        door = self._target.doors[door_name or self._target.door_of(data)]
        content = self._target.wrap(data)
        (self._folder / self._target.file).write_bytes(content)
        if not door.arguments:
            return [self._function(content, door)]
        text = text_of(data).removesuffix("\n").replace("\0", "\ufffd")
        answers: list[Answer] = []
        for arguments in (door.arguments, *door.then):
            given = [argument.replace("{input}", text) for argument in arguments]
            answers.append(self.command(given, stdin=content if door.from_stdin else b""))
            if answers[-1].code not in {0, 1, 3}:
                break
        return answers

    def command(self, arguments: Sequence[str], stdin: bytes = b"") -> Answer:
        """Run one command."""
        from qd85rules.cli import main  # noqa: PLC0415 - imported after the coverage of a campaign has begun

        with _streams(stdin) as (out, err):
            code, raised = 0, None
            begin = _processor()
            try:
                with self._guard.watching(self._seconds):
                    code = main(list(arguments))
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else -1
            except (Exception, OutOfTimeError, BaseExceptionGroup) as error:  # noqa: BLE001 - what is looked for
                raised = error
            seconds = _processor() - begin
        trespasses = tuple(self._guard.trespasses)
        return Answer(None if raised else int(code), out.getvalue(), err.getvalue(), raised, trespasses, seconds)

    def _function(self, content: bytes, door: Door) -> Answer:
        import qd85rules  # noqa: PLC0415 - as above

        try:
            value = json.loads(content)
        except (ValueError, RecursionError):
            value = {"id": text_of(content)}
        out, err, code = "", "", 0
        raised: BaseException | None = None
        begin = _processor()
        try:
            with self._guard.watching(self._seconds):
                report = qd85rules.check(value if isinstance(value, dict) else {"id": value}, as_of=_DAY)
                out = qd85rules.render(report, door.output, lang="en", all_outcomes=True)
        except qd85rules.EngineDisagreementError as error:
            raised = error
        except qd85rules.Qd85Error as error:
            # What a program does with the text is its affair; only what the command prints has to be plain.
            code, err = 2, type(error).__name__
        except (Exception, OutOfTimeError) as error:  # noqa: BLE001 - what is looked for
            raised = error
        seconds = _processor() - begin
        errors = "backslashreplace"
        return Answer(
            None if raised else code, out.encode("utf-8", errors), err.encode("utf-8", errors), raised, (), seconds
        )


def _processor() -> float:
    """Give the processor time that this process has had, with the readers that it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


@contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[BytesIO, BytesIO]]:
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = BytesIO(), BytesIO()
    wrapped = [TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in (BytesIO(stdin), out, err)]
    sys.stdin, sys.stdout, sys.stderr = wrapped
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
        for stream in wrapped:
            if not stream.closed:
                stream.flush()
                stream.detach()

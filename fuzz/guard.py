"""Limits around an attempt: nothing is written elsewhere, and time and memory are bounded.

What must not live here: judging.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import qd85rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["CPU_SECONDS", "Guard", "OutOfTimeError", "bound_memory"]

CPU_SECONDS: Final = 5.0
"""Processor time for one attempt; an honest one takes milliseconds."""

_MEMORY: Final = 1024 * 1024 * 1024
_FILE_SIZE: Final = 64 * 1024 * 1024
_LIBRARY: Final = str(Path(qd85rules.__file__).parent)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING: Final = frozenset(
    {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"}
)
_OUTSIDE: Final = frozenset({"os.exec", "os.system", "os.posix_spawn", "socket.connect", "subprocess.Popen"})


class OutOfTimeError(BaseException):
    """Raised inside an attempt whose time is over; `except Exception` does not stop it."""


def bound_memory() -> None:
    """Let this process have at most a gigabyte more address space than it has now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0]) if sys.platform == "linux" else 0
    limit = pages * resource.getpagesize() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Guard:
    """Watches what the code does to the machine while an attempt runs; one for a process, since hooks stay."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._active = False
        self.trespasses: list[str] = []
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGPROF, _out_of_time)

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """Watch the code inside, for so much processor time (0: any); `trespasses` has what it tried."""
        self.trespasses = []
        self._active = True
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._active = False

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._active:
            return
        if event == "open":
            path, _mode, flags = arguments
            if not flags & _WRITING or not isinstance(path, str | bytes):
                return
            self._refuse_outside(event, path)
        elif event in _CHANGING:
            for path in arguments[:2]:
                if isinstance(path, str | bytes):
                    self._refuse_outside(event, path)
        elif event in _OUTSIDE and not _is_own_reader(event, arguments):
            self._refuse(f"{event} {arguments[:1]}")

    def _refuse_outside(self, event: str, path: str | bytes) -> None:
        real = os.path.realpath(os.fsdecode(path))
        if not f"{real}{os.sep}".startswith(self._folder + os.sep) and real != os.devnull:
            self._refuse(f"{event} {real}")

    def _refuse(self, what: str) -> None:
        self.trespasses.append(what)
        raise PermissionError(13, "refused by the guard", what)


def _is_own_reader(event: str, arguments: tuple[Any, ...]) -> bool:
    """Tell whether a process is this interpreter with a program of the library, as workbooks are read."""
    if event != "subprocess.Popen" or arguments[0] != sys.executable:
        return False
    return any(str(part).startswith(_LIBRARY + os.sep) for part in arguments[1])


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError

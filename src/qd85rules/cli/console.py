"""The console: streams that take every character, the doors that everything printed goes through, and colour.

`say` and `put` are for people: what they print is cleaned, whoever wrote it, and shown as the console can show it.
`put_data` is for programs: UTF-8, byte for byte, whatever the console is.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import unicodedata
import warnings
from contextlib import contextmanager
from io import RawIOBase, TextIOBase, TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TextIO

from qd85rules.core.text import plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ColourChoice = Literal["auto", "always", "never"]

_MARKS: Final = "✗△◷─│→"
_LETTERS: Final = "ơưđếộỹ"


def prepare_streams() -> None:
    """Prepare standard output and error so that no character stops a report: what a console cannot show is escaped.

    A console of its own code page keeps it, so that what is shown there is right, and so does a user who named an
    encoding; other files and pipes are UTF-8.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            keeps = stream.isatty() or os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
            stream.reconfigure(encoding=None if keeps else "utf-8", errors="backslashreplace")


def _open_closed_streams() -> None:
    """Stand in for streams that were closed before Python began, which it gives as `None`.

    Without its input there is nothing to read, what standard error would say is lost, and a report that cannot be
    written is a failure.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - a device, for as long as Python runs
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as above


class _Closed(TextIOBase):
    """A standard output that takes nothing."""

    def write(self, _text: str, /) -> int:
        raise OSError(errno.EBADF, "closed", "standard output")


def say(line: str) -> None:
    """Write one line for people to standard error; it stays one line whatever it quotes."""
    shown = plain_lines(plain(line))
    print(_shown_on(sys.stderr, shown), file=sys.stderr)  # noqa: T201 - this is the command


def put(text: str, *, colour: bool = False) -> None:
    """Write a text for people to standard output; `colour`: our own styles in it are obeyed."""
    stream = sys.stdout
    shown = _shown_on(stream, plain_lines(text, colour=colour))
    raw = getattr(stream, "buffer", None)
    if isinstance(raw, RawIOBase):
        _put_bytes(raw, shown.replace("\n", os.linesep).encode(stream.encoding, stream.errors or "strict"))
        return
    stream.write(shown)
    stream.flush()


def put_data(text: str) -> None:
    """Write a text for programs to standard output: UTF-8 with the line breaks that it has."""
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
        return
    stream.flush()
    _put_bytes(buffer, text.encode("utf-8", errors="backslashreplace"))
    buffer.flush()


def _put_bytes(binary: BinaryIO | RawIOBase, data: bytes) -> None:
    # Unbuffered (`PYTHONUNBUFFERED`, usual in containers) Python drops what a pipe does not take at once.
    left = memoryview(data)
    while left:
        left = left[binary.write(left) or 0 :]


@contextmanager
def telling_warnings() -> Iterator[None]:
    """Let `say` tell the warnings of other people's code, which may quote what users wrote."""
    with warnings.catch_warnings():
        warnings.showwarning = _say_warning
        yield


def _say_warning(message: Warning | str, category: type[Warning], *_place: object, **_more: object) -> None:
    say(f"qd85: {category.__name__}: {message}")


def abandon_output() -> None:
    """Let nothing more be written to standard output, whose reader has gone, not even when Python ends."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def takes_unicode(stream: TextIO) -> bool:
    """Say whether a stream can show the marks of a report."""
    return _takes(stream, _MARKS)


def _shown_on(stream: TextIO, text: str) -> str:
    """Give a text for people as a stream can show it: Vietnamese without its marks rather than as escapes."""
    if _takes(stream, _LETTERS):
        return text
    encoding = stream.encoding or "ascii"
    return "".join(char if char.isascii() else _plainer(char, encoding) for char in text)


def _plainer(char: str, encoding: str) -> str:
    for form in (char, unicodedata.normalize("NFD", char.replace("đ", "d").replace("Đ", "D"))):
        shown = form if form is char else "".join(part for part in form if not unicodedata.combining(part))
        try:
            shown.encode(encoding)
        except UnicodeEncodeError:
            continue
        return shown
    # The few signs that our own sentences use.
    return {"—": "-", "•": "*", "…": "...", "“": '"', "”": '"'}.get(char, char)


def _takes(stream: TextIO, sample: str) -> bool:
    try:
        sample.encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def use_colour(choice: ColourChoice, stream: TextIO, environ: Mapping[str, str] | None = None) -> bool:
    """Decide on colour: the flag, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal.

    Source: no-color.org and force-color.org: a variable counts where it is set and not empty.
    """
    environ = os.environ if environ is None else environ
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def terminal_width(stream: TextIO) -> int:
    """Give the width to wrap at: that of the terminal, at most 100; 100 for files and pipes."""
    return min(100, shutil.get_terminal_size((100, 24)).columns) if stream.isatty() else 100

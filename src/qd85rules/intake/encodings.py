"""Encodings that tables in text come in, beside UTF-8: UTF-16, Windows-1258, and bytes typed in a TCVN3 font.

The first bytes tell which: the encoding in which the most names of columns are known.

What must not live here: fonts inside a text that is decoded already (`fonts`).
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.intake.columns import TABLE_DEFAULTS
from qd85rules.intake.fonts import TCVN3
from qd85rules.intake.layout import is_column
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable

_PEEKED: Final = 64 * 1024
_CHUNK: Final = 64 * 1024
_MARKS: Final = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
_LINES: Final = 20
_LONGEST: Final = 200
_ENOUGH: Final = 2
_NOT_ASCII: Final = re.compile(b"[^\x00-\x7f]")
_LOST: Final = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_CANDIDATES: Final[tuple[tuple[str, str, bool], ...]] = (
    ("Windows-1258", "cp1258", False),
    ("TCVN3 (ABC)", "latin-1", True),
    ("Windows-1252", "cp1252", False),
)


def as_utf8(stream: IO[bytes]) -> tuple[IO[bytes], str | None]:
    """Give a stream as UTF-8, and the name of the encoding that it came in; `None` where nothing was to be done.

    The stream is one that can be looked into without reading on, as `io.BufferedReader` is.
    """
    head = _head(stream)
    name = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if name is not None and not head.startswith(codecs.BOM_UTF32_LE):
        return _recoded(stream, "utf-16", None), name
    if head[:256].count(0) * 3 > len(head[:256]):
        return _recoded(stream, "utf-16-be" if head[:1] == b"\0" else "utf-16-le", None), "UTF-16"
    if _is_utf8(head):
        return stream, None
    best, chosen = _ENOUGH - 1, None
    for name, codec, is_font in _CANDIDATES:
        known = _known(_decoded(head, codec, is_font=is_font))
        if known > best:
            best, chosen = known, (name, codec, is_font)
    if chosen is None:
        return stream, None
    name, codec, is_font = chosen
    return _recoded(stream, codec, (lambda text: text.translate(TCVN3)) if is_font else None), name


def letters_lost(stream: IO[bytes], path: str) -> Diagnostic | None:
    """Tell of a file whose letters with marks became question marks when it was saved."""
    head = _head(stream)
    if _is_utf8(head) and not head.isascii():
        return None
    line = next((line for line in head.decode("cp1252", "replace").splitlines() if line.strip()), "")
    if len(_LOST.findall(line)) <= _ENOUGH:
        return None
    message = say.LETTERS_OF_FILE_LOST
    cure = say.OPEN_FIRST_FILE_AGAIN_SAVE
    return Diagnostic("letters-lost", message, Span(path), cure)


def _head(stream: IO[bytes]) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(_PEEKED)[:_PEEKED]) if peek is not None else b""


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError as error:
        # A few bytes that are wrong in a text that is UTF-8 else are told of one by one.
        return error.start > 0 and bool(_NOT_ASCII.search(head[: error.start]))
    return True


def _decoded(head: bytes, codec: str, *, is_font: bool) -> str:
    text = head.decode(codec, "replace")
    return unicodedata.normalize("NFC", text.translate(TCVN3) if is_font else text)


def _known(text: str) -> int:
    """Count the names of columns in the line that has the most."""
    lines = [line for line in text.splitlines() if line.strip()][:_LINES]
    return max((_known_in(line) for line in lines), default=0)


def _known_in(line: str) -> int:
    names = [name.strip(' "') for name in re.split(r"[,;\t]", line)]
    # Names without any mark say nothing about the encoding.
    return sum(not name.isascii() and len(name) < _LONGEST and is_column(name, None, TABLE_DEFAULTS) for name in names)


def _recoded(stream: IO[bytes], codec: str, convert: Callable[[str], str] | None) -> IO[bytes]:
    return io.BufferedReader(_Recoding(stream, codec, convert), _CHUNK)


class _Recoding(io.RawIOBase):
    """Passes a stream's text on in UTF-8, in composed letters; what its encoding has no letter for becomes U+FFFD."""

    def __init__(self, stream: IO[bytes], codec: str, convert: Callable[[str], str] | None) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._convert = convert
        self._ready = b""
        self._held = ""
        self._is_done = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer has no type in 3.11
        """Read some bytes; 0 at the end."""
        while not self._ready and not self._is_done:
            self._fill()
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _fill(self) -> None:
        data = self._stream.read(_CHUNK)
        self._is_done = not data
        text = self._held + self._decoder.decode(data, final=self._is_done)
        # A mark that follows belongs to the letter before it.
        cut = len(text) if self._is_done else max(text.rfind("\n") + 1, len(text) - _LONGEST, 0)
        self._held, text = text[cut:], text[:cut]
        if self._convert is not None:
            text = self._convert(text)
        self._ready = unicodedata.normalize("NFC", text).removeprefix("\ufeff").encode("utf-8", "replace")

    def close(self) -> None:
        """Close the stream as well."""
        self._stream.close()
        super().close()

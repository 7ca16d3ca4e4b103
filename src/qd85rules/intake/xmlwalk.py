"""XML parts of an archive, gone through as a stream, element by element, in memory that does not grow with them.

What must not live here: what the elements mean (`xlsxparts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    import zipfile

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]

_TAGS_LIMIT: Final = 20_000_000
_CHUNK: Final = 64 * 1024


class DoctypeError(Exception):
    """A part declares a document type, with which entities could grow."""


class TooManyElementsError(Exception):
    """The parts have more elements than any file of people."""


class XmlWalk:
    """Goes through `parts` of one archive; the limit is on the elements of all of them together."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.parts = frozenset(archive.namelist())
        self._archive = archive
        self._tags = 0

    def run(self, part: str, start: Start, text: Callable[[str], None] | None = None, end: End | None = None) -> None:
        """Go through a part; `start` is given the name of each element, and its attributes, `end` the name.

        Raises:
            KeyError: there is no such part.
            LookupError, ValueError: it names an encoding that cannot be read.
            xml.parsers.expat.ExpatError: it is not well-formed.
            DoctypeError: it declares a document type.
            TooManyElementsError: it has too many elements.
        """
        self._count(part)
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = _refuse_doctype
        if end is not None:
            parser.EndElementHandler = end
        if text is not None:
            parser.buffer_text = True
            parser.CharacterDataHandler = text
        size, reached = _CHUNK, 0
        with self._archive.open(part) as stream:
            while data := stream.read(size):
                parser.Parse(data, False)  # noqa: FBT003 - its second argument has no name
                if parser.CurrentByteIndex == reached:
                    # Releases before 2.6 begin a token anew with each piece: an endless tag would take quadratic time.
                    size *= 2
                reached = parser.CurrentByteIndex
            parser.Parse(b"", True)  # noqa: FBT003 - likewise

    def _count(self, part: str) -> None:
        """Unpack a part once before it is parsed: that takes a tenth of the time, and a bomb never gets further."""
        with self._archive.open(part) as stream:
            while data := stream.read(_CHUNK):
                self._tags += data.count(b"<")
                if self._tags > _TAGS_LIMIT:
                    raise TooManyElementsError


def without_prefix(start: Start) -> Start:
    """Give what takes an element by its name without the prefix; it costs a call, which small parts can bear."""
    return lambda name, attributes: start(name.rpartition(":")[2], attributes)


def _refuse_doctype(*_: object) -> None:
    raise DoctypeError

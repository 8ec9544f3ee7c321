"""
The XML of a workbook, looked through before anything builds it up in memory.

A part of a megabyte may unpack to a row of ten million empty cells. The parser here keeps nothing; it counts.
"""

from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _

# Elements inside one row or one shared text, and all those outside of them.
MOST_IN_ONE = 20_000
MOST_OUTSIDE = 500_000
MOST_ROWS = 200_000
# Children of these are freed as soon as they close.
_FREED = ("row", "si")


class TooMuch(Exception):
    """The part would not fit into the memory that one file may take, or it declares entities."""


def check(part: IO[bytes]) -> None:
    """
    :raises TooMuch: with a sentence.
    :raises expat.ExpatError: for what is no XML.
    """
    counter = _Counter()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.StartDoctypeDeclHandler = counter.doctype
    parser.ParseFile(part)


class _Counter:
    def __init__(self) -> None:
        self._inside = self._outside = self._rows = 0
        self._open = False

    def start(self, name: str, attributes: Any) -> None:
        local = name.rpartition(" ")[2]
        if not self._open and local in _FREED:
            self._open, self._inside = True, 0
            self._rows += local == "row"
        elif self._open:
            self._inside += 1
        else:
            self._outside += 1
        if self._inside > MOST_IN_ONE or self._outside > MOST_OUTSIDE or self._rows > MOST_ROWS:
            raise TooMuch(_("This Excel file unpacks to more than a table of products holds. Save it as CSV."))

    def end(self, name: str) -> None:
        if self._open and name.rpartition(" ")[2] in _FREED:
            self._open = False

    def doctype(self, *declaration: Any) -> None:
        raise TooMuch(_("This Excel file declares entities. Save it again, or as CSV."))

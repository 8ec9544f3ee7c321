"""An Excel workbook (XLSX) as rows of text: its first sheet, row by row, with bounds on everything it may unpack to."""

import datetime
import importlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from django.utils.translation import gettext as _

from catalog.importing import archives, headers, sheets
from catalog.importing.faults import Fault, NotATable
from catalog.importing.reading import LONGEST_CELL

ZIP = b"PK\x03\x04"
MOST_FILES = 2_000
MOST_BYTES = 256 * 1024 * 1024


class Workbook:
    """
    A workbook, opened. Iterating gives (row number, cells) and `Fault`, as `reading.Table` does.

    :raises NotATable: when it is opened.
    """

    delimiter, line_end, has_mark = ",", "\r\n", False

    def __init__(self, file: IO[bytes], *, label: str = "") -> None:
        self.label = label
        self._file = file
        try:
            with archives.opened(file, most_files=MOST_FILES, most_bytes=MOST_BYTES) as archive:
                _check(archive)
        except archives.BadArchive as error:
            raise NotATable(_("This Excel file cannot be read. %(reason)s") % {"reason": error.message}) from error
        # Opening takes long where many texts are shared, so the first pass goes on behind the header.
        self._begun: Iterator[tuple[int, list[str]]] | None = self._rows()
        first = next(self._begun, None)
        self.header = headers.names(first[1] if first else ())
        while self.header and not self.header[-1]:
            self.header.pop()
        headers.check(self.header)

    def position(self) -> int:
        return self._file.tell()

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Fault]:
        rows, self._begun = self._begun, None
        if rows is None:
            rows = self._rows()
            next(rows)
        for number, cells in rows:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                text = _("A cell is longer than %(most)s characters.") % {"most": f"{LONGEST_CELL:,}"}
                yield Fault(self.label, number, "", "", text)
            elif any(cell.strip() for cell in cells):
                yield headers.fitted(self.label, number, cells, self.header)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        self._file.seek(0)
        book: Any = None
        try:
            library = importlib.import_module("openpyxl")  # here and not above: 10 MB that most processes never need
            book = library.load_workbook(self._file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # What the file says of its size is often wrong.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                yield number, [text_of(value) for value in row]
        except GeneratorExit:
            raise
        except Exception as error:
            # openpyxl fails in many ways on a file that somebody made up: KeyError, ValueError, ParseError …
            raise NotATable(_("This Excel file cannot be read. Save it again, or as CSV.")) from error
        finally:
            if book is not None:
                with suppress(Exception):
                    book.close()


def _check(archive: ZipFile) -> None:
    """Every part of the workbook, whatever it is called, looked through beforehand in a few kilobytes of memory."""
    for info in archive.infolist():
        try:
            with archive.open(info) as part:
                sheets.check(part)
        except expat.ExpatError:
            continue  # no XML: a picture, say. Nothing could build it up in memory, and a sheet of it is refused later.
        except sheets.TooMuch as error:
            raise NotATable(str(error)) from error
        except Exception as error:
            # A made-up archive fails in many ways too: BadZipFile, zlib.error, RuntimeError, NotImplementedError …
            raise NotATable(_("This Excel file cannot be read. Save it again, or as CSV.")) from error


def text_of(value: object) -> str:
    """A cell as a person would type it: whole numbers without a point, days without midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    return str(value)


def is_one(beginning: bytes | Sequence[int]) -> bool:
    """Whether a file that begins like this may be a workbook."""
    return bytes(beginning[:4]) == ZIP

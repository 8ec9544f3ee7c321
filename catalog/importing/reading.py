"""A table file as rows of text: whatever its encoding, its divider and its line ends, gzip or not."""

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from catalog.importing import columns
from shop.core import errors

DIVIDERS = ",;\t|"
_SAMPLE = 64 * 1024
# Ten times the longest text that a product takes: longer means a quote that never closes.
_LONGEST_CELL = 200_000
_GZIP = b"\x1f\x8b"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class NotATable(errors.DomainError):
    """The file is empty, has no header, or is no text."""

    status = 422


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Why a row, or a cell of it, cannot be taken.

    :ivar file: the name of the file, where there are two; else empty.
    :ivar line: the physical line of the file in which the row starts, the header being line 1.
    :ivar column: the file's own name of the column; empty where the whole row is meant.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = _("Line %(line)d") % {"line": self.line}
        where = ", ".join(part for part in (self.file, place, self.column) if part)
        shown = f" ‘{self.value[:60]}’:" if self.value and self.value[:60] not in self.reason else ""
        return f"{where}:{shown} {self.reason}"


class Table:
    """
    A file, opened. Iterating gives (line, cells) for rows and `Fault` for what is none.

    :raises NotATable: when it is opened.
    """

    def __init__(self, file: IO[bytes], *, label: str = "") -> None:
        self.label = label
        self._raw = file
        file.seek(0)
        is_packed = file.read(2) == _GZIP
        file.seek(0)
        self._bytes: IO[bytes] = gzip.open(file) if is_packed else file  # type: ignore[assignment]  # noqa: SIM115
        try:
            self.encoding, self._errors = _encoding(self._bytes)
            self._bytes.seek(0)
            self.delimiter, self.header, self._skipped = self._head()
        except (OSError, EOFError, csv.Error) as error:
            raise NotATable(_("This file cannot be read. Save it as CSV, encoded in UTF-8.")) from error
        if len([name for name in self.header if name.strip()]) < 2:
            raise NotATable(_("The first line must name the columns, such as sku, title, price."))

    def position(self) -> int:
        """Bytes of the file that are read, for a progress bar."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Fault]:
        self._bytes.seek(0)
        text = self._text()
        for _line in range(self._skipped):
            text.readline()
        reader = csv.reader(text, delimiter=self.delimiter)
        next(reader)
        while True:
            line = reader.line_num + 1 + self._skipped
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Fault(self.label, line, "", "", _("A quote opens in this line and does not close."))
                continue
            except (OSError, EOFError):
                yield Fault(self.label, line, "", "", _("The file is damaged from here on."))
                return
            if any(cell.strip() for cell in cells):
                yield self._checked(line, cells)

    def _checked(self, line: int, cells: list[str]) -> tuple[int, list[str]] | Fault:
        width = len(self.header)
        if any(cell.strip() for cell in cells[width:]):
            text = _("There are %(cells)d cells for %(columns)d columns.")
            return Fault(self.label, line, "", "", text % {"cells": len(cells), "columns": width})
        return line, [*cells[:width], *[""] * (width - len(cells))]

    def _text(self) -> io.TextIOWrapper:
        csv.field_size_limit(_LONGEST_CELL)
        # Detached on purpose: closing the text would close the file of the caller.
        return _Text(self._bytes, encoding=self.encoding, errors=self._errors, newline="")

    def _head(self) -> tuple[str, list[str], int]:
        first = self._text().readline(_SAMPLE)
        if not first.strip():
            raise NotATable(_("The file is empty."))
        # Excel writes its divider into a line of its own.
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            divider = first[4]
            self._bytes.seek(0)
            text = self._text()
            text.readline()
            return divider, _names(next(csv.reader(text, delimiter=divider), [])), 1
        found = []
        for divider in DIVIDERS:
            self._bytes.seek(0)
            header = _names(next(csv.reader(self._text(), delimiter=divider)))
            known = len(columns.guess(header).used)
            found.append((known, len(header), -DIVIDERS.index(divider), header))
        _known, _width, order, header = max(found)
        return DIVIDERS[-order], header, 0


class _Text(io.TextIOWrapper):
    def __del__(self) -> None:
        try:
            self.detach()
        except ValueError:
            return


def _names(header: list[str]) -> list[str]:
    return [name.strip().lstrip("\ufeff") for name in header]


def _encoding(file: IO[bytes]) -> tuple[str, str]:
    """What the file is written in, and how to treat bytes that do not fit. Reads it once."""
    sample = file.read(_SAMPLE)
    if not sample:
        raise NotATable(_("The file is empty."))
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name, "replace"
    if len(sample) > 3 and sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le", "replace"
    if len(sample) > 3 and sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be", "replace"
    # Mostly good UTF-8 with a few broken bytes stays UTF-8, and its broken rows are named.
    good, broken = _non_ascii(file, sample)
    return ("utf-8", "replace") if broken == 0 or good > broken else ("cp1252", "replace")


def _non_ascii(file: IO[bytes], sample: bytes) -> tuple[int, int]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = broken = 0
    chunk = sample
    while chunk:
        text = decoder.decode(chunk)
        if not text.isascii():
            wrong = text.count("\ufffd")
            broken += wrong
            good += sum(character > "\x7f" for character in text) - wrong
        chunk = file.read(1024 * 1024)
    return good, broken

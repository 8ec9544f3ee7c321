"""A CSV file as rows of text: whatever its encoding, its divider and its line ends, gzip or not."""

import csv
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from catalog.importing import columns, encodings, headers, streams
from catalog.importing.faults import Fault, NotATable

DIVIDERS = ",;\t|"
# Ten times the longest text that a product takes: longer means a quote that never closes.
LONGEST_CELL = 200_000


class Table:
    """
    A file, opened. Iterating gives (line, cells) for rows and `Fault` for what is none.

    :raises NotATable: when it is opened.
    """

    def __init__(self, file: IO[bytes], *, label: str = "") -> None:
        self.label = label
        self._raw = file
        self._bytes = streams.unpacked(file)
        try:
            self.encoding = encodings.of(self._bytes)
            self.delimiter, self.header, self._skipped = self._head()
        except (OSError, EOFError, csv.Error) as error:
            raise NotATable(_("This file cannot be read. Save it as CSV, encoded in UTF-8.")) from error
        headers.check(self.header)
        self.has_mark = self.encoding == "utf-8-sig"

    def position(self) -> int:
        """Bytes of the file that are read, for a progress bar."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Fault]:
        text = self._text()
        for _line in range(self._skipped):
            text.readline()
        lines = _Lines(text.lines())
        reader = csv.reader(lines, delimiter=self.delimiter)
        next(reader)
        while True:
            line = reader.line_num + 1 + self._skipped
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Fault(self.label, line, "", "", _too_long())
                continue
            except (OSError, EOFError):
                yield Fault(self.label, line, "", "", _("The file is damaged from here on."))
                return
            if lines.are_over:
                yield Fault(self.label, line, "", "", _("A quote opens in this line and does not close."))
                return
            if any(cell.strip() for cell in cells):
                yield headers.fitted(self.label, line, cells, self.header)

    def _text(self) -> streams.Text:
        csv.field_size_limit(LONGEST_CELL)
        self._bytes.seek(0)
        return streams.Text(self._bytes, self.encoding)

    def _head(self) -> tuple[str, list[str], int]:
        text = self._text()
        first = text.readline(encodings.SAMPLE)
        self.line_end = "\n" if first.endswith("\n") and not first.endswith("\r\n") else "\r\n"
        if not first.strip():
            raise NotATable(_("The file is empty."))
        # Excel writes its divider into a line of its own.
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            divider = first[4]
            return divider, headers.names(next(csv.reader(text.lines(), delimiter=divider), [])), 1
        found = []
        for divider in DIVIDERS:
            header = headers.names(next(csv.reader(self._text().lines(), delimiter=divider), []))
            known = len(columns.guess(header).used) if len(header) <= headers.MOST_COLUMNS else 0
            found.append((known, len(header), -DIVIDERS.index(divider), header))
        _known, _width, order, header = max(found)
        return DIVIDERS[-order], header, 0


class _Lines:
    """
    The lines of a file, for a CSV reader.

    :ivar are_over: whether the reader asked for one more than there are while it was within a row: then a quote opened
        and did not close, and all that follows it has become a single cell.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.are_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            return line
        self.are_over = True
        raise StopIteration


def _too_long() -> str:
    text = _("A quote opens in this line and does not close, or a cell is longer than %(most)s characters.")
    return text % {"most": f"{LONGEST_CELL:,}"}

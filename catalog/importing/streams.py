"""Files as text whose size is bounded, however small they arrive: gzip bombs and endless lines end here."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from catalog.importing.faults import NotATable

GZIP = b"\x1f\x8b"
LARGEST_BYTES = 512 * 1024 * 1024
LONGEST_LINE = 4_000_000


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """The bytes of a file, gzip or not, at most `LARGEST_BYTES` of them."""
    file.seek(0)
    is_packed = file.read(2) == GZIP
    file.seek(0)
    return Bounded(gzip.open(file)) if is_packed else file  # type: ignore[return-value,arg-type]  # a file all the same


class Bounded(io.BufferedIOBase):
    """
    A file that stops at `LARGEST_BYTES`.

    :raises NotATable: when it is read further.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1) -> bytes:
        try:
            content = self._file.read(min(size, LARGEST_BYTES) if size and size > 0 else LARGEST_BYTES)
        except zlib.error as error:
            raise OSError(str(error)) from error
        if self._file.tell() > LARGEST_BYTES:
            text = _("The file unpacks to more than %(limit)d MB. Split it into several.")
            raise NotATable(text % {"limit": LARGEST_BYTES // 1024 // 1024})
        return content

    def read1(self, size: int = -1) -> bytes:
        return self.read(size if size > 0 else 64 * 1024)


class Text(io.TextIOWrapper):
    """The text of a file that stays open when this goes; its lines are bounded."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        super().__init__(file, encoding=encoding, errors="replace", newline="")

    def lines(self) -> Iterator[str]:
        """
        Line by line, each with its end.

        :raises NotATable: for a line that is longer than any table has.
        """
        while line := self.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                text = _("A line of the file is longer than %(most)s characters. This is no table.")
                raise NotATable(text % {"most": f"{LONGEST_LINE:,}"})
            yield line

    def __del__(self) -> None:
        try:
            self.detach()
        except ValueError:
            return

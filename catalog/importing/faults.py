"""What is wrong with a file, or with a row of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shop.core import errors


class NotATable(errors.DomainError):
    """The file is empty, has no header, is no table, or is larger than we read."""

    status = 422


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Why a row, or a cell of it, cannot be taken.

    :ivar file: the name of the file, where there are two; else empty.
    :ivar line: the physical line of the file in which the row starts (of a workbook: its row), the header being line 1.
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

"""A catalogue file, opened as what it is: a workbook, or text."""

from collections.abc import Iterator
from typing import IO, Protocol

from catalog.importing import workbooks
from catalog.importing.faults import Fault
from catalog.importing.reading import Table
from catalog.importing.workbooks import Workbook


class Source(Protocol):
    """Rows under a header. `label` names the file in messages, where there are two."""

    label: str
    header: list[str]
    delimiter: str
    line_end: str
    has_mark: bool

    def position(self) -> int: ...

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Fault]: ...


def opened(file: IO[bytes], *, label: str = "") -> Source:
    """:raises NotATable: for a file without a header, or one that cannot be read."""
    file.seek(0)
    is_workbook = workbooks.is_one(file.read(4))
    file.seek(0)
    return Workbook(file, label=label) if is_workbook else Table(file, label=label)

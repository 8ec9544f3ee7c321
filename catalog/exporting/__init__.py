"""
A shop's products as the product CSV: what an import takes back without changing anything.

One row per variant, the title in all of them. What else belongs to the product stands in its first row, or in every
one where the shop's last import had it so. Cells that a spreadsheet would run as formulas begin with an apostrophe.
"""

import csv
from collections.abc import Iterator

from accounts.models import Seller
from catalog.exporting import rows
from catalog.importing import shapes
from catalog.importing.shapes import Shape
from shop.core import spreadsheets

__all__ = ["Shape", "lines"]


class _Line:
    """A file of one line: csv writes into it, and we take it out."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(seller: Seller, *, shape: Shape | None = None, delimiter: str = "") -> Iterator[str]:
    """
    The lines of the file, the header first.

    :param shape: how it shall look; otherwise it has all our columns.
    :param delimiter: another than that of the shape.
    """
    shape = shape or shapes.usual(seller)
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter or shape.delimiter, lineterminator=shape.line_end)
    writer.writerow(shape.columns)
    yield line.text
    for row in rows.of(seller, repeated=shape.repeated):
        writer.writerow([spreadsheets.escaped(row.get(name, "")) for name in shape.columns])
        yield line.text

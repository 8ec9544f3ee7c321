"""The same file as an Excel workbook: one sheet, written row by row, so that memory stays flat."""

import importlib
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from accounts.models import Seller
from catalog.exporting import rows
from catalog.importing import shapes
from catalog.importing.shapes import Shape
from shop.core import errors, spreadsheets

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More does not fit into a cell, and would be cut off without a word.
LONGEST_CELL = 32_767
AMOUNTS = frozenset({"price", "compare_at_price"})
NUMBERS = AMOUNTS | {"stock", "weight_g"}


class TooLong(errors.DomainError):
    """A product says more than a workbook can hold."""

    status = 422


def write(seller: Seller, target: IO[bytes], *, shape: Shape | None = None) -> None:
    """
    Write the workbook.

    :raises TooLong: for a cell that would lose its end.
    """
    shape = shape or shapes.usual(seller)
    library = importlib.import_module("openpyxl")  # here and not above: 10 MB that most processes never need
    book = library.Workbook(write_only=True)
    sheet = book.create_sheet("Products")
    sheet.append(shape.columns)
    try:
        for row in rows.of(seller, repeated=shape.repeated):
            sheet.append([_cell(library, sheet, name, row.get(name, ""), row["title"]) for name in shape.columns])
    finally:
        # The rows wait in a temporary file, which goes with saving only.
        book.save(target)


def _cell(library: Any, sheet: Any, name: str, text: str, title: str) -> Any:
    """Numbers to reckon with, everything else as text, never as a formula."""
    if name in NUMBERS:
        cell = library.cell.WriteOnlyCell(sheet, Decimal(text) if text else None)
        cell.number_format = "0.00" if name in AMOUNTS else "0"
        return cell
    text = spreadsheets.escaped(text)
    if len(text) > LONGEST_CELL:
        message = _(
            "‘%(title)s’ has more than %(most)s characters in %(column)s, which no workbook holds. Take the CSV."
        )
        raise TooLong(message % {"title": title[:60], "most": f"{LONGEST_CELL:,}", "column": name})
    return text

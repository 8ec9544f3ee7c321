"""The first line of a table, and rows that have to fit under it."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from catalog.importing.faults import Fault, NotATable

MOST_COLUMNS = 250


def names(cells: Iterable[str]) -> list[str]:
    """The names of columns as they are meant."""
    return [" ".join(cell.lstrip("\ufeff").replace("\0", "").split())[:200] for cell in cells]


def check(header: Sequence[str]) -> None:
    """:raises NotATable: for a first line that names no columns, or too many, or is no text at all."""
    if any(c == "\ufffd" or unicodedata.category(c) == "Cc" for name in header for c in name):
        raise NotATable(_("The first line holds characters that cannot be read. Save the file as CSV or XLSX."))
    if len([name for name in header if name]) < 2:
        raise NotATable(_("The first line must name the columns, such as sku, title, price."))
    if len(header) > MOST_COLUMNS:
        text = _("The file has %(columns)s columns; at most %(most)d can be read.")
        raise NotATable(text % {"columns": f"{len(header):,}", "most": MOST_COLUMNS})


def fitted(label: str, line: int, cells: Sequence[str], header: Sequence[str]) -> tuple[int, list[str]] | Fault:
    """A row with a cell for every column, or why there is none."""
    width = len(header)
    if any(cell.strip() for cell in cells[width:]):
        text = _("There are %(cells)d cells for %(columns)d columns.")
        return Fault(label, line, "", "", text % {"cells": len(cells), "columns": width})
    return line, [*cells[:width], *[""] * (width - len(cells))]

"""The rows that were not taken, as a file: every cell as it stood, and why. Mended, it is imported like any other."""

import csv
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _

from catalog.importing import tables
from catalog.importing.faults import Fault
from catalog.importing.runs import files
from catalog.models import Import
from shop.core import spreadsheets

REASON = "reason"


class _Line:
    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(run: Import, name: str = "products") -> Iterator[str]:
    """
    The lines of a CSV with the header of the file, a column more, and its rejected rows only.

    :param name: "products" or "variants".
    """
    reasons = _reasons(run, "variants" if name == "variants" else "")
    line = _Line()
    with files.opened(run, name) as file:
        if file is None:
            return
        table = tables.opened(file)
        writer = csv.writer(line, delimiter=table.delimiter)
        writer.writerow([*(spreadsheets.escaped(spreadsheets.unescaped(name)) for name in table.header), REASON])
        yield line.text
        for found in table:
            number, row = (found.line, [""] * len(table.header)) if isinstance(found, Fault) else found
            if number in reasons:
                safe = (spreadsheets.escaped(spreadsheets.unescaped(cell)) for cell in row)
                writer.writerow(list(chain(safe, [spreadsheets.escaped(reasons[number])])))
                yield line.text


def _reasons(run: Import, file: str) -> dict[int, str]:
    """Line → why, of all its faults."""
    text = _("Line %(line)d: %(reason)s")
    found: dict[int, str] = {}
    rows = run.faults.filter(is_note=False, file=file).order_by("line", "pk")
    for line, column, reason in rows.values_list("line", "column", "reason").iterator(chunk_size=2000):
        said = f"{column}: {reason}" if column else reason
        found[line] = f"{found[line]} {said}" if line in found else text % {"line": line, "reason": said}
    return found

"""
Orders, sales and ledgers as CSV, streamed row by row: memory stays flat, however long the file.

Cells that a spreadsheet would run as formulas begin with an apostrophe. Amounts are plain numbers with a point, times
are ISO 8601 with their zone.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from orders.models import LedgerEntry, OrderLine
from shop.core import spreadsheets

BATCH = 500
_LINES = (
    "order", "placed_at", "shop", "sku", "title", "options", "quantity", "unit_price", "discount", "tax_percent",
    "tax", "line_total", "currency", "status", "delivered_at", "refunded_quantity",
)  # fmt: skip
_SALES = (*_LINES, "parcel", "delivery_price", "commission_rate", "parcel_commission", "parcel_total")
_LEDGER = ("at", "kind", "amount", "currency", "order", "note", "source")


class _Line:
    """A file of one line: csv writes into it, and we take it out."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def _written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    # Spreadsheets take a file without this mark for their own code page.
    writer.writerow(header)
    yield "\ufeff" + line.text
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield line.text


def _cell(value: object) -> str:
    """Numbers as they are; a text never as a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return spreadsheets.escaped(value.replace("\0", ""))
    isoformat: Callable[[], str] | None = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)


def purchases(lines: QuerySet[OrderLine]) -> Iterator[str]:
    """A buyer's order lines, or everybody's for the office: without names and addresses."""
    return _written(_LINES, map(_purchase, _streamed(lines)))


def sales(lines: QuerySet[OrderLine]) -> Iterator[str]:
    """A shop's sold lines with what its parcels cost and brought."""
    return _written(_SALES, map(_sale, _streamed(lines)))


def ledger(entries: QuerySet[LedgerEntry]) -> Iterator[str]:
    """The entries of a statement in the given order."""
    return _written(_LEDGER, map(_entry, entries.iterator(chunk_size=BATCH)))


def _streamed(lines: QuerySet[OrderLine]) -> Iterator[OrderLine]:
    rows = lines.select_related("order", "parcel", "seller").defer("order__explanation", "order__email", "order__line1")
    return rows.order_by("pk").iterator(chunk_size=BATCH)


def _purchase(line: OrderLine) -> list[Any]:
    return [
        line.order.number, line.order.placed_at, line.seller.name, line.sku, line.title, line.options_text,
        line.quantity, line.unit_price, line.discount, line.tax_percent, line.tax, line.line_total,
        line.order.currency, str(line.parcel.get_status_display()), line.parcel.delivered_at, line.refunded_quantity,
    ]  # fmt: skip


def _sale(line: OrderLine) -> list[Any]:
    parcel = line.parcel
    return [
        *_purchase(line), parcel.pk, parcel.delivery_price, parcel.commission_rate, parcel.commission, parcel.total,
    ]  # fmt: skip


def _entry(entry: LedgerEntry) -> list[Any]:
    number = entry.parcel.order.number if entry.parcel else ""
    return [entry.at, str(entry.get_kind_display()), entry.amount, entry.currency, number, entry.note, entry.source]

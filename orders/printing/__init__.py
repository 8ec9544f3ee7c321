"""
Documents on paper as PDF: one A4 page for a dozen lines, our own font inside.

The sheets are imported with the first document: their library takes 8 MB that a process without a printer never needs.
"""

import importlib
from collections.abc import Sequence
from typing import Any

from orders.models import Invoice
from orders.queries.seller import ParcelPage


def invoices(found: Sequence[Invoice], *, title: str) -> bytes:
    """Several documents in one file, each on a page of its own."""
    return bytes(_sheet("invoice").invoices(found, title=title))


def slip(page: ParcelPage) -> bytes:
    """What lies in a parcel: its pieces, no prices."""
    return bytes(_sheet("packing_slip").slip(page))


def _sheet(name: str) -> Any:
    """No sheet may be called like a function above: Python puts an imported module into its package by its name."""
    return importlib.import_module(f"{__name__}.{name}")

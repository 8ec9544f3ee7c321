"""
The ledger of stock: every change is written once, under its kind and source, before the stock itself moves.

Two callers with the same source meet at the unique constraint: the second waits for the first and then knows that
there is nothing left to do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from catalog.models import Stock, StockMovement


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one variant. Deltas are pieces and may be negative."""

    variant_id: int
    source: str
    on_hand_delta: int = 0
    reserved_delta: int = 0


_INSERT = """
    INSERT INTO catalog_stockmovement (variant_id, kind, source, on_hand_delta, reserved_delta, at, by_id, note)
    SELECT entry.variant_id, %(kind)s, entry.source, entry.on_hand_delta, entry.reserved_delta, %(at)s, %(by)s, %(note)s
    FROM unnest(%(variants)s::bigint[], %(sources)s::text[], %(on_hand)s::int[], %(reserved)s::int[])
        WITH ORDINALITY AS entry (variant_id, source, on_hand_delta, reserved_delta, position)
    ORDER BY entry.position
    ON CONFLICT (kind, source, variant_id) DO NOTHING
    RETURNING variant_id, source
"""


def write(entries: Iterable[Entry], *, kind: str, by: User | None, at: datetime, note: str = "") -> list[Entry]:
    """
    Write the entries that are not in the ledger yet, in variant order, and answer those that were written.

    Two entries of one variant and source in the same call are one.
    """
    rows = sorted({(e.variant_id, e.source): e for e in entries}.values(), key=lambda e: (e.variant_id, e.source))
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "kind": kind,
                "at": at,
                "by": by.pk if by else None,
                "note": note,
                "variants": [row.variant_id for row in rows],
                "sources": [row.source for row in rows],
                "on_hand": [row.on_hand_delta for row in rows],
                "reserved": [row.reserved_delta for row in rows],
            },
        )
        written = set(cursor.fetchall())
    return [row for row in rows if (row.variant_id, row.source) in written]


def per_variant(entries: Sequence[Entry]) -> list[Entry]:
    """The sum of the entries of each variant, in variant order."""
    sums: dict[int, tuple[int, int]] = {}
    for entry in entries:
        on_hand, reserved = sums.get(entry.variant_id, (0, 0))
        sums[entry.variant_id] = (on_hand + entry.on_hand_delta, reserved + entry.reserved_delta)
    return [Entry(variant_id, "", *sums[variant_id]) for variant_id in sorted(sums)]


def breaches() -> list[str]:
    """For `manage.py reconcile`: variants whose stock is not the sum of their ledger."""
    sums = StockMovement.objects.values("variant_id").annotate(
        on_hand=Coalesce(Sum("on_hand_delta"), 0), reserved=Coalesce(Sum("reserved_delta"), 0)
    )
    ledger = {row["variant_id"]: (row["on_hand"], row["reserved"]) for row in sums.iterator()}
    stock = Stock.objects.order_by("pk").values_list("pk", "on_hand", "reserved").iterator()
    wrong = ((pk, (on_hand, reserved), ledger.get(pk, (0, 0))) for pk, on_hand, reserved in stock)
    return [f"variant {pk}: stock {is_}, ledger {should}" for pk, is_, should in wrong if is_ != should]

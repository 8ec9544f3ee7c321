"""Many orders out of few: every row of the orders that there are is copied in bulk, to measure lists at full size."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, models

from orders.models import (
    LedgerEntry,
    Order,
    OrderEvent,
    OrderLine,
    Parcel,
    ParcelEvent,
    Payment,
    PaymentEvent,
    Refund,
)

# What must differ from copy to copy, as SQL; {g} is the number of the copy.
_OWN: dict[type[models.Model], dict[str, str]] = {
    Order: {
        "checkout_id": "gen_random_uuid()",
        "number": "lpad(mod(t.id * 7919 + g * 104729, 10000)::text, 4, '0') || '-' || "
        "lpad((g * 1000 + t.id)::text, 8, '0')",
        # One order in four is that of somebody who bought once.
        "email_index": "CASE WHEN mod(g, 4) = 0 THEN encode(sha256((t.id || ':' || g)::text::bytea), 'hex') "
        "ELSE email_index END",
        "placed_at": "placed_at - g * interval '1 hour'",
    },
    # Most orders of a shop that has been open for long have arrived.
    Parcel: {
        "status": "CASE WHEN mod(g, 20) = 0 OR status = 'cancelled' THEN status ELSE 'delivered' END",
        "delivered_at": "delivered_at - g * interval '1 hour'",
    },
    Payment: {"idempotency_key": "gen_random_uuid()", "provider_reference": "provider_reference || ':' || g"},
    Refund: {"idempotency_key": "gen_random_uuid()", "source": "source || ':' || g"},
    LedgerEntry: {"source": "source || ':' || g"},
}
_TABLES: tuple[type[models.Model], ...] = (
    Order, Parcel, OrderLine, Payment, OrderEvent, ParcelEvent, PaymentEvent, Refund, LedgerEntry,
)  # fmt: skip


def multiply(wanted: int) -> Iterator[str]:
    """
    Copy until there are about so many orders; answers the name of each table that is done.

    :raises ValueError: where there is no order to copy.
    """
    known = Order.objects.count()
    if not known:
        raise ValueError
    copies = max(0, -(-(wanted - known) // known))
    steps = {model: _highest(model) + 1 for model in _TABLES}
    with connection.cursor() as cursor:
        for model in _TABLES:
            cursor.execute(_copying(model, steps), [copies])
            cursor.execute(f"ANALYZE {model._meta.db_table}")
            yield str(model._meta.verbose_name_plural)


def _highest(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0)


def _copying(model: type[models.Model], steps: Mapping[Any, int]) -> str:
    own, sources = _OWN.get(model, {}), {}
    for field in model._meta.concrete_fields:
        step = steps.get(model if field.primary_key else field.related_model)
        copied = f"t.{field.column} + g * {step}" if step else f"t.{field.column}"
        sources[str(field.column)] = own.get(str(field.column), copied)
    into, out = ", ".join(sources), ", ".join(sources.values())
    # The names are those of our own models, and no value of anybody's is among them.
    return (
        f"INSERT INTO {model._meta.db_table} ({into}) "  # noqa: S608
        f"SELECT {out} FROM {model._meta.db_table} t, generate_series(1, %s) g"
    )

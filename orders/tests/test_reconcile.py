"""`manage.py reconcile`: says nothing where all agrees, and names the row where something does not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from catalog.models import Product, Stock, StockMovement
from orders import delivery, fulfilment, handover
from orders.models import Order, Parcel, Payment
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import registry


def _run(**options) -> str:
    out = StringIO()
    call_command("reconcile", stdout=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def journeys(alice, bruno, dora):
    """Parcels that went all the ways there are, by the real operations."""
    now = timezone.now()

    def parcel(**given) -> Parcel:
        return ParcelFactory(order=OrderFactory(buyer=alice), seller=bruno.seller, **given)

    delivered = parcel(status=P.PACKED)
    delivery.claim(parcel=delivered, by=dora, now=now)
    delivery.pick_up(parcel=delivered, by=dora, now=now)
    delivery.start(parcel=delivered, by=dora, now=now)
    delivery.deliver(parcel=delivered, code=handover.code(delivered), by=dora, now=now)
    fulfilment.cancel_parcel(parcel=parcel(), by=alice, reason="", now=now)
    shipped = parcel(status=P.PACKED, delivery_method="carrier")
    fulfilment.ship_by_carrier(parcel=shipped, carrier="DHL", tracking_number="", by=bruno, now=now)
    waiting = parcel()
    fulfilment.pack(parcel=waiting, by=bruno, now=now)
    Product.objects.update(price_from="24.00")
    return {"delivered": delivered, "shipped": shipped, "waiting": waiting}


def test_finds_nothing_after_real_journeys(journeys):
    text = _run()

    assert f"All {len(registry.invariants)} checks agree." in text
    assert "WRONG" not in text


def test_every_check_finds_its_breach(journeys):
    waiting, delivered = journeys["waiting"], journeys["delivered"]
    variant = waiting.lines.get().variant
    tamper = {
        "stock = Σ movements": lambda: StockMovement.objects.filter(variant=variant).update(on_hand_delta=9),
        "in stock = stock": lambda: Product.objects.filter(pk=variant.product_id).update(in_stock=False),
        "price from = cheapest variant": lambda: Product.objects.filter(pk=variant.product_id).update(price_from=1),
        "sale price = best discount": lambda: Product.objects.filter(pk=variant.product_id).update(sale_price=1),
        "rating = reviews": lambda: Product.objects.filter(pk=variant.product_id).update(rating_count=3),
        "reserved stock = open lines": lambda: Stock.objects.filter(variant=variant).update(reserved=1),
        "order = Σ parcels": lambda: Order.objects.filter(pk=waiting.order_id).update(tax_total=1),
        "parcel = Σ lines + delivery": lambda: Parcel.objects.filter(pk=waiting.pk).update(items_total=1),
        "state = last event": lambda: Parcel.objects.filter(pk=waiting.pk).update(**{"status": P.SHIPPED}),
        "refunds add up": lambda: Payment.objects.filter(parcel=delivered).update(refunded=1),
        "payments agree with their state": lambda: Payment.objects.filter(parcel=delivered).update(captured=2),
        "what was handed over is paid": lambda: Payment.objects.filter(parcel=delivered).update(parcel=None),
        "units sold = lines that left": lambda: Product.objects.filter(pk=variant.product_id).update(units_sold=5),
    }

    for name, break_it in tamper.items():
        assert registry.invariants[name]() == [], name
        with transaction.atomic():
            break_it()
            assert len(registry.invariants[name]()) >= 1, name
            transaction.set_rollback(True)


def test_fails_with_the_row_and_the_number_of_checks(journeys):
    Product.objects.filter(pk=journeys["waiting"].lines.get().product_id).update(units_sold=7)

    with pytest.raises(CommandError, match="1 of 1 checks found something"):
        _run(only="units sold")


def test_refuses_a_check_that_does_not_exist(db):
    with pytest.raises(CommandError, match="No check is called"):
        _run(only="unicorns")

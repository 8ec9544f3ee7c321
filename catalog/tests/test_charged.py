"""The lowest price of the 30 days before a reduction, and where it is announced."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from catalog import pricing
from catalog.models import Discount, DiscountKind, PriceChange, SearchDocument
from catalog.pricing import charged
from catalog.tests.factories import DiscountFactory, ProductFactory

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def off(percent: str, since: float, until: float | None = None, removed: float | None = None) -> Discount:
    return Discount(
        kind=DiscountKind.PERCENT, value=Decimal(percent), starts_at=ago(since),
        ends_at=None if until is None else ago(until), removed_at=None if removed is None else ago(removed),
    )  # fmt: skip


def prices(*pairs: tuple[float, str]) -> list[tuple[datetime, Decimal]]:
    return [(ago(days), Decimal(price)) for days, price in pairs]


FOREVER = Decimal("20.00")


@pytest.mark.parametrize(
    ("_case", "changes", "discounts", "offered", "expected"),
    [
        ("nothing changed", [], [off("10", 2)], None, "20.00"),
        ("no reduction, nothing to compare", [], [], None, None),
        ("one that is over is none", [], [off("10", 9, until=5)], None, None),
        ("raised just before", prices((3, "30.00")), [off("30", 2)], None, "20.00"),
        ("raised long before", prices((40, "30.00")), [off("30", 2)], None, "30.00"),
        ("an earlier sale within 30 days counts", [], [off("50", 20, until=15), off("10", 2)], None, "10.00"),
        ("one that was removed counts, too", [], [off("50", 20, removed=15), off("10", 2)], None, "10.00"),
        ("an earlier sale before that does not", [], [off("50", 50, until=40), off("10", 2)], None, "20.00"),
        ("steps without a break are one reduction", [], [off("10", 9, until=4), off("20", 4)], None, "20.00"),
        ("with a break they are two", [], [off("10", 9, until=5), off("20", 4)], None, "18.00"),
        ("a long sale looks back from its start", prices((90, "25.00")), [off("10", 50)], None, "25.00"),
        ("raised during the sale changes nothing", prices((1, "40.00")), [off("10", 9)], None, "20.00"),
        ("what was written before it went live does not count", prices((5, "30.00")), [off("10", 2)], ago(4), "30.00"),
        ("never charged before", [], [off("10", 2)], ago(2), None),
    ],
)
def test_the_lowest_price_before(_case, changes, discounts, offered, expected):
    history = charged.History(changes=changes, first=FOREVER, discounts=discounts, offered_at=offered)

    assert charged.lowest(history, NOW) == (Decimal(expected) if expected else None)


@pytest.fixture
def product(db: None) -> Any:
    product = ProductFactory(price="30.00", published_at=ago(200))
    variant = product.variants.get()
    PriceChange.objects.create(variant=variant, old_price=Decimal("20.00"), new_price=Decimal("30.00"), at=ago(3))
    return product


def test_a_reduction_is_measured_by_what_was_charged_before(product):
    DiscountFactory(seller=product.seller, value="40", starts_at=ago(1))

    price = pricing.announced(product.variants.all(), now=NOW)[product.variants.get().pk]
    pricing.refresh_sale([product.pk], now=NOW)

    product.refresh_from_db()
    assert (price.unit_price, price.was, price.percent_off) == (Decimal("18.00"), Decimal("20.00"), 10)
    assert price.lowest_before == Decimal("20.00")
    assert (product.sale_price, product.was_at(NOW)) == (Decimal("18.00"), Decimal("20.00"))
    assert SearchDocument.objects.get(product=product).discount_percent == 10


def test_what_is_no_reduction_is_not_announced_as_one(product):
    DiscountFactory(seller=product.seller, value="20", starts_at=ago(1))

    price = pricing.announced(product.variants.all(), now=NOW)[product.variants.get().pk]
    pricing.refresh_sale([product.pk], now=NOW)

    product.refresh_from_db()
    assert (price.unit_price, price.was, price.percent_off) == (Decimal("24.00"), None, 0)
    assert product.was_at(NOW) is None
    assert SearchDocument.objects.get(product=product).discount_percent == 0


def test_asks_the_same_for_many(product, django_assert_num_queries):
    DiscountFactory(seller=product.seller, value="40", starts_at=ago(1))
    more = [ProductFactory(seller=product.seller).variants.get() for _ in range(5)]

    # the discounts; then price changes, and discounts that were
    with django_assert_num_queries(3):
        pricing.announced(more, now=NOW)


def test_asks_nothing_more_where_nothing_is_reduced(product, django_assert_num_queries):
    variants = list(product.variants.all())

    with django_assert_num_queries(1):
        pricing.announced(variants, now=NOW)


def test_the_lowest_price_lately_looks_back_thirty_days(product):
    variant = product.variants.get()
    for days, price in ((90, "9.00"), (60, "18.00"), (20, "21.00")):
        PriceChange.objects.create(variant=variant, new_price=Decimal(price), at=ago(days))

    assert charged.lowest_lately([variant], at=NOW) == Decimal("18.00")


def test_a_discount_lowers_the_lowest_price_lately(product):
    DiscountFactory(seller=product.seller, value="50", starts_at=ago(25), ends_at=ago(24))

    assert charged.lowest_lately(product.variants.all(), at=NOW) == Decimal("10.00")

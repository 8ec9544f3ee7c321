from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import pricing
from catalog.models import Discount, DiscountKind, SearchDocument
from catalog.tests.factories import CategoryFactory, DiscountFactory, ProductFactory, VariantFactory

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

amounts = st.decimals(min_value="0.01", max_value="99999.99", places=2)
discounts = st.builds(
    Discount,
    id=st.integers(min_value=1, max_value=99),
    kind=st.sampled_from(DiscountKind),
    value=st.decimals(min_value="0.01", max_value="99.99", places=2),
    starts_at=st.sampled_from([NOW - HOUR, NOW, NOW + HOUR]),
    ends_at=st.sampled_from([None, NOW, NOW + HOUR]),
)


def running(value="20", kind=DiscountKind.PERCENT, **changes):
    return Discount(**{"id": 1, "kind": kind, "value": Decimal(value), "starts_at": NOW, "ends_at": None, **changes})


@pytest.mark.parametrize(
    ("_case", "list_price", "discount", "unit_price", "percent"),
    [
        ("percent", "17.00", running("20"), "13.60", 20),
        ("half a cent goes up", "0.99", running("50"), "0.50", 49),
        ("amount", "17.00", running("2.50", DiscountKind.AMOUNT), "14.50", 15),
        ("amount above the price", "2.00", running("2.50", DiscountKind.AMOUNT), "0.00", 100),
        ("almost everything", "1000.00", running("99.99"), "0.10", 99),
        ("next to nothing", "1000.00", running("0.01"), "999.90", 1),
        ("too little to see", "0.01", running("20"), "0.01", 0),
    ],
)
def test_takes_off(_case, list_price, discount, unit_price, percent):
    price = pricing.best(Decimal(list_price), None, [discount], now=NOW)

    assert price.unit_price == Decimal(unit_price)
    assert price.percent_off == percent
    assert price.is_reduced == (unit_price != list_price)


@pytest.mark.parametrize(
    ("_case", "changes", "holds"),
    [
        ("from its first moment", {"starts_at": NOW}, True),
        ("not before", {"starts_at": NOW + HOUR}, False),
        ("until just before its end", {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}, True),
        ("not at its end", {"starts_at": NOW - HOUR, "ends_at": NOW}, False),
        ("not once removed", {"starts_at": NOW - HOUR, "removed_at": NOW - HOUR}, False),
    ],
)
def test_window_holds(_case, changes, holds):
    assert pricing.best(Decimal("10.00"), None, [running(**changes)], now=NOW).is_reduced is holds


@given(list_price=amounts, offers=st.lists(discounts, max_size=4))
def test_best_discount_wins_and_nothing_falls_below_zero(list_price, offers):
    price = pricing.best(list_price, None, offers, now=NOW)

    assert Decimal(0) <= price.unit_price <= list_price
    assert price.unit_price == price.unit_price.quantize(Decimal("0.01"))
    running_ones = [pricing.reduced(list_price, d) for d in offers if pricing.is_running(d, NOW)]
    assert price.unit_price == min([list_price, *running_ones])
    assert price.is_reduced == (price.unit_price < list_price) == (price.percent_off > 0)
    assert (price.compare_at == list_price) == price.is_reduced


@given(smaller=amounts, larger=amounts, offers=st.lists(discounts, max_size=3))
def test_cheaper_goods_never_cost_more(smaller, larger, offers):
    smaller, larger = sorted([smaller, larger])

    assert (
        pricing.best(smaller, None, offers, now=NOW).unit_price
        <= pricing.best(larger, None, offers, now=NOW).unit_price
    )


def test_recommended_price_is_compared_only_without_a_discount():
    recommended = Decimal("30.00")

    assert pricing.best(Decimal("24.00"), recommended, [], now=NOW).compare_at == recommended
    assert pricing.best(Decimal("24.00"), recommended, [running()], now=NOW).compare_at == Decimal("24.00")
    assert pricing.best(Decimal("34.00"), recommended, [], now=NOW).compare_at is None


@pytest.mark.django_db
def test_reaches_product_category_with_descendants_and_shop(django_assert_num_queries):
    kitchen = CategoryFactory(name="Kitchen")
    mugs = CategoryFactory(name="Mugs", parent=kitchen)
    mug = ProductFactory(category=mugs, price="20.00")
    lamp = ProductFactory(category=CategoryFactory(name="Kitchen lamps"), seller=mug.seller, price="20.00")
    foreign = ProductFactory(category=mugs, price="20.00")
    DiscountFactory(seller=mug.seller, value="5")
    DiscountFactory(seller=mug.seller, category=kitchen, value="10")
    DiscountFactory(seller=mug.seller, product=lamp, value="15")
    variants = [product.variants.get() for product in (mug, lamp, foreign)]

    with django_assert_num_queries(2):  # the discounts; the categories of the products
        found = pricing.prices(variants, now=datetime.now(UTC))

    assert [found[v.pk].unit_price for v in variants] == [Decimal("18.00"), Decimal("17.00"), Decimal("20.00")]


@pytest.mark.django_db
def test_sale_columns_follow_the_discounts():
    product = ProductFactory(price="20.00")
    VariantFactory(product=product, price=Decimal("15.00"))
    VariantFactory(product=product, price=Decimal("5.00"), is_active=False)
    DiscountFactory(seller=product.seller, starts_at=NOW - HOUR, ends_at=NOW + 9 * HOUR, value="10")
    DiscountFactory(seller=product.seller, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, value="40")

    pricing.refresh_sale([product.pk], now=NOW)

    product.refresh_from_db()
    assert (product.price_from, product.sale_price) == (Decimal("15.00"), Decimal("13.50"))
    assert (product.sale_starts_at, product.sale_ends_at) == (NOW - HOUR, NOW + HOUR)
    document = SearchDocument.objects.get(product=product)
    assert (document.price, document.discount_percent) == (Decimal("13.50"), 10)


@pytest.mark.django_db
def test_next_sale_is_kept_until_it_starts():
    product = ProductFactory(price="20.00")
    DiscountFactory(seller=product.seller, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, value="40")

    pricing.refresh_sale([product.pk], now=NOW)

    product.refresh_from_db()
    assert product.sale_price == Decimal("12.00")
    assert [product.price_at(NOW + h * HOUR) for h in range(3)] == [
        Decimal("20.00"),
        Decimal("12.00"),
        Decimal("20.00"),
    ]
    assert SearchDocument.objects.get(product=product).price == Decimal("20.00")


@pytest.mark.django_db
def test_sale_columns_are_empty_without_a_discount():
    product = ProductFactory(price="20.00", sale_price=Decimal("1.00"), sale_ends_at=NOW)
    DiscountFactory(seller=product.seller, removed_at=NOW - HOUR)

    pricing.refresh_sale([product.pk], now=NOW)

    product.refresh_from_db()
    assert (product.sale_price, product.sale_starts_at, product.sale_ends_at) == (None, None, None)


@pytest.mark.django_db
def test_names_the_products_a_discount_reaches():
    kitchen = CategoryFactory(name="Kitchen")
    mug = ProductFactory(category=CategoryFactory(name="Mugs", parent=kitchen))
    lamp = ProductFactory(seller=mug.seller)
    ProductFactory(category=kitchen)

    reach = [
        pricing.products_under(DiscountFactory(seller=mug.seller, **scope))
        for scope in ({}, {"category": kitchen}, {"product": lamp})
    ]

    assert reach == [[mug.pk, lamp.pk], [mug.pk], [lamp.pk]]

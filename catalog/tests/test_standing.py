"""Which of several discounts counts, and the sentences about it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog import desk, pricing
from catalog.models import DiscountKind
from catalog.pricing import overlap, standing
from catalog.tests.factories import CategoryFactory, DiscountFactory, ProductFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def test_says_which_counts_and_why_the_others_do_not(bruno):
    product = ProductFactory(seller=bruno.seller, price="20.00")
    shop = DiscountFactory(seller=bruno.seller, value="10")
    kitchen = DiscountFactory(seller=bruno.seller, category=product.category, value="30")
    coming = DiscountFactory(seller=bruno.seller, product=product, value="20", starts_at=NOW + DAY)
    reach = pricing.discounts_of({product.pk: bruno.seller.pk})[product.pk]

    found = {one.discount.pk: one for one in standing.standings(Decimal("20.00"), reach, now=NOW)}

    assert [pk for pk, one in found.items() if one.wins] == [kitchen.pk]
    assert found[kitchen.pk].why == "Counts now: of all it leaves the least to pay, €14.00."
    name = f"30% off {product.category.name}"
    assert found[shop.pk].why == f"Does not count now: €18.00 is more than the €14.00 of “{name}”."
    assert found[coming.pk].why == f"Will not count when it begins: €16.00 is more than the €14.00 of “{name}”."


def test_the_older_of_two_that_leave_the_same_counts(bruno):
    product = ProductFactory(seller=bruno.seller, price="20.00")
    older = DiscountFactory(seller=bruno.seller, value="10")
    younger = DiscountFactory(seller=bruno.seller, kind=DiscountKind.AMOUNT, value="2.00")
    reach = pricing.discounts_of({product.pk: bruno.seller.pk})[product.pk]

    found = {one.discount.pk: one for one in standing.standings(Decimal("20.00"), reach, now=NOW)}

    assert found[older.pk].wins
    assert found[younger.pk].why.startswith("Counts for nothing here: “10% off the whole shop” leaves the same €18.00")


def test_explains_overlaps_in_time_and_reach(bruno):
    kitchen = CategoryFactory(name="Kitchen")
    mugs = CategoryFactory(name="Mugs", parent=kitchen)
    mug = ProductFactory(seller=bruno.seller, category=mugs, title="Speckled mug")
    shop = DiscountFactory(seller=bruno.seller, value="10")
    below = DiscountFactory(seller=bruno.seller, category=kitchen, value="20")
    own = DiscountFactory(seller=bruno.seller, product=mug, kind=DiscountKind.AMOUNT, value="5.00")
    later = DiscountFactory(seller=bruno.seller, category=CategoryFactory(name="Lamps"), value="5")

    found = overlap.overlaps(desk.discounts(bruno.seller))

    assert "Overlaps with “10% off the whole shop”: this one counts, since it takes more off." in found[below.pk]
    assert "Overlaps with “20% off Kitchen”: that one counts, since it takes more off." in found[shop.pk]
    text = "Overlaps with “20% off Kitchen”: below €25.00 the €5.00 count, above it the 20%."
    assert text in found[own.pk]
    assert len(found[later.pk]) == 1


def test_what_never_meets_in_time_does_not_overlap(bruno):
    first = DiscountFactory(seller=bruno.seller, value="10", ends_at=NOW + DAY)
    second = DiscountFactory(seller=bruno.seller, value="20", starts_at=NOW + 2 * DAY)

    assert overlap.overlaps(desk.discounts(bruno.seller)) == {first.pk: [], second.pk: []}


def test_both_pages_say_it(bruno, client_of):
    product = ProductFactory(seller=bruno.seller, price="20.00")
    DiscountFactory(seller=bruno.seller, value="10")
    DiscountFactory(seller=bruno.seller, product=product, value="30")
    client = client_of(bruno)

    price = client.get(f"/product/price/{product.pk}/").content.decode()
    discounts = client.get("/seller/discounts/").content.decode()

    assert "Counts now: of all it leaves the least to pay, €14.00." in price
    assert "Does not count now: €18.00 is more than the €14.00" in price
    assert "this one counts, since it takes more off" in discounts


def test_the_list_of_discounts_asks_no_more_for_more_rows(bruno, client_of, django_assert_max_num_queries):
    client = client_of(bruno)
    for number in range(12):
        DiscountFactory(seller=bruno.seller, category=CategoryFactory(), value=str(number + 1))
        DiscountFactory(seller=bruno.seller, product=ProductFactory(seller=bruno.seller), value=str(number + 1))

    # session, user, roles, shop; discounts, categories to choose from
    with django_assert_max_num_queries(6):
        client.get("/seller/discounts/")

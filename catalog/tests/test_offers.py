"""offers: prices and discounts with their rules and history."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalog import offers
from catalog.models import Discount, DiscountKind, PriceChange
from catalog.tests.factories import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def product() -> Any:
    return ProductFactory(price="24.00")


def set_price(product: Any, price: str) -> Any:
    return offers.set_price(variant=product.variants.get(), price=Decimal(price), by=product.seller.user, now=NOW)


def discount(of: Any, value: str = "20", kind: str = DiscountKind.PERCENT, **more: Any) -> Discount:
    more = {"product": of, **more}
    return offers.add_discount(seller=of.seller, kind=kind, value=Decimal(value), by=None, now=NOW, **more)


class TestPrice:
    def test_is_set_with_its_history(self, product):
        set_price(product, "19.50")

        product.refresh_from_db()
        assert (product.price_from, product.version) == (Decimal("19.50"), 2)
        change = PriceChange.objects.get()
        assert (change.old_price, change.new_price, change.by) == (Decimal(24), Decimal("19.50"), product.seller.user)

    def test_that_is_the_same_changes_nothing(self, product):
        set_price(product, "24.00")

        assert not PriceChange.objects.exists()

    @pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity", "1.005", "10000000000"])
    def test_refuses(self, product, price):
        with pytest.raises(offers.BadOffer) as caught:
            set_price(product, price)

        assert list(caught.value.fields) == ["price"]
        assert product.variants.get().price == Decimal("24.00")


class TestDiscount:
    def test_of_a_product_lowers_what_lists_show(self, product):
        row = discount(product)

        product.refresh_from_db()
        assert product.sale_price == Decimal("19.20")
        assert (row.starts_at, row.ends_at) == (NOW, None)

    def test_of_a_category_reaches_what_is_below_it(self, product):
        other = ProductFactory(seller=product.seller)

        discount(product, product=None, category=product.category)

        product.refresh_from_db()
        other.refresh_from_db()
        assert (product.sale_price, other.sale_price) == (Decimal("19.20"), None)

    def test_of_the_shop_reaches_all_its_products_and_no_others(self, product):
        mine, foreign = ProductFactory(seller=product.seller), ProductFactory()

        discount(product, product=None)

        mine.refresh_from_db()
        foreign.refresh_from_db()
        assert (mine.sale_price, foreign.sale_price) == (Decimal("19.20"), None)

    def test_can_be_removed_and_brought_back(self, product):
        row = discount(product)

        offers.remove_discount(discount=row, by=None, now=NOW)
        offers.remove_discount(discount=row, by=None, now=NOW)
        product.refresh_from_db()
        assert product.sale_price is None

        offers.restore_discount(discount=row, by=None, now=NOW)
        product.refresh_from_db()
        assert product.sale_price == Decimal("19.20")

    def test_that_is_over_does_not_come_back(self, product):
        row = discount(product, ends_at=NOW + timedelta(days=1))
        offers.remove_discount(discount=row, by=None, now=NOW)

        with pytest.raises(offers.BadOffer):
            offers.restore_discount(discount=row, by=None, now=NOW + timedelta(days=2))

    @pytest.mark.parametrize(
        ("_case", "values", "field", "text"),
        [
            ("nothing off", {"value": "0"}, "value", "above zero"),
            ("something on", {"value": "-5"}, "value", "above zero"),
            ("all of it", {"value": "100"}, "value", "less than 100 %"),
            ("no number", {"value": "NaN"}, "value", "above zero"),
            ("too little to see", {"value": "0.01"}, "value", "The sale price must be lower than €24.00."),
            ("the whole price", {"value": "24", "kind": "amount"}, "value", "must be lower than €24.00"),
            ("more than the price", {"value": "25", "kind": "amount"}, "value", "must be lower than €24.00"),
            ("more than a price in the shop", {"value": "25", "kind": "amount", "product": None}, "value", "€24.00"),
            ("over before it starts", {"starts_at": NOW, "ends_at": NOW}, "ends_at", "later than the start"),
            ("over already", {"starts_at": NOW - timedelta(2), "ends_at": NOW - timedelta(1)}, "ends_at", "to come"),
        ],
    )
    def test_refuses(self, product, _case, values, field, text):
        with pytest.raises(offers.BadOffer, match=text) as caught:
            discount(product, **values)

        assert list(caught.value.fields) == [field]
        assert not Discount.objects.exists()

    def test_by_amount_must_leave_something_of_the_cheapest_variant(self, product):
        VariantFactory(product=product, price="8.00", options={"Size": "S"})

        with pytest.raises(offers.BadOffer, match=r"€8\.00"):
            discount(product, "10", DiscountKind.AMOUNT)

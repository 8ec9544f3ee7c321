"""How a total came about, as buyer, shop and office read it; and what `reconcile` makes of it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cart import operations as carts
from cart.models import Coupon
from cart.tests.factories import CouponFactory
from catalog.models import DeliveryRate, Variant
from orders.models import CouponRedemption, Order
from orders.queries import explained, price_invariants
from orders.tests.checkout import place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def heavy(standard_tax):
    """Two mugs of 1.6 kg each; the rate covers 2 kg."""
    variant = variant_for_sale()
    Variant.objects.update(weight_g=1600)
    DeliveryRate.objects.update(included_g=2000, per_kg=D("1.50"), free_over=None)
    return Variant.objects.select_related("product__seller").get(pk=variant.pk)


@pytest.fixture
def order(heavy, alice):
    CouponFactory(code="SPRING-10")
    cart = ready_cart((heavy, 2), user=alice)
    carts.apply_coupon(cart=cart, code="SPRING-10", by=alice, now=timezone.now())
    cart.refresh_from_db()
    return place(cart, expected="51.10").order


def test_names_every_amount(order):
    (part,) = explained.of(order)

    title = order.lines.get().title
    assert [(row.label, row.detail, row.amount) for row in part.rows] == [
        (f"2 × {title}", "€24.00 each", D("48.00")),
        ("Coupon SPRING-10", "the share of this line", D("-4.80")),
        ("19% tax, contained in €43.20", "", D("6.90")),
        ("Delivery: Standard", "3.2 kg: €4.90, and €1.50 for each of 2 further kilograms", D("7.90")),
        ("19% tax, contained in €7.90", "", D("1.26")),
        ("This parcel", "", D("51.10")),
    ]


def test_says_where_delivery_was_free(standard_tax):
    order = place(ready_cart((variant_for_sale(), 3))).order

    assert "free for goods from €50.00" in [row.detail for row in explained.of(order)[0].rows]


def test_says_what_was_reduced(order):
    steps = order.explanation
    steps[0]["list_price"] = "30.00"

    assert explained.of(order)[0].rows[0].detail == "€24.00 each, reduced from €30.00"


def test_adds_the_tax_where_it_comes_on_top(heavy, settings, standard_tax):
    settings.PRICES_INCLUDE_TAX = False

    order = place(ready_cart((heavy, 1)), expected="34.39").order

    assert (order.prices_include_tax, order.total, order.tax_total) == (False, D("34.39"), D("5.49"))
    assert "19% tax on €24.00" in [row.label for row in explained.of(order)[0].rows]
    assert all(check() == [] for check in price_invariants.ALL.values())


@pytest.mark.parametrize(
    "steps", [[], ["nonsense"], [{"step": "line"}], {"step": "total"}, [{"step": "tax", "amount": "x"}]]
)
def test_nonsense_is_not_shown(order, steps):
    order.explanation = steps

    assert explained.of(order) == []


class TestPages:
    def test_the_buyer_reads_it_on_the_order(self, order, alice, client_of):
        page = client_of(alice).get(f"/orders/{order.number}/").content.decode()

        assert "How this total came about" in page
        assert "3.2 kg: €4.90, and €1.50 for each of 2 further kilograms" in page
        assert "Coupon SPRING-10" in page

    def test_the_shop_reads_its_parcel_only(self, order, alice, client_of, bruno):
        mine = variant_for_sale(seller=bruno.seller)
        both = place(ready_cart((mine, 1), (variant_for_sale(title="Somebody else's bowl"), 1), email="x@example.com"))
        parcel = both.order.parcels.get(seller=bruno.seller)

        page = client_of(bruno).get(f"/seller/parcels/{parcel.pk}/").content.decode()

        assert "How this total came about" in page
        assert "Somebody else" not in page

    def test_the_office_reads_it(self, order, adam, client_of):
        page = client_of(adam).get(f"/admin/orders/order/{order.pk}/change/").content.decode()

        assert "This parcel" in page
        assert "SPRING-10" in page


class TestReconcile:
    def breaches(self):
        return [breach for check in price_invariants.ALL.values() for breach in check()]

    def test_finds_nothing_wrong_with_what_was_placed(self, order):
        assert self.breaches() == []

    def test_finds_a_coupon_that_was_miscounted(self, order):
        Coupon.objects.update(used=2)

        assert self.breaches() == ["coupon SPRING-10: 2 uses counted, 1 orders hold it"]

    def test_finds_a_redemption_of_another_amount(self, order):
        CouponRedemption.objects.update(goods_off=1)

        assert self.breaches() == [f"order {order.number}: its coupon and its discount disagree"]

    def test_finds_a_parcel_that_its_steps_do_not_give(self, order):
        steps = [step | {"amount": "50.00"} if step["step"] == "parcel" else step for step in order.explanation]
        Order.objects.update(explanation=steps)

        assert self.breaches() == [f"order {order.number}: its explanation gives 50.00 for a parcel of 51.10"]

"""Coupons from the basket into the order: taken once, kept as a copy, given back where the order comes to nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cart import operations as carts
from cart.models import Cart, Coupon
from cart.tests.factories import CouponFactory
from orders import fulfilment, operations, payments
from orders.models import CouponRedemption, Order, Refund
from orders.queries import invariants
from orders.tests.checkout import place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def spring():
    return CouponFactory(code="SPRING-10", total_limit=5, per_user_limit=1)


def with_coupon(code="SPRING-10", **kwargs) -> Cart:
    """Two mugs at €24.00 with their delivery, €52.90, and the coupon."""
    cart = ready_cart(**kwargs)
    carts.apply_coupon(cart=cart, code=code, by=cart.user, now=timezone.now())
    cart.refresh_from_db()
    return cart


def used(coupon):
    return Coupon.objects.get(pk=coupon.pk).used


def expire(order: Order) -> None:
    """Its time is up."""
    assert order.expires_at is not None
    operations.expire_order(order_id=order.pk, now=order.expires_at)


class TestPlaced:
    def test_costs_less_and_remembers_why(self, spring, standard_tax):
        order = place(with_coupon(), expected="48.10").order

        parcel, line, redemption = order.parcels.get(), order.lines.get(), order.redemption
        assert (order.total, order.discount_total, order.coupon_code) == (D("48.10"), D("4.80"), "SPRING-10")
        assert (parcel.discount_total, line.discount, parcel.marketplace_share) == (D("4.80"), D("4.80"), D("4.80"))
        assert (redemption.goods_off, redemption.delivery_off, redemption.coupon) == (D("4.80"), D("0.00"), spring)
        assert used(spring) == 1
        assert order.payments.get().amount == D("48.10")
        assert all(check() == [] for check in invariants.ALL.values())

    def test_free_delivery_costs_the_goods(self, standard_tax):
        CouponFactory(code="NOPOST", kind="free_delivery", value=0)

        order = place(with_coupon("NOPOST"), expected="48.00").order

        assert (order.delivery_total, order.redemption.delivery_off) == (D("0.00"), D("4.90"))
        assert invariants.explanations_give_the_total() == []

    def test_a_shops_own_coupon_is_not_borne_by_the_marketplace(self):
        variant = variant_for_sale()
        CouponFactory(code="CLAY", seller=variant.seller)
        cart = ready_cart((variant, 2))
        carts.apply_coupon(cart=cart, code="CLAY", by=None, now=timezone.now())

        order = place(cart, expected="48.10").order

        assert order.parcels.get().marketplace_share == 0

    def test_a_coupon_that_takes_nothing_off_stays_unused(self):
        coupon = CouponFactory(code="NOPOST", kind="free_delivery", value=0)
        cart = ready_cart((variant_for_sale(), 3))
        carts.apply_coupon(cart=cart, code="NOPOST", by=None, now=timezone.now())

        order = place(cart, expected="72.00").order

        assert used(coupon) == 0
        assert (order.coupon_code, CouponRedemption.objects.count()) == ("", 0)

    def test_the_whole_amount_needs_no_payment_for_the_goods(self):
        CouponFactory(code="ALL", kind="amount", value=D("500.00"))

        order = place(with_coupon("ALL"), method="sandbox").order

        assert (order.total, order.payments.get().amount) == (D("4.90"), D("4.90"))


class TestRefused:
    def test_what_ended_while_the_buyer_read(self, spring):
        cart = with_coupon()
        Coupon.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

        with pytest.raises(operations.Changed) as refused:
            place(cart, expected="48.10")

        assert "SPRING-10 ended on" in refused.value.changes[0]
        assert refused.value.new_total == D("52.90")
        assert not Order.objects.exists()
        assert used(spring) == 0

    def test_and_one_more_press_orders_without_it(self, spring):
        cart = with_coupon()
        Coupon.objects.update(is_active=False)
        carts.settle(cart=cart, now=timezone.now())

        assert place(cart, expected="52.90").order.discount_total == 0

    @pytest.mark.parametrize("email", ["guest@example.com", "GUEST@Example.com"])
    def test_a_guest_who_had_it_before(self, spring, email):
        place(with_coupon(email="guest@example.com"))
        cart = ready_cart(email=email)
        Cart.objects.filter(pk=cart.pk).update(coupon=spring)

        with pytest.raises(operations.Changed) as refused:
            place(cart, expected="48.10")

        assert refused.value.changes == ["You have used SPRING-10 before."]
        assert used(spring) == 1

    def test_somebody_with_an_account_who_had_it_as_a_guest(self, spring, alice):
        place(with_coupon(email=alice.email))
        cart = ready_cart(user=alice)
        Cart.objects.filter(pk=cart.pk).update(coupon=spring)

        with pytest.raises(operations.Changed):
            place(cart, expected="48.10")

    def test_another_person_may_have_it(self, spring):
        place(with_coupon())

        place(with_coupon(email="other@example.com"), expected="48.10")

        assert used(spring) == 2


class TestGivenBack:
    def test_when_the_order_expires(self, spring):
        order = place(with_coupon(), method="sandbox").order

        expire(order)

        assert used(spring) == 0
        assert CouponRedemption.objects.get().returned_at == order.expires_at
        assert place(with_coupon(), expected="48.10").created

    def test_when_all_of_it_is_cancelled(self, spring):
        order = place(with_coupon()).order

        fulfilment.cancel_parcels(parcels=list(order.parcels.all()), by=None, reason="", now=timezone.now())

        assert used(spring) == 0

    def test_but_not_when_a_part_is(self, spring):
        order = place(with_coupon_of_two_shops()).order

        first = order.parcels.earliest("pk")
        fulfilment.cancel_parcel(parcel=first, by=None, reason="", now=timezone.now())

        assert used(spring) == 1

    def test_and_taken_again_when_the_money_comes_after_all(self, spring, send, with_sandbox):
        order = with_sandbox(with_coupon())
        expire(order)

        send()

        assert Order.objects.get().status == "pending"
        assert used(spring) == 1
        assert CouponRedemption.objects.get().returned_at is None

    def test_or_the_money_goes_back_where_somebody_else_has_it_now(self, spring, send, with_sandbox):
        order = with_sandbox(with_coupon())
        expire(order)
        Coupon.objects.update(used=5)

        send()

        assert Order.objects.get().status == "cancelled"
        assert Refund.objects.get().amount == D("48.10")
        assert used(spring) == 5


def with_coupon_of_two_shops() -> Cart:
    cart = ready_cart((variant_for_sale(), 1), (variant_for_sale(), 1))
    carts.apply_coupon(cart=cart, code="SPRING-10", by=None, now=timezone.now())
    cart.refresh_from_db()
    return cart


@pytest.fixture
def with_sandbox():
    def pay(cart):
        order = place(cart, method="sandbox").order
        payments.start(order=order, now=timezone.now())
        return order

    return pay

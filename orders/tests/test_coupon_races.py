"""
The limits of a coupon, on real threads. In pairs: with the guard taken out the fault happens, with it, not.
"""

import threading

import pytest
from django.utils import timezone

from cart import operations as carts
from cart.models import Cart, Coupon
from cart.tests.factories import CouponFactory
from orders import redeeming
from orders.models import CouponRedemption
from orders.operations import Changed, Placed
from orders.tests.checkout import ready_cart, variant_for_sale
from orders.tests.test_placing_races import at_once, placing

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 4


@pytest.fixture
def carts_of_four():
    """Four baskets of four people, each with a coupon of which there is one."""
    CouponFactory(code="ONE", total_limit=1)
    return [with_one(f"buyer{n}@example.com") for n in range(BUYERS)]


def with_one(email: str) -> Cart:
    cart = ready_cart((variant_for_sale(), 1), email=email)
    carts.apply_coupon(cart=cart, code="ONE", by=None, now=timezone.now())
    cart.refresh_from_db()
    return cart


def all_at_once(baskets):
    return at_once([placing(cart, expected="26.50") for cart in baskets])


class TestTotalLimit:
    def test_is_passed_where_people_look_and_then_take(self, carts_of_four, monkeypatch):
        everybody = threading.Barrier(BUYERS)

        def look_then_take(coupon_id: int) -> bool:
            coupon = Coupon.objects.get(pk=coupon_id)
            everybody.wait(timeout=60)
            if coupon.total_limit is not None and coupon.used >= coupon.total_limit:
                return False
            coupon.used += 1
            coupon.save(update_fields=["used"])
            return True

        monkeypatch.setattr(redeeming, "_take", look_then_take)

        all_at_once(carts_of_four)

        assert CouponRedemption.objects.count() == BUYERS

    def test_holds(self, carts_of_four):
        answers = all_at_once(carts_of_four)

        assert sorted(type(answer).__name__ for answer in answers) == ["Changed"] * (BUYERS - 1) + ["Placed"]
        assert CouponRedemption.objects.count() == Coupon.objects.get().used == 1


class TestLimitPerPerson:
    @pytest.fixture
    def tabs(self):
        """Two baskets of one guest in two browsers, with a coupon of which each may have one."""
        CouponFactory(code="ONE", per_user_limit=1)
        return [with_one("guest@example.com") for _browser in range(2)]

    def test_is_passed_without_the_lock(self, tabs, monkeypatch):
        both = threading.Barrier(2)
        counted = redeeming.uses

        def count_together(*args) -> int:
            found = counted(*args)
            if threading.current_thread() is not threading.main_thread() and in_transaction.is_set():
                both.wait(timeout=60)
            return found

        in_transaction = threading.Event()

        def no_lock(coupon_id: int) -> bool:
            in_transaction.set()
            return True

        monkeypatch.setattr(redeeming, "_take", no_lock)
        monkeypatch.setattr(redeeming, "uses", count_together)

        all_at_once(tabs)

        assert CouponRedemption.objects.count() == 2

    def test_holds(self, tabs):
        answers = all_at_once(tabs)

        assert {type(answer) for answer in answers} == {Placed, Changed}
        assert CouponRedemption.objects.count() == Coupon.objects.get().used == 1

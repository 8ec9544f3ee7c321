"""A coupon with an order of the API."""

import pytest

from cart.models import Coupon
from cart.tests.factories import CouponFactory
from orders.models import Order
from orders.tests.checkout import ADDRESS, Api, variant_for_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(alice):
    return Api(alice)


@pytest.fixture
def wish(api):
    """Two mugs at €24.00, to Berlin."""
    cart = api.post("/api/cart/lines/", {"variant": variant_for_sale().pk, "quantity": 2}).json()["id"]
    return {"cart": cart, "address": ADDRESS, "payment_method": "cash"}


def test_makes_the_order_cheaper(api, wish):
    CouponFactory(code="SPRING-10")

    response = api.post("/api/orders/", wish | {"coupon": "spring-10", "expected_total": "48.10"})

    assert response.status_code == 201
    assert response.json()["total"]["amount"] == "48.10"
    assert Coupon.objects.get().used == 1


def test_the_same_call_again_is_the_same_order(api, wish):
    CouponFactory(code="SPRING-10", per_user_limit=1)
    first = api.post("/api/orders/", wish | {"coupon": "SPRING-10"})

    again = api.post("/api/orders/", wish | {"coupon": "SPRING-10"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"]
    assert Coupon.objects.get().used == 1


def test_an_unknown_code_places_nothing(api, wish):
    response = api.post("/api/orders/", wish | {"coupon": "WINTER"})

    assert response.status_code == 422
    assert list(response.json()["error"]["fields"]) == ["coupon"]
    assert not Order.objects.exists()


def test_a_code_that_is_used_up_places_nothing(api, wish):
    CouponFactory(code="SPRING-10", total_limit=1, used=1)

    response = api.post("/api/orders/", wish | {"coupon": "SPRING-10"})

    assert response.status_code == 422
    assert not Order.objects.exists()

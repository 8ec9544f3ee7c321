import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import AddressFactory
from cart.models import Cart
from catalog.models import Stock, Variant
from orders.models import Order
from orders.tests.checkout import ADDRESS, Api, place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(alice) -> Api:
    return Api(alice)


@pytest.fixture
def cart(api) -> str:
    """Alice's basket with two mugs at €24.00 each."""
    response = api.post("/api/cart/lines/", {"variant": variant_for_sale().pk, "quantity": 2})
    return response.json()["id"]


def order(cart_id, **more):
    return {"cart": cart_id, "address": ADDRESS, "payment_method": "cash"} | more


class TestPlace:
    def test_answers_with_the_order(self, api, cart):
        response = api.post("/api/orders/", order(cart))

        body = response.json()
        assert response.status_code == 201
        assert body["checkout_id"] == cart
        assert body["total"] == {"amount": "52.90", "currency": "EUR"}
        assert body["status"] == "pending"
        assert body["payment"] == {"status": "pending", "redirect_url": ""}
        assert [line["quantity"] for line in body["parcels"][0]["lines"]] == [2]

    def test_the_same_cart_again_answers_200_with_the_same_order(self, api, cart):
        first = api.post("/api/orders/", order(cart))

        again = api.post("/api/orders/", order(cart))

        assert again.status_code == 200
        assert again.json() == first.json()
        assert Order.objects.count() == 1

    def test_names_the_page_where_a_card_is_paid(self, api, cart, settings):
        response = api.post("/api/orders/", order(cart, payment_method="sandbox"))

        payment = response.json()["payment"]
        assert payment["status"] == "pending"
        assert payment["redirect_url"].startswith(f"{settings.BASE_URL}/sandbox/pay/sbx_")

    def test_takes_a_saved_address(self, api, cart, alice):
        address = AddressFactory(owner=alice, line1="Saved street 1")

        response = api.post("/api/orders/", {"cart": cart, "address_id": address.pk, "payment_method": "cash"})

        assert response.status_code == 201
        assert Order.objects.get().line1 == "Saved street 1"

    def test_does_not_take_the_address_of_somebody_else(self, api, cart, eve):
        foreign = AddressFactory(owner=eve)

        response = api.post("/api/orders/", {"cart": cart, "address_id": foreign.pk, "payment_method": "cash"})

        assert response.status_code == 422
        assert "address_id" in response.json()["error"]["fields"]
        assert not Order.objects.exists()

    def test_takes_the_delivery_that_the_cart_offered(self, api, cart):
        offered = api.get("/api/cart/").json()["deliveries"]

        response = api.post("/api/orders/", order(cart, delivery={d["seller"]: d["rate"] for d in offered}))

        assert response.status_code == 201

    @pytest.mark.parametrize("expected", ["52.90", {"amount": "52.90", "currency": "EUR"}, 52.9])
    def test_takes_the_expected_total_in_both_shapes(self, api, cart, expected):
        assert api.post("/api/orders/", order(cart, expected_total=expected)).status_code == 201

    def test_refuses_another_currency(self, api, cart):
        expected = {"amount": "52.90", "currency": "USD"}

        response = api.post("/api/orders/", order(cart, expected_total=expected))

        assert response.status_code == 422
        assert not Order.objects.exists()

    def test_says_what_changed_and_takes_it_the_second_time(self, api, cart):
        Variant.objects.update(price=Decimal("26.00"))

        first = api.post("/api/orders/", order(cart))
        second = api.post("/api/orders/", order(cart))

        error = first.json()["error"]
        assert first.status_code == 409
        assert error["code"] == "changed"
        assert any("€24.00 to €26.00" in text for texts in error["fields"].values() for text in texts)
        assert second.status_code == 201
        assert second.json()["total"]["amount"] == "52.00"

    def test_says_which_line_ran_short(self, api, cart):
        Stock.objects.update(on_hand=1)

        response = api.post("/api/orders/", order(cart, expected_total="52.90"))

        assert response.status_code == 409
        assert "Only 1 left" in str(response.json()["error"]["fields"])
        assert not Order.objects.exists()

    def test_does_not_know_the_cart_of_somebody_else(self, cart, eve):
        response = Api(eve).post("/api/orders/", order(cart))

        assert response.status_code == 404
        assert not Order.objects.exists()

    def test_does_not_know_a_guests_cart(self, api):
        guests = ready_cart()

        assert api.post("/api/orders/", order(str(guests.pk))).status_code == 404

    def test_does_not_know_an_unknown_cart(self, api):
        assert api.post("/api/orders/", order(str(uuid.uuid4()))).status_code == 404

    def test_refuses_goods_of_the_own_shop(self, bruno):
        own = Api(bruno)
        cart = own.post("/api/cart/lines/", {"variant": variant_for_sale(seller=bruno.seller).pk}).json()["id"]

        response = own.post("/api/orders/", order(cart))

        assert (response.status_code, response.json()["error"]["code"]) == (409, "own_goods")

    def test_needs_a_token(self, client, cart):
        response = client.post("/api/orders/", order(cart), content_type="application/json")

        assert response.status_code == 401

    def test_ignores_the_cookie_of_the_pages(self, client_of, alice, cart):
        response = client_of(alice).post("/api/orders/", order(cart), content_type="application/json")

        assert response.status_code == 401

    def test_limits_how_often_one_visitor_orders(self, api, cart, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"place": "1/d"}
        api.post("/api/orders/", order(cart, expected_total="1.00"))

        response = api.post("/api/orders/", order(cart))

        assert response.status_code == 429
        assert response.json()["error"]["code"] == "rate_limited"

    @pytest.mark.parametrize(
        "more",
        [
            {"cart": "x"},
            {"cart": None},
            {"address": None},
            {"address": {}},
            {"address": ADDRESS | {"line1": "x" * 10_000}},
            {"address": ADDRESS | {"line1": "a\0b"}},
            {"address": ADDRESS | {"country": "ZZ"}},
            {"address": ADDRESS | {"postal_code": "<script>"}},
            {"address_id": 1},
            {"address": None, "address_id": -1},
            {"address": None, "address_id": 2**63},
            {"address": None, "address_id": "1; DROP TABLE"},
            {"payment_method": ""},
            {"payment_method": "x" * 10_000},
            {"payment_method": "\0"},
            {"delivery": {"x": "y"}},
            {"delivery": {"9" * 400: 1}},
            {"delivery": []},
            {"expected_total": "-1"},
            {"expected_total": "NaN"},
            {"expected_total": "1e999"},
            {"expected_total": "9" * 400},
            {"expected_total": {"amount": "abc", "currency": "EUR"}},
            {"expected_total": {"amount": "1.00", "currency": "\0"}},
            {"note": "x" * 10_000},
            {"note": "\0"},
        ],
    )
    def test_refuses_what_makes_no_sense(self, api, cart, more):
        response = api.post("/api/orders/", order(cart, **more))

        error = response.json()["error"]
        assert response.status_code == 422
        assert error["message"]
        assert error["fields"]
        assert not Order.objects.exists()

    @pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b"\xff\xfe", b'{"cart": ' + b"[" * 5000, b"null"])
    def test_refuses_a_body_that_is_none(self, api, body):
        response = api.raw("/api/orders/", body)

        assert response.status_code in (400, 422)
        assert response.json()["error"]["message"]


class TestRead:
    def test_lists_own_orders_newest_first_in_pages(self, api, alice, eve, monkeypatch):
        numbers = [place(ready_cart(user=alice), now=timezone.now()).order.number for _ in range(3)]
        place(ready_cart(user=eve))
        monkeypatch.setattr("orders.api.buyer.PAGE", 2)

        first = api.get("/api/orders/").json()
        second = api.get(f"/api/orders/?cursor={first['next']}").json()

        assert [row["number"] for row in first["results"] + second["results"]] == numbers[::-1]
        assert second["next"] is None

    def test_shows_one(self, api, alice):
        placed = place(ready_cart(user=alice)).order

        body = api.get(f"/api/orders/{placed.number}/").json()

        assert body["number"] == placed.number

    def test_hides_those_of_others_and_of_guests(self, api, eve):
        for placed in (place(ready_cart(user=eve)), place(ready_cart())):
            assert api.get(f"/api/orders/{placed.order.number}/").status_code == 404
        assert api.get("/api/orders/").json()["results"] == []

    @pytest.mark.parametrize("number", ["x", "9" * 400, "%00", "'; --", "1234-5678"])
    def test_knows_no_such_number(self, api, number):
        assert api.get(f"/api/orders/{number}/").status_code == 404

    def test_refuses_a_cursor_that_is_none(self, api):
        assert api.get("/api/orders/?cursor=abc").status_code == 422

    def test_needs_as_many_queries_for_many_orders_as_for_one(self, api, alice, django_assert_max_num_queries):
        # token, groups of its user excepted: token + user, last use, orders, parcels, sellers, lines, payments
        for count in (1, 4):
            for _ in range(count):
                place(ready_cart(user=alice))
            with django_assert_max_num_queries(7):
                api.get("/api/orders/")


def test_token_of_a_logged_out_user_places_nothing(api, cart, alice):
    alice.tokens.update(revoked_at=timezone.now())

    assert api.post("/api/orders/", order(cart)).status_code == 401
    assert Cart.objects.get(pk=cart).state == "open"

"""The coupon on the basket page and in the API."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests import support
from cart import operations, queries
from cart.models import Cart
from cart.tests.factories import CouponFactory
from cart.tests.pages import put, typed, variant_of
from catalog.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def cart(client):
    """Two mugs at €24.00."""
    return put(client, variant_of(), 2)


@pytest.fixture
def spring():
    return CouponFactory(code="SPRING-10")


def post(client, cart, **values):
    return client.post(cart.get_absolute_url(), typed(cart.lines.get(), 2) | values)


def coupon_of(cart):
    return Cart.objects.get(pk=cart.pk).coupon


class TestGiven:
    def test_is_counted_and_shown(self, client, cart, spring):
        response = post(client, cart, coupon=" spring-10", do="coupon")

        page = client.get(response.headers["Location"]).content.decode()
        assert response.headers["Location"] == cart.get_absolute_url()
        assert coupon_of(cart) == spring
        assert "SPRING-10 is counted." in page
        assert "Coupon SPRING-10" in page
        assert "−€4.80" in page

    def test_counts_whichever_button_was_pressed(self, client, cart, spring):
        response = post(client, cart, coupon="SPRING-10", do="checkout")

        assert response.headers["Location"] == f"/order/user-info/{cart.pk}/"
        assert coupon_of(cart) == spring

    def test_raises_the_version_for_other_tabs(self, client, cart, spring):
        post(client, cart, coupon="SPRING-10")

        assert Cart.objects.get(pk=cart.pk).version > cart.version

    def test_can_be_taken_back(self, client, cart, spring):
        post(client, cart, coupon="SPRING-10")

        post(client, cart, do="drop-coupon")

        assert coupon_of(cart) is None

    def test_stays_and_says_why_while_it_does_not_hold(self, client, cart, spring):
        post(client, cart, coupon="SPRING-10")
        spring.minimum = Decimal("50.00")
        spring.save()

        page = client.get(cart.get_absolute_url()).content.decode()

        assert "SPRING-10 holds for goods from €50.00. €2.00 are missing." in page
        assert coupon_of(cart) == spring
        assert "−€4.80" not in page

    def test_free_delivery_shows_what_it_takes_off(self, client, cart):
        CouponFactory(code="NOPOST", kind="free_delivery", value=0)

        Area.objects.update(postcode_prefixes=[])
        post(client, cart, coupon="NOPOST")

        page = client.get(cart.get_absolute_url()).content.decode()
        assert "€4.90" in page
        assert "−€4.90" in page

    def test_comes_along_into_the_account(self, client, cart, spring, alice):
        post(client, cart, coupon="SPRING-10")
        own = operations.open_cart(user=alice, now=timezone.now())
        operations.add(cart=own, variant=variant_of(), quantity=1, by=alice, now=timezone.now())

        client.force_login(alice)

        assert queries.of_user(alice).coupon == spring


class TestRefused:
    @pytest.mark.parametrize("code", ["WINTER", "x" * 10_000, "💐", "<script>", "a\0b"])
    def test_what_is_no_code(self, client, cart, spring, code):
        response = post(client, cart, coupon=code, do="coupon")

        assert response.status_code == 422
        assert coupon_of(cart) is None
        assert b'href="#id_coupon"' in response.content

    def test_keeps_what_was_typed(self, client, cart, spring):
        page = post(client, cart, coupon="WINTER", do="coupon").content.decode()

        assert 'value="WINTER"' in page
        assert "We do not know this code. Check its letters and digits." in page

    def test_what_is_over(self, client, cart):
        CouponFactory(code="OLD", ends_at=timezone.now() - timedelta(hours=1))

        response = post(client, cart, coupon="OLD")

        assert response.status_code == 422
        assert "OLD ended on" in response.content.decode()
        assert coupon_of(cart) is None

    def test_guessing_is_limited_and_a_right_code_is_not(self, client, cart, spring, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"coupon": "2/h"}

        answers = [post(client, cart, coupon=code).status_code for code in ("SPRING-10",) * 3 + ("WINTER",) * 3]

        assert answers == [302, 302, 302, 422, 422, 429]


class TestApi:
    @pytest.fixture
    def api(self, alice):
        own = operations.open_cart(user=alice, now=timezone.now())
        operations.add(cart=own, variant=variant_of(), quantity=2, by=alice, now=timezone.now())
        return support.api_client(alice)

    def put(self, api, code):
        return api.put("/api/cart/coupon/", {"code": code}, content_type="application/json")

    def test_gives_and_takes_back(self, api, spring):
        given = self.put(api, "spring-10").json()
        taken = api.delete("/api/cart/coupon/").json()

        assert given["coupon"] == {"code": "SPRING-10", "refusal": ""}
        assert given["totals"]["discount"]["amount"] == "4.80"
        assert given["totals"]["total"]["amount"] == "43.20"
        assert taken["coupon"] is None

    def test_refuses_with_the_reason(self, api):
        response = self.put(api, "WINTER")

        assert response.status_code == 422
        assert response.json()["error"]["fields"] == {
            "coupon": ["We do not know this code. Check its letters and digits."]
        }

    def test_knows_no_basket(self, eve):
        assert self.put(support.api_client(eve), "SPRING").status_code == 404

from decimal import Decimal

import pytest

from cart import queries
from cart.models import Cart, CartState
from catalog.models import Stock, Variant
from orders.models import Order
from orders.tests.checkout import place, ready_cart
from orders.tests.pages import TYPED, button, filled, info, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


@pytest.fixture
def cart(guest):
    """A guest's basket with two mugs at €24.00 each, in the session of `guest`."""
    return filled(guest)


class TestPaymentInfo:
    @pytest.fixture
    def ready(self, guest, cart):
        guest.post(info(cart), TYPED)
        return cart

    def test_needs_the_first_step(self, guest, cart):
        assert guest.get(pay(cart)).url == info(cart)

    def test_shows_everything_once_more(self, guest, ready):
        page = guest.get(pay(ready)).text

        for words in ("guest@example.com", "Kastanienallee 7", "Change", "Pay on delivery", "Pay €52.90 and place"):
            assert words in page

    def test_names_the_card_first_and_chooses_what_the_setting_names_first(self, guest, ready, settings):
        settings.PAYMENT_METHODS = ["cash", "sandbox"]

        field = guest.get(pay(ready)).context["form"]["payment_method"]

        assert [value for value, _ in field.field.choices] == ["sandbox", "cash"]
        assert field.value() == "cash"

    def test_places_the_order_and_confirms(self, guest, ready):
        response = button(guest, ready)

        assert response.url == f"/order/submitted/{ready.pk}/"
        assert Order.objects.get().total == Decimal("52.90")

    def test_a_second_press_lands_on_the_confirmation(self, guest, ready):
        button(guest, ready)

        again = button(guest, ready)

        assert again.url == f"/order/submitted/{ready.pk}/"
        assert Order.objects.count() == 1

    def test_shows_old_and_new_price_and_asks_once(self, guest, ready):
        Variant.objects.update(price=Decimal("26.00"))

        first = button(guest, ready)
        second = button(guest, ready, expected_total="52.00")

        assert first.status_code == 422
        assert "The price changed from €24.00 to €26.00." in first.text
        assert "The total was €52.90 and is now €52.00." in first.text
        assert second.url == f"/order/submitted/{ready.pk}/"

    def test_shows_what_is_left_and_asks_once(self, guest, ready):
        Stock.objects.update(on_hand=1)

        first = button(guest, ready)
        second = button(guest, ready, expected_total="28.90")

        assert first.status_code == 422
        assert "Only 1 left. We set the quantity to 1." in first.text
        assert second.status_code == 302
        assert Order.objects.get().lines.get().quantity == 1

    def test_leads_to_the_basket_when_nothing_is_left(self, guest, ready):
        Stock.objects.update(on_hand=0)

        response = button(guest, ready)

        assert response.url == ready.get_absolute_url()
        assert not Order.objects.exists()

    @pytest.mark.parametrize("method", ["", "stripe", "x" * 10_000, "\0", "<b>"])
    def test_refuses_other_ways_to_pay(self, guest, ready, method):
        response = button(guest, ready, payment_method=method)

        assert response.status_code == 422
        assert "There is a problem" in response.text
        assert not Order.objects.exists()

    @pytest.mark.parametrize("total", ["", "-1", "abc", "1e9999", "NaN", "9" * 400, "\0"])
    def test_refuses_a_total_that_is_none(self, guest, ready, total):
        response = button(guest, ready, expected_total=total)

        assert response.status_code == 422
        assert not Order.objects.exists()

    def test_limits_how_often_one_visitor_orders(self, guest, ready, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"place": "1/d"}
        button(guest, ready, expected_total="1.00")

        response = button(guest, ready, expected_total="1.00")

        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0

    def test_ignores_fields_that_nobody_offered(self, guest, ready):
        """CVE-2008-7310: mass assignment of an order's state."""
        button(guest, ready, status="delivered", total="0.01", buyer="1", paid="true", number="1")

        order = Order.objects.get()
        assert (order.total, order.status, order.buyer) == (Decimal("52.90"), "pending", None)


class TestAfterwards:
    def test_all_pages_of_the_id_lead_to_the_confirmation(self, guest, cart):
        guest.post(info(cart), TYPED)
        button(guest, cart)

        for url in (cart.get_absolute_url(), info(cart), pay(cart)):
            assert guest.get(url).url == f"/order/submitted/{cart.pk}/"

    def test_the_confirmation_can_be_reloaded(self, guest, cart):
        guest.post(info(cart), TYPED)
        button(guest, cart)

        pages = [guest.get(f"/order/submitted/{cart.pk}/") for _ in range(2)]

        order = Order.objects.get()
        for page in pages:
            assert page.status_code == 200
            for words in ("Thank you, Alice. Your order is placed.", order.number, order.email, "hand-over code"):
                assert words in page.text
        assert Order.objects.count() == 1

    def test_the_confirmation_of_an_open_basket_is_the_basket(self, guest, cart):
        assert guest.get(f"/order/submitted/{cart.pk}/").url == cart.get_absolute_url()

    def test_a_new_basket_begins(self, guest, cart):
        guest.post(info(cart), TYPED)
        button(guest, cart)

        fresh = filled(guest)

        assert fresh.pk != cart.pk
        assert Cart.objects.get(pk=cart.pk).state == CartState.ORDERED

    def test_a_user_sees_the_confirmation_on_any_device(self, alice, client_of):
        order = place(ready_cart(user=alice)).order

        assert client_of(alice).get(f"/order/submitted/{order.checkout_id}/").status_code == 200

    def test_a_merged_basket_leads_to_the_one_it_went_into(self, guest, alice, cart, client_of):
        own = filled(client_of(alice))
        guest.force_login(alice)

        assert guest.get(info(cart)).url == info(own)
        assert guest.get(cart.get_absolute_url()).url == "/order/cart/"
        assert queries.count(own) == 4

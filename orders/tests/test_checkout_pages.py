import uuid
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import Address
from accounts.tests.factories import AddressFactory
from cart import drafts, queries
from cart.models import Cart, CartState
from catalog.models import Stock, Variant
from catalog.tests.factories import AreaFactory, DeliveryRateFactory
from orders.models import Order
from orders.tests.checkout import ADDRESS, place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db
TYPED = {**ADDRESS, "email": "guest@example.com", "phone": ""}


@pytest.fixture
def guest(client_of):
    return client_of(None)


@pytest.fixture
def cart(guest):
    """A guest's basket with two mugs at €24.00 each, in the session of `guest`."""
    return filled(guest)


def filled(client, variant=None, quantity=2):
    variant = variant or variant_for_sale()
    client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity})
    return Cart.objects.open().latest("created_at")


def info(cart):
    return f"/order/user-info/{cart.pk}/"


def pay(cart):
    return f"/order/payment-info/{cart.pk}/"


def button(client, cart, **more):
    """What the payment page's form sends."""
    cart.refresh_from_db()
    form = {"expected_total": "52.90", "expected_version": cart.version, "payment_method": "cash"}
    return client.post(pay(cart), form | more)


class TestUserInfo:
    def test_asks_a_guest_for_at_most_six_texts(self, guest, cart):
        DeliveryRateFactory(seller=cart.lines.get().variant.seller, area=AreaFactory(name="DE", postcode_prefixes=[]))

        page = guest.get(info(cart)).text

        for name in ("email", "full_name", "line1", "postal_code", "city", "phone"):
            assert f'name="{name}"' in page
        assert 'autocomplete="shipping address-line1"' in page
        assert "Delivery from" in page
        assert "€4.90" in page

    def test_keeps_contact_address_and_delivery_sealed(self, guest, cart):
        rate = cart.lines.get().variant.seller.delivery_rates.get()

        response = guest.post(info(cart), TYPED | {f"delivery-{rate.seller_id}": rate.pk})

        draft = drafts.of(Cart.objects.get(pk=cart.pk))
        assert response.url == pay(cart)
        assert (draft.email, draft.address["city"]) == ("guest@example.com", "Berlin")
        assert draft.delivery == {rate.seller_id: rate.pk}
        with connection.cursor() as cursor:
            cursor.execute("SELECT sealed_draft FROM cart_cart")
            assert "Berlin" not in cursor.fetchone()[0]

    def test_keeps_what_was_typed_when_something_is_wrong(self, guest, cart):
        response = guest.post(info(cart), TYPED | {"email": "nonsense", "postal_code": "1"})

        assert response.status_code == 422
        for words in ("There is a problem", "Enter an email address like", "Check the postcode"):
            assert words in response.text
        for typed in ("nonsense", "Kastanienallee 7"):
            assert typed in response.text
        assert not Cart.objects.get(pk=cart.pk).sealed_draft

    def test_says_where_a_shop_does_not_deliver(self, guest, cart):
        austria = {"country": "AT", "postal_code": "1010", "city": "Wien"}

        response = guest.post(info(cart), TYPED | austria)

        assert response.status_code == 422
        assert "does not deliver to 1010 Austria" in response.text

    def test_takes_the_same_delivery_at_the_new_place(self, guest):
        variant = variant_for_sale()
        berlin = DeliveryRateFactory(seller=variant.seller, name="Express", price="9.90", free_over=None)
        germany = AreaFactory(name="Germany", postcode_prefixes=[])
        DeliveryRateFactory(seller=variant.seller, area=germany, price="5.90", free_over=None)
        far = DeliveryRateFactory(seller=variant.seller, area=germany, name="Express", price="14.90", free_over=None)
        cart = filled(guest, variant)

        munich = {"postal_code": "80331", "city": "München"}
        guest.post(info(cart), TYPED | munich | {f"delivery-{variant.seller_id}": berlin.pk})

        assert drafts.of(Cart.objects.get(pk=cart.pk)).delivery == {variant.seller_id: far.pk}

    def test_draws_the_fields_of_another_country_without_complaint(self, guest, cart):
        response = guest.post(info(cart), {"country": "US", "email": "half@", "do": "refresh"})

        assert response.status_code == 200
        assert "ZIP code" in response.text
        assert "half@" in response.text
        assert "There is a problem" not in response.text

    def test_asks_a_returning_customer_for_nothing(self, alice, client_of):
        browser = client_of(alice)
        address = AddressFactory(owner=alice, is_default=True)
        cart = filled(browser)

        page = browser.get(info(cart)).text
        response = browser.post(info(cart), {"address": address.pk})

        draft = drafts.of(Cart.objects.get(pk=cart.pk))
        assert f'value="{address.pk}"' in page
        assert response.url == pay(cart)
        assert (draft.email, draft.address_id, draft.address["line1"]) == (alice.email, address.pk, address.line1)

    def test_keeps_a_new_address_in_the_book_if_asked(self, alice, client_of):
        browser = client_of(alice)
        cart = filled(browser)

        browser.post(info(cart), ADDRESS | {"save_address": "on"})

        assert Address.objects.get(owner=alice).line1 == ADDRESS["line1"]

    def test_does_not_take_the_address_of_somebody_else(self, alice, eve, client_of):
        """CVE-2026-22588: one's own order with somebody else's address id."""
        AddressFactory(owner=eve)
        foreign = AddressFactory(owner=alice, line1="Secret street 1")
        browser = client_of(eve)
        cart = filled(browser)

        response = browser.post(info(cart), {"address": foreign.pk})

        assert response.status_code == 422
        assert "Secret street" not in response.text

    def test_leads_back_from_an_empty_basket(self, guest, cart):
        cart.lines.all().delete()

        assert guest.get(info(cart)).url == cart.get_absolute_url()

    def test_leads_back_with_goods_of_the_own_shop(self, bruno, client_of):
        browser = client_of(bruno)
        cart = filled(browser, variant_for_sale(seller=bruno.seller))

        assert browser.get(info(cart)).url == cart.get_absolute_url()

    @pytest.mark.parametrize("text", ["x" * 10_000, "\0", "😀" * 50, "<script>alert(1)</script>", "'; --", "\ud800"])
    @pytest.mark.parametrize("name", ["email", "note", *ADDRESS])
    def test_bears_any_text(self, guest, cart, name, text):
        body = urlencode(TYPED | {name: text.encode("utf-8", "surrogatepass")})

        response = guest.post(info(cart), body, content_type="application/x-www-form-urlencoded")

        assert response.status_code in (302, 422)
        assert "<script>alert" not in response.text

    def test_is_hidden_from_everybody_else(self, cart, client_of, alice):
        for browser in (client_of(None), client_of(alice)):
            for url in (info(cart), pay(cart), f"/order/submitted/{cart.pk}/"):
                assert browser.get(url).status_code == 404
                assert browser.post(url, TYPED).status_code in (404, 405)

    def test_knows_no_unknown_id(self, guest):
        for page in ("user-info", "payment-info", "submitted"):
            assert guest.get(f"/order/{page}/{uuid.uuid4()}/").status_code == 404
            assert guest.get(f"/order/{page}/1/").status_code == 404


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
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"place": "1/m"}
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

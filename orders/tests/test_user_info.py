import uuid
from urllib.parse import urlencode

import pytest
from django.db import connection

from accounts.models import Address
from accounts.tests.factories import AddressFactory
from cart import drafts
from cart.models import Cart
from catalog.tests.factories import AreaFactory, DeliveryRateFactory
from orders.tests.checkout import ADDRESS, variant_for_sale
from orders.tests.pages import TYPED, filled, info, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


@pytest.fixture
def cart(guest):
    """A guest's basket with two mugs at €24.00 each, in the session of `guest`."""
    return filled(guest)


def test_asks_a_guest_for_at_most_six_texts(guest, cart):
    DeliveryRateFactory(seller=cart.lines.get().variant.seller, area=AreaFactory(name="DE", postcode_prefixes=[]))

    page = guest.get(info(cart)).text

    for name in ("email", "full_name", "line1", "postal_code", "city", "phone"):
        assert f'name="{name}"' in page
    assert 'autocomplete="shipping address-line1"' in page
    assert "Delivery from" in page
    assert "€4.90" in page


def test_keeps_contact_address_and_delivery_sealed(guest, cart):
    rate = cart.lines.get().variant.seller.delivery_rates.get()

    response = guest.post(info(cart), TYPED | {f"delivery-{rate.seller_id}": rate.pk})

    draft = drafts.of(Cart.objects.get(pk=cart.pk))
    assert response.url == pay(cart)
    assert (draft.email, draft.address["city"]) == ("guest@example.com", "Berlin")
    assert draft.delivery == {rate.seller_id: rate.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_draft FROM cart_cart")
        assert "Berlin" not in cursor.fetchone()[0]


def test_keeps_what_was_typed_when_something_is_wrong(guest, cart):
    response = guest.post(info(cart), TYPED | {"email": "nonsense", "postal_code": "1"})

    assert response.status_code == 422
    for words in ("There is a problem", "Enter an email address like", "Check the postcode"):
        assert words in response.text
    for typed in ("nonsense", "Kastanienallee 7"):
        assert typed in response.text
    assert not Cart.objects.get(pk=cart.pk).sealed_draft


def test_says_where_a_shop_does_not_deliver(guest, cart):
    austria = {"country": "AT", "postal_code": "1010", "city": "Wien"}

    response = guest.post(info(cart), TYPED | austria)

    assert response.status_code == 422
    assert "does not deliver to 1010 Austria" in response.text


def test_takes_the_same_delivery_at_the_new_place(guest):
    variant = variant_for_sale()
    berlin = DeliveryRateFactory(seller=variant.seller, name="Express", price="9.90", free_over=None)
    germany = AreaFactory(name="Germany", postcode_prefixes=[])
    DeliveryRateFactory(seller=variant.seller, area=germany, price="5.90", free_over=None)
    far = DeliveryRateFactory(seller=variant.seller, area=germany, name="Express", price="14.90", free_over=None)
    cart = filled(guest, variant)

    munich = {"postal_code": "80331", "city": "München"}
    guest.post(info(cart), TYPED | munich | {f"delivery-{variant.seller_id}": berlin.pk})

    assert drafts.of(Cart.objects.get(pk=cart.pk)).delivery == {variant.seller_id: far.pk}


def test_draws_the_fields_of_another_country_without_complaint(guest, cart):
    response = guest.post(info(cart), {"country": "US", "email": "half@", "do": "refresh"})

    assert response.status_code == 200
    assert "ZIP code" in response.text
    assert "half@" in response.text
    assert "There is a problem" not in response.text


def test_asks_a_returning_customer_for_nothing(alice, client_of):
    browser = client_of(alice)
    address = AddressFactory(owner=alice, is_default=True)
    cart = filled(browser)

    page = browser.get(info(cart)).text
    response = browser.post(info(cart), {"address": address.pk})

    draft = drafts.of(Cart.objects.get(pk=cart.pk))
    assert f'value="{address.pk}"' in page
    assert response.url == pay(cart)
    assert (draft.email, draft.address_id, draft.address["line1"]) == (alice.email, address.pk, address.line1)


def test_keeps_a_new_address_in_the_book_if_asked(alice, client_of):
    browser = client_of(alice)
    cart = filled(browser)

    browser.post(info(cart), ADDRESS | {"save_address": "on"})

    assert Address.objects.get(owner=alice).line1 == ADDRESS["line1"]


def test_does_not_take_the_address_of_somebody_else(alice, eve, client_of):
    """CVE-2026-22588: one's own order with somebody else's address id."""
    AddressFactory(owner=eve)
    foreign = AddressFactory(owner=alice, line1="Secret street 1")
    browser = client_of(eve)
    cart = filled(browser)

    response = browser.post(info(cart), {"address": foreign.pk})

    assert response.status_code == 422
    assert "Secret street" not in response.text


def test_leads_back_from_an_empty_basket(guest, cart):
    cart.lines.all().delete()

    assert guest.get(info(cart)).url == cart.get_absolute_url()


def test_leads_back_with_goods_of_the_own_shop(bruno, client_of):
    browser = client_of(bruno)
    cart = filled(browser, variant_for_sale(seller=bruno.seller))

    assert browser.get(info(cart)).url == cart.get_absolute_url()


@pytest.mark.parametrize("text", ["x" * 10_000, "\0", "😀" * 50, "<script>alert(1)</script>", "'; --", "\ud800"])
@pytest.mark.parametrize("name", ["email", "note", *ADDRESS])
def test_bears_any_text(guest, cart, name, text):
    body = urlencode(TYPED | {name: text.encode("utf-8", "surrogatepass")})

    response = guest.post(info(cart), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code in (302, 422)
    assert "<script>alert" not in response.text


def test_is_hidden_from_everybody_else(cart, client_of, alice):
    for browser in (client_of(None), client_of(alice)):
        for url in (info(cart), pay(cart), f"/order/submitted/{cart.pk}/"):
            assert browser.get(url).status_code == 404
            assert browser.post(url, TYPED).status_code in (404, 405)


def test_knows_no_unknown_id(guest):
    for page in ("user-info", "payment-info", "submitted"):
        assert guest.get(f"/order/{page}/{uuid.uuid4()}/").status_code == 404
        assert guest.get(f"/order/{page}/1/").status_code == 404


def test_marks_the_chosen_country_among_all(guest, cart):
    page = guest.post(info(cart), {"country": "AT", "do": "refresh"}).text

    assert page.count(" selected>") == 1
    assert '<option value="AT" selected>Austria</option>' in page
    assert '<option value="CI">Côte d\'Ivoire' not in page  # escaped

"""From the basket to the payment without a stop, for somebody whose address is known."""

import pytest

from accounts.tests.factories import AddressFactory
from cart import drafts
from cart.models import Cart
from orders.tests.pages import filled, info, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(client_of, alice):
    return client_of(alice)


def test_takes_the_default_address_and_leads_to_the_payment(buyer, alice):
    AddressFactory(owner=alice, city="Hamburg", postal_code="20095")
    default = AddressFactory(owner=alice, city="Berlin", postal_code="10435", is_default=True)
    cart = filled(buyer)

    response = buyer.post(info(cart), {"do": "checkout"})

    draft = drafts.of(Cart.objects.get(pk=cart.pk))
    assert response.url == pay(cart)
    assert (draft.address_id, draft.address["city"]) == (default.pk, "Berlin")
    assert buyer.get(pay(cart)).status_code == 200


def test_basket_passes_the_press_of_its_button_on(buyer, alice):
    AddressFactory(owner=alice, is_default=True)
    cart = filled(buyer)

    response = buyer.post(cart.get_absolute_url(), {"do": "checkout"})

    assert (response.status_code, response.url) == (307, info(cart))


def test_somebody_without_an_address_types_it_first(buyer):
    cart = filled(buyer)

    response = buyer.post(info(cart), {"do": "checkout"})

    assert response.url == info(cart)
    assert not Cart.objects.get(pk=cart.pk).sealed_draft


def test_an_address_where_a_shop_does_not_deliver_is_asked_for(buyer, alice):
    AddressFactory(owner=alice, country="AT", postal_code="1010", city="Wien", is_default=True)
    cart = filled(buyer)

    response = buyer.post(info(cart), {"do": "checkout"})

    assert response.url == info(cart)
    assert not Cart.objects.get(pk=cart.pk).sealed_draft


def test_a_guest_is_asked(client_of):
    guest = client_of(None)
    cart = filled(guest)

    assert guest.post(info(cart), {"do": "checkout"}).url == info(cart)


def test_a_strangers_basket_is_not_found(client_of, buyer, rita):
    cart = filled(buyer)

    assert client_of(rita).post(info(cart), {"do": "checkout"}).status_code == 404

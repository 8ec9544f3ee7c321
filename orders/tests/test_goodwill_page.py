"""`/admin/orders/refund/of-parcel/<id>/goodwill/`: for the office, once per page, with what was typed kept."""

import uuid
from decimal import Decimal

import pytest

from orders.models import Refund
from orders.tests import after

pytestmark = pytest.mark.django_db


def url_of(parcel) -> str:
    return f"/admin/orders/refund/of-parcel/{parcel.pk}/goodwill/"


def test_pays_once_per_page_and_says_what_is_left(bruno, alice, adam, client_of):
    parcel, office = after.delivered(bruno, alice, card=True), client_of(adam)
    page = office.get(url_of(parcel))
    form = {"key": page.context["form"]["key"].value(), "amount": "7.50", "reason": "It came late"}

    answers = [office.post(url_of(parcel), form).status_code for _number in range(2)]

    assert "€52.90" in page.content.decode()
    assert answers == [302, 302]
    assert Refund.objects.get().amount == Decimal("7.50")
    assert "€45.40" in office.get(url_of(parcel)).content.decode()
    order = office.get(f"/admin/orders/order/{parcel.order_id}/change/").content.decode()
    assert url_of(parcel) in order


@pytest.mark.parametrize("amount", ["", "0", "-1", "52.91", "1e5", "x", "9" * 40, "7.505", "\0"])
def test_keeps_what_was_typed_where_it_cannot_be(bruno, alice, adam, client_of, amount):
    parcel = after.delivered(bruno, alice, card=True)

    answer = client_of(adam).post(url_of(parcel), {"key": uuid.uuid4(), "amount": amount, "reason": "It came late"})

    assert answer.status_code == 422
    assert "It came late" in answer.content.decode()
    assert not Refund.objects.exists()


def test_is_for_the_office_alone(bruno, alice, dora, client_of):
    parcel = after.delivered(bruno, alice, card=True)

    assert {client_of(user).get(url_of(parcel)).status_code for user in (alice, bruno, dora)} == {403}
    assert client_of(None).get(url_of(parcel)).url.startswith("/login/?next=")


def test_the_buyer_reads_of_a_reduced_price(bruno, alice, adam, client_of):
    parcel = after.delivered(bruno, alice, card=True)

    client_of(adam).post(url_of(parcel), {"key": uuid.uuid4(), "amount": "7.50", "reason": "secret thoughts"})

    page = client_of(alice).get(f"/orders/{parcel.order.number}/").content.decode()
    assert "Reduced price" in page
    assert "€7.50" in page
    assert "secret thoughts" not in page

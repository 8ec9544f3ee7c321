"""What "download my data" and "delete my account" do with orders."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Courier
from accounts.operations.erasure import CannotErase
from catalog import personal as catalog_personal
from orders import cash, erasing, personal, purchases, returns
from orders.models import Order, Payment
from orders.states import ParcelStatus as P
from orders.tests import after
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import crypto


def test_own_orders_and_reviews_are_taken_along(alice, eve):
    line = ParcelFactory(order=OrderFactory(buyer=alice, note="Ring twice"), status=P.DELIVERED).lines.get()
    purchases.review(line=line, stars=5, text="Lovely", by=alice, now=timezone.now())
    ParcelFactory(order=OrderFactory(buyer=eve))

    (order,), (review,) = personal.orders(alice), catalog_personal.reviews(alice)

    assert (order["number"], order["note"], order["status"]) == (line.order.number, "Ring twice", "delivered")
    assert order["address"]["line1"] == "Kastanienallee 7"
    assert [row["sku"] for row in order["lines"]] == [line.sku]
    assert (review["stars"], review["text"]) == (5, "Lovely")


def test_orders_stay_without_contact_and_reviews_without_a_name(alice):
    line = ParcelFactory(order=OrderFactory(buyer=alice, note="Ring twice"), status=P.DELIVERED).lines.get()
    review = purchases.review(line=line, stars=5, text="Lovely", by=alice, now=timezone.now())

    erasing.erase(alice)

    order = Order.objects.get()
    review.refresh_from_db()
    assert (order.email, order.phone, order.note) == (f"erased-{alice.pk}@erased.invalid", "", "")
    assert order.email_index != crypto.blind_index("alice@example.com")
    assert (order.full_name, order.line1, order.line2) == ("Deleted account", "", "")
    assert (order.city, order.country) == ("Berlin", "DE")
    assert (review.author, review.author_name, review.text) == (None, "A buyer", "Lovely")


def as_guest(person, **more):
    email = f" {person.email.upper()}"
    return OrderFactory(buyer=None, email=email, email_index=crypto.blind_index(email), **more)


def test_what_was_ordered_as_a_guest_is_ones_own_too(alice, eve):
    mine, foreign = as_guest(alice), as_guest(eve)
    ParcelFactory(order=mine, status=P.DELIVERED)

    assert [(row["number"], row["as_guest"]) for row in personal.orders(alice)] == [(mine.number, True)]
    erasing.erase(alice)

    assert Order.objects.get(pk=mine.pk).full_name == "Deleted account"
    assert Order.objects.get(pk=foreign.pk).email == foreign.email


def test_why_something_went_back_is_taken_along(bruno, alice, adam):
    request = after.asked(after.delivered(bruno, alice), alice)
    request.lines.update(note="The handle came off")

    ((line,),) = [row["lines"] for row in personal.returns(alice)]

    assert (line["note"], line["reason"]) == ("The handle came off", request.lines.get().reason)


def test_nobody_leaves_while_money_is_on_its_way_to_them(bruno, alice, adam):
    request, now = after.asked(after.delivered(bruno, alice), alice), timezone.now()
    returns.approve(request=request, instructions="x", by=bruno, now=now)
    returns.receive(request=request, restock=[], by=bruno, now=now)

    with pytest.raises(CannotErase, match="Money is on its way"):
        erasing.erase(alice)


@pytest.mark.parametrize(("status", "why"), [(P.OUT_FOR_DELIVERY, "parcels to bring"), (P.DELIVERED, "Cash")])
def test_nobody_leaves_with_parcels_or_cash_of_others(dora, alice, status, why):
    """Nor does an end of their duty change that."""
    ParcelFactory(order=OrderFactory(buyer=alice), status=status, courier=dora.courier)
    Courier.objects.update(is_active=False)

    with pytest.raises(CannotErase, match=why):
        erasing.erase(dora)


def test_cash_that_was_handed_in_waits_for_the_office(dora, alice, adam):
    ParcelFactory(order=OrderFactory(buyer=alice), status=P.DELIVERED, courier=dora.courier)
    Payment.objects.update(captured_at=timezone.now())
    count = cash.count(counted=Decimal("52.90"), note="", by=dora, now=timezone.now())
    with pytest.raises(CannotErase, match="Cash"):
        erasing.erase(dora)

    cash.confirm(count=count, received=Decimal("52.90"), reason="", by=adam, now=timezone.now())

    erasing.erase(dora)


def test_nobody_leaves_while_parcels_are_on_their_way(alice):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice), status=P.SHIPPED)

    with pytest.raises(CannotErase):
        erasing.erase(alice)

    parcel.order.refresh_from_db()
    assert parcel.order.phone == "+4930901820000"

"""What "download my data" and "delete my account" do with orders."""

import pytest
from django.utils import timezone

from accounts.operations.erasure import CannotErase
from catalog import personal as catalog_personal
from orders import personal, purchases
from orders.models import Order
from orders.states import ParcelStatus as P
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

    personal.erase(alice)

    order = Order.objects.get()
    review.refresh_from_db()
    assert (order.email, order.phone, order.note) == (f"erased-{alice.pk}@erased.invalid", "", "")
    assert order.email_index != crypto.blind_index("alice@example.com")
    assert (order.full_name, order.line1, order.line2) == ("Deleted account", "", "")
    assert (order.city, order.country) == ("Berlin", "DE")
    assert (review.author, review.author_name, review.text) == (None, "A buyer", "Lovely")


def test_nobody_leaves_while_parcels_are_on_their_way(alice):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice), status=P.SHIPPED)

    with pytest.raises(CannotErase):
        personal.erase(alice)

    parcel.order.refresh_from_db()
    assert parcel.order.phone == "+4930901820000"

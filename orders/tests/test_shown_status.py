"""The word for an order in a list is the one that stands on its page."""

import pytest

from orders import states
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


@pytest.mark.parametrize(
    ("parcels", "shown"),
    [
        ([P.PACKED], "packed"),
        ([P.OUT_FOR_DELIVERY, P.OUT_FOR_DELIVERY], "out_for_delivery"),
        ([P.ATTEMPT_FAILED, P.CANCELLED], "attempt_failed"),
        ([P.RETURNING], "returning"),
        ([P.CANCELLED, P.CANCELLED], "cancelled"),
        ([P.AWAITING_PAYMENT], "awaiting_payment"),
        ([P.PACKED, P.SHIPPED], "partly_shipped"),
        ([P.SHIPPED, P.OUT_FOR_DELIVERY], "shipped"),
        ([P.DELIVERED, P.PENDING], "partly_delivered"),
    ],
)
def test_is_that_of_the_parcels_where_they_share_one(parcels, shown):
    assert states.shown_of_order(parcels) == shown


def test_the_history_says_packed_where_the_parcel_is_packed(alice, client_of):
    ParcelFactory(order=OrderFactory(buyer=alice), status=P.PACKED)

    page = client_of(alice).get("/orders/").text

    assert "Packed" in page
    assert "Pending" not in page

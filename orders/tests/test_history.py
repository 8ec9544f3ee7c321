"""`/orders/`: the buyer's own orders, newest first."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orders.states import ParcelStatus
from orders.tests.factories import OrderFactory, ParcelFactory


def _order(buyer, *, number, status=ParcelStatus.PENDING, days_ago=0):
    placed = timezone.now() - datetime.timedelta(days=days_ago)
    parcel = ParcelFactory(order=OrderFactory(buyer=buyer, number=number, placed_at=placed), status=status)
    return parcel.order


def test_lists_own_orders_newest_first(alice, eve, client_of):
    _order(alice, number="1000-0001", days_ago=3)
    _order(alice, number="1000-0002", days_ago=1)
    _order(eve, number="1000-0003")

    page = client_of(alice).get("/orders/")

    assert [row.order.number for row in page.context["rows"]] == ["1000-0002", "1000-0001"]
    assert "1000-0003" not in page.content.decode()


def test_sends_a_guest_to_the_login(db, client_of):
    page = client_of(None).get("/orders/")

    assert page.status_code == 302
    assert page.url == "/login/?next=/orders/"


def test_invites_who_has_no_order_yet(alice, client_of):
    page = client_of(alice).get("/orders/")

    assert "You have not ordered anything yet" in page.content.decode()


@pytest.mark.parametrize(
    ("view", "numbers"),
    [
        ("", {"1000-0001", "1000-0002", "1000-0003"}),
        ("open", {"1000-0001"}),
        ("delivered", {"1000-0002"}),
        ("cancelled", {"1000-0003"}),
        ("<script>", {"1000-0001", "1000-0002", "1000-0003"}),
    ],
)
def test_filters_by_state(alice, client_of, view, numbers):
    _order(alice, number="1000-0001")
    _order(alice, number="1000-0002", status=ParcelStatus.DELIVERED)
    _order(alice, number="1000-0003", status=ParcelStatus.CANCELLED)

    page = client_of(alice).get("/orders/", {"view": view})

    assert {row.order.number for row in page.context["rows"]} == numbers


@pytest.mark.parametrize(
    ("year", "numbers"),
    [("2024", ["1000-0001"]), ("1999", None), ("99999", None), ("20x4", None), ("", None), ("\0", None)],
)
def test_filters_by_year_and_ignores_what_is_none(alice, client_of, year, numbers):
    old = OrderFactory(buyer=alice, number="1000-0001", placed_at=datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC))
    ParcelFactory(order=old)
    _order(alice, number="1000-0002")

    page = client_of(alice).get("/orders/", {"year": year})

    assert [row.order.number for row in page.context["rows"]] == (numbers or ["1000-0002", "1000-0001"])


def test_pages_after_ten(alice, client_of):
    for number in range(12):
        _order(alice, number=f"1000-{number:04d}", days_ago=number)

    first = client_of(alice).get("/orders/")
    second = client_of(alice).get("/orders/", {"page": "2"})

    assert len(first.context["rows"]) == 10
    assert [row.order.number for row in second.context["rows"]] == ["1000-0010", "1000-0011"]


def test_asks_the_database_no_more_often_for_more_orders(alice, client_of):
    client = client_of(alice)
    _order(alice, number="1000-0000")
    client.get("/orders/")

    with CaptureQueriesContext(connection) as few:
        client.get("/orders/")
    for number in range(1, 10):
        _order(alice, number=f"1000-{number:04d}")
    with CaptureQueriesContext(connection) as many:
        client.get("/orders/")

    # session, user, groups; count, orders, parcels, shops, lines with products; years; basket count
    assert len(many) == len(few) <= 10, [query["sql"] for query in many]

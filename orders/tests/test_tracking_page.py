"""`/orders/<number>/` and `/track/<token>/`: where each parcel is, and the code when its time has come."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from orders import delivery, fulfilment, handover, tracking
from orders.models import Order, Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


def _order(buyer, **given) -> tuple[Order, Parcel]:
    parcel = ParcelFactory(order=OrderFactory(buyer=buyer), **given)
    return parcel.order, parcel


def _shown(page) -> str:
    return page.context["cards"][0].code


@pytest.mark.parametrize("status", list(P), ids=str)
def test_shows_the_code_only_while_it_is_out_for_delivery(alice, client_of, status):
    order, parcel = _order(alice, status=status, courier=CourierFactory())

    page = client_of(alice).get(order.get_absolute_url())

    is_out = status == P.OUT_FOR_DELIVERY
    assert page.status_code == 200
    assert _shown(page) == (handover.code(parcel) if is_out else "")
    assert (f'<p class="code">{handover.code(parcel)}</p>' in page.content.decode()) == is_out


def test_hides_the_code_while_the_hand_over_is_locked(alice, client_of):
    order, _parcel = _order(alice, status=P.OUT_FOR_DELIVERY, courier=CourierFactory(), code_locked_at=timezone.now())

    page = client_of(alice).get(order.get_absolute_url())

    assert _shown(page) == ""
    assert "the hand-over was stopped" in page.content.decode()


def test_asks_again_every_minute_only_while_out_for_delivery(alice, client_of):
    out, _first = _order(alice, status=P.OUT_FOR_DELIVERY, courier=CourierFactory())
    packed, _second = _order(alice, status=P.PACKED)
    client = client_of(alice)

    moving = client.get(out.get_absolute_url()).content.decode()
    still = client.get(packed.get_absolute_url()).content.decode()

    assert 'hx-trigger="every 60s"' in moving
    assert "Check again" in moving
    assert "hx-trigger" not in still
    assert "htmx" not in still.partition("</head>")[0].replace("htmx-config", "")


def test_the_timeline_is_what_the_events_say(alice, bruno, dora, client_of):
    order, parcel = _order(alice, seller=bruno.seller)
    start = order.placed_at
    steps = [
        lambda now: fulfilment.accept(parcel=parcel, by=bruno, now=now),
        lambda now: fulfilment.pack(parcel=parcel, by=bruno, now=now),
        lambda now: delivery.claim(parcel=parcel, by=dora, now=now),
        lambda now: delivery.pick_up(parcel=parcel, by=dora, now=now),
        lambda now: delivery.start(parcel=parcel, by=dora, now=now),
    ]
    for hours, step in enumerate(steps, start=1):
        step(start + datetime.timedelta(hours=hours))

    card = client_of(alice).get(order.get_absolute_url()).context["cards"][0]

    assert [(step.title, step.state) for step in card.steps] == [
        ("Order placed", "done"),
        ("Accepted by the shop", "done"),
        ("Packed", "done"),
        ("A courier will bring it", "done"),
        ("Left the shop", "done"),
        ("Out for delivery", "now"),
        ("Delivered", "next"),
    ]
    assert [step.at for step in card.steps[1:6]] == list(parcel.events.order_by("at").values_list("at", flat=True))
    assert card.sentence == "Out for delivery. You are the next stop."
    assert card.courier == "Dora"


def test_says_how_many_stops_come_before(alice, dora, client_of):
    order, _parcel = _order(alice, status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    for postal_code in ("10115", "10117", "14195"):
        ParcelFactory(order=OrderFactory(postal_code=postal_code), status=P.OUT_FOR_DELIVERY, courier=dora.courier)

    card = client_of(alice).get(order.get_absolute_url()).context["cards"][0]

    assert card.sentence == "Out for delivery, 2 stops before you."


def test_a_stranger_and_the_staff_find_nothing(alice, eve, adam, bruno, dora, client_of):
    order, _parcel = _order(alice, seller=bruno.seller, status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    own = order.get_absolute_url()

    for page in ("", "cancellation/", "invoice/"):
        assert {client_of(user).get(own + page).status_code for user in (eve, adam, bruno, dora)} == {404}, page
        assert client_of(None).get(own + page).status_code == 302
    assert {client_of(user).post(own + "again/").status_code for user in (eve, adam)} == {404}


@pytest.mark.parametrize("number", ["0000-0000", "1", "x" * 3000, "%00", "'; drop table--", "🧺"])
def test_a_number_that_is_none_is_not_there(alice, client_of, number):
    assert client_of(alice).get(f"/orders/{number}/").status_code == 404


def test_a_guest_reads_by_the_link_what_the_buyer_reads(db, client_of):
    order, parcel = _order(None, status=P.OUT_FOR_DELIVERY, courier=CourierFactory())

    page = client_of(None).get(tracking.path(order))

    assert page.status_code == 200
    assert _shown(page) == handover.code(parcel)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.content.decode()


def test_a_changed_or_replaced_link_opens_nothing(db, client_of):
    order, _parcel = _order(None)
    path = tracking.path(order)
    Order.objects.filter(pk=order.pk).update(link_version=2)

    for address in (path, path[:-2] + "x/", "/track/1.abc/", "/track/%00/", "/track/" + "x" * 3000 + "/"):
        for page in ("", "invoice/", "cancellation/"):
            assert client_of(None).get(address + page).status_code == 404
    assert client_of(None).post(path + "again/").status_code == 404


def test_the_pages_of_one_order_ask_a_bounded_number_of_questions(alice, client_of):
    small, _parcel = _order(alice, status=P.SHIPPED, courier=CourierFactory())
    large, _parcel = _order(alice, status=P.SHIPPED, courier=CourierFactory())
    for _number in range(4):
        ParcelFactory(order=large, status=P.SHIPPED, courier=CourierFactory())
    client = client_of(alice)

    few = [_queries(client, small.get_absolute_url() + page) for page in ("", "invoice/", "cancellation/")]
    many = [_queries(client, large.get_absolute_url() + page) for page in ("", "invoice/", "cancellation/")]

    # user, groups, order, order with parcels; shops, couriers, people; events, attempts, proofs,
    # payments, lines; reviews; returns and their lines
    assert few == many
    assert max(many) <= 16


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_the_invoice_adds_up(alice, client_of):
    order, _parcel = _order(alice)

    page = client_of(alice).get(f"{order.get_absolute_url()}invoice/")

    text = page.content.decode()
    invoice = page.context["invoice"]
    assert [(name, str(amount)) for name, amount in invoice.rows] == [
        ("Items", "48.00"), ("Delivery", "4.90"),
    ]  # fmt: skip
    assert invoice.taxes == "including 19% tax: €8.45"
    assert "€52.90" in text
    assert "Kastanienallee 7" in text

"""The cash drawer: collected, counted with its difference, handed in, confirmed by the office."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from orders import cash, delivery, handover
from orders.actions import NotAllowed
from orders.models import CashCount, CashCountItem, Parcel
from orders.queries import courier
from orders.states import ParcelStatus as P
from orders.tests.factories import ParcelFactory
from shop.core import states


def _delivered(dora) -> Parcel:
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    return delivery.deliver(parcel=parcel, code=handover.code(parcel), by=dora, now=timezone.now())


def _count(dora, counted="52.90", note="") -> CashCount:
    return cash.count(counted=Decimal(counted), note=note, by=dora, now=timezone.now())


def test_a_count_covers_what_was_collected_and_empties_the_drawer(dora, client_of):
    parcels = [_delivered(dora), _delivered(dora)]
    ParcelFactory(status=P.DELIVERED, courier=CourierFactory())
    client = client_of(dora)

    before = client.get("/deliver/cash/").context["drawer"]
    answer = client.post("/deliver/cash/", {"counted": "105.80", "note": ""})

    count = CashCount.objects.get()
    assert (before.total, answer.url) == (Decimal("105.80"), "/deliver/cash/")
    assert (count.courier, count.expected, count.difference, count.status) == (
        dora.courier, Decimal("105.80"), Decimal(0), "handed_in",
    )  # fmt: skip
    assert {item.payment.parcel for item in count.items.all()} == set(parcels)
    assert (courier.drawer(dora).total, courier.drawer(dora).counts) == (Decimal(0), [count])
    assert count.events.get().by == dora


def test_a_difference_needs_a_reason(dora, client_of):
    _delivered(dora)
    client = client_of(dora)

    refused = client.post("/deliver/cash/", {"counted": "50.00"})
    assert refused.status_code == 422
    assert "It should be €52.90. Write why it is not." in refused.content.decode()
    assert not CashCount.objects.exists()
    client.post("/deliver/cash/", {"counted": "50.00", "note": "Gave back too much change."})

    assert CashCount.objects.get().difference == Decimal("-2.90")


@pytest.mark.parametrize("counted", ["", "-1", "12,5o", "NaN", "1e30", "9" * 400, "1.005", "\0", "🧺"])
def test_what_is_no_sum_is_explained(dora, client_of, counted):
    _delivered(dora)

    page = client_of(dora).post("/deliver/cash/", {"counted": counted})

    assert page.status_code == 422
    assert not CashCount.objects.exists()


def test_there_is_nothing_to_count_twice(dora):
    _delivered(dora)
    _count(dora)

    with pytest.raises(cash.NothingToCount):
        _count(dora, "0.00")

    assert CashCountItem.objects.count() == 1


def test_the_office_confirms_once_and_says_why_it_differs(dora, adam):
    _delivered(dora)
    count = _count(dora)
    now = timezone.now()

    with pytest.raises(cash.ReasonNeeded):
        cash.confirm(count=count, received=Decimal("52.00"), reason="", by=adam, now=now)
    confirmed = cash.confirm(count=count, received=Decimal("52.00"), reason="90 cents short", by=adam, now=now)
    with pytest.raises(states.IllegalMove):
        cash.confirm(count=count, received=Decimal("52.00"), reason="again", by=adam, now=now)

    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.difference) == ("confirmed", Decimal("-0.90"))
    assert confirmed.events.get(to_status="confirmed", from_status="handed_in").note == "90 cents short"


@pytest.mark.parametrize("who", ["dora", "bruno", "alice"])
def test_nobody_but_the_office_confirms(request, dora, who):
    _delivered(dora)
    count = _count(dora)

    with pytest.raises(NotAllowed):
        cash.confirm(
            count=count, received=count.counted, reason="", by=request.getfixturevalue(who), now=timezone.now()
        )

    count.refresh_from_db()
    assert count.status == "handed_in"

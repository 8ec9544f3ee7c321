"""The dispatch page: who brings what, locked hand-overs, cash that came in."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from catalog.tests.factories import AreaFactory
from orders import cash, delivery, handover
from orders.models import CashCount, Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory

DISPATCH = "/admin/orders/parcel/dispatch/"


def _ids(*parcels: Parcel) -> list[int]:
    return [parcel.pk for parcel in parcels]


def test_lists_what_nobody_brings_by_area_and_what_each_courier_carries(adam, dora, client_of):
    hamburg = AreaFactory(name="Hamburg")
    berlin, far = ParcelFactory(status=P.PACKED), ParcelFactory(status=P.PACKED, area=hamburg)
    ParcelFactory(status=P.PACKED, delivery_method="carrier")
    ParcelFactory(status=P.PENDING)
    for status in (P.PACKED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED):
        ParcelFactory(status=status, courier=dora.courier)
    ParcelFactory(status=P.DELIVERED, courier=dora.courier, delivered_at=timezone.now())
    idle = CourierFactory()

    page = client_of(adam).get(DISPATCH)

    assert [(wait.name, wait.parcels) for wait in page.context["waiting"]] == [("Berlin", [berlin]), ("Hamburg", [far])]
    found = {load.courier: load for load in page.context["loads"]}
    load = found[dora.courier]
    assert (load.areas, load.to_fetch, load.in_car, load.on_the_way, load.failed, load.delivered) == (
        "Berlin", 1, 0, 1, 1, 1,
    )  # fmt: skip
    assert found[idle].total == 0
    assert [load.courier for load in page.context["waiting"][0].couriers] == [dora.courier, idle]


def test_assigns_several_at_once_and_says_of_each_that_was_faster(adam, dora, client_of, monkeypatch):
    first, second = ParcelFactory(status=P.PACKED), ParcelFactory(status=P.PACKED)
    other = CourierFactory()
    client, chosen = client_of(adam), {"parcels": _ids(first, second), "courier": dora.courier.pk}
    assign = delivery.assign

    def overtaken(*, parcel, **given):
        if parcel == second:
            Parcel.objects.filter(pk=second.pk).update(courier=other)
        return assign(parcel=parcel, **given)

    monkeypatch.setattr(delivery, "assign", overtaken)
    text = client.post(DISPATCH, chosen, follow=True).content.decode()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.courier, second.courier) == (dora.courier, other)
    assert "1 parcel for" in text
    assert "took this parcel meanwhile" in text
    assert first.events.get(happening="reassigned").by == adam


@pytest.mark.parametrize("data", [{}, {"parcels": "x"}, {"parcels": "9" * 30}, {"courier": "\0"}, {"courier": "-1"}])
def test_assigning_nothing_sensible_is_explained(adam, client_of, data):
    parcel = ParcelFactory(status=P.PACKED)

    page = client_of(adam).post(DISPATCH, data)

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert 'class="errornote"' in page.content.decode()
    assert parcel.courier is None


def test_a_parcel_changes_courier_with_a_reason_only(adam, dora, client_of):
    parcel, other = ParcelFactory(status=P.SHIPPED, courier=dora.courier), CourierFactory()
    client, path = client_of(adam), f"{DISPATCH}{dora.courier.pk}/"
    chosen = {"parcels": _ids(parcel), "courier": other.pk}

    assert client.post(path, {**chosen, "reason": " "}).status_code == 422
    parcel.refresh_from_db()
    assert parcel.courier == dora.courier
    client.post(path, {**chosen, "reason": "Flat tyre"})

    parcel.refresh_from_db()
    assert parcel.courier == other
    assert parcel.events.get(happening="reassigned").note.endswith(": Flat tyre")


def test_nobody_is_given_their_own_parcel_or_brings_while_inactive(adam, dora, client_of):
    own = ParcelFactory(order=OrderFactory(buyer=dora), status=P.PACKED)
    resting = CourierFactory(is_active=False)
    client = client_of(adam)

    text = client.post(DISPATCH, {"parcels": _ids(own), "courier": dora.courier.pk}, follow=True).content.decode()
    refused = client.post(DISPATCH, {"parcels": _ids(own), "courier": resting.pk})

    own.refresh_from_db()
    assert "Nobody brings a parcel to themselves" in text
    assert (refused.status_code, own.courier) == (422, None)


def test_opens_a_locked_hand_over_with_a_reason_and_never_shows_a_code(adam, dora, client_of):
    parcel = ParcelFactory(
        status=P.OUT_FOR_DELIVERY, courier=dora.courier, code_locked_at=timezone.now(), code_failures=5
    )
    client, before = client_of(adam), handover.code(parcel)

    client.post(f"{DISPATCH}open/{parcel.pk}/", {"reason": ""})
    parcel.refresh_from_db()
    assert parcel.code_locked_at is not None
    listed = client.get(DISPATCH).content.decode()
    client.post(f"{DISPATCH}open/{parcel.pk}/", {"reason": "The buyer read it wrongly."})

    parcel.refresh_from_db()
    texts = (
        listed
        + client.get(DISPATCH).content.decode()
        + client.get(f"/admin/orders/parcel/{parcel.pk}/change/").content.decode()
    )
    assert (parcel.code_locked_at, parcel.code_failures) == (None, 0)
    assert not any(f">{code}<" in texts for code in (before, handover.code(parcel)))
    assert parcel.code_nonce not in texts


def test_confirms_cash_that_came_in(adam, dora, client_of):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    delivery.deliver(parcel=parcel, code=handover.code(parcel), by=dora, now=timezone.now())
    count = cash.count(counted=Decimal("52.90"), note="", by=dora, now=timezone.now())
    client = client_of(adam)

    listed = client.get(DISPATCH).content.decode()
    client.post(f"{DISPATCH}cash/{count.pk}/", {"received": "52.90", "reason": ""})

    assert "counted €52.90, collected €52.90" in listed
    assert CashCount.objects.get().status == "confirmed"


def test_is_for_the_office_alone(alice, bruno, dora, client_of):
    parcel = ParcelFactory(status=P.PACKED)
    for path in ("", f"{dora.courier.pk}/"):
        assert {client_of(user).get(DISPATCH + path).status_code for user in (alice, bruno, dora)} == {403}
        assert client_of(None).get(DISPATCH + path).status_code == 302
    for user in (alice, bruno, dora):
        client_of(user).post(DISPATCH, {"parcels": _ids(parcel), "courier": dora.courier.pk})

    parcel.refresh_from_db()
    assert parcel.courier is None


def test_asks_the_database_no_more_often_for_more_parcels_and_couriers(adam, dora, client_of):
    client = client_of(adam)
    ParcelFactory(status=P.PACKED)

    few = _queries(client, DISPATCH)
    for _number in range(5):
        AreaFactory().couriers.add(CourierFactory())
        ParcelFactory(status=P.PACKED)
        ParcelFactory(status=P.SHIPPED, courier=dora.courier)

    # user, groups, permissions ×2; couriers, their areas, parcels, locked, cash
    assert few == _queries(client, DISPATCH) <= 12


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)

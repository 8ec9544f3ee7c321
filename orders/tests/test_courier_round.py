"""The courier's round and the jobs to claim."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from catalog.tests.factories import AreaFactory
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


def _parcel(dora, status=P.OUT_FOR_DELIVERY, **given) -> Parcel:
    given.setdefault("order", OrderFactory(**given.pop("placed", {})))
    return ParcelFactory(status=status, courier=dora.courier, **given)


def test_the_round_counts_what_is_done_and_orders_what_is_left(dora, client_of):
    now = timezone.now()
    done = _parcel(dora, P.DELIVERED, delivered_at=now)
    to_fetch = _parcel(dora, P.PACKED)
    far = _parcel(dora, placed={"postal_code": "13353"})
    near = _parcel(dora, placed={"postal_code": "10115"})
    at_door = _parcel(dora, placed={"postal_code": "14195"}, arrived_at=now)
    later = _parcel(dora, P.ATTEMPT_FAILED, next_attempt_on=timezone.localdate() + datetime.timedelta(days=1))
    due = _parcel(dora, P.ATTEMPT_FAILED, next_attempt_on=timezone.localdate())
    ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=CourierFactory())

    whole = client_of(dora).get("/deliver/").context["round"]

    assert whole.todo == [at_door, near, far, due, to_fetch]
    assert (whole.finished, whole.later) == ([done], [later])
    assert (whole.done, whole.total) == (1, 6)


def test_the_whole_round_starts_at_once(dora, client_of):
    first, second, packed = _parcel(dora, P.SHIPPED), _parcel(dora, P.SHIPPED), _parcel(dora, P.PACKED)

    client_of(dora).post("/deliver/start/")

    states = {parcel.pk: parcel.status for parcel in Parcel.objects.all()}
    assert states == {first.pk: P.OUT_FOR_DELIVERY, second.pk: P.OUT_FOR_DELIVERY, packed.pk: P.PACKED}


def test_jobs_name_area_and_shop_and_nothing_of_the_buyer(dora, client_of):
    parcel = ParcelFactory(status=P.PACKED)
    ParcelFactory(status=P.PACKED, area=AreaFactory(name="Hamburg"))
    ParcelFactory(status=P.PENDING)
    ParcelFactory(status=P.PACKED, delivery_method="carrier")

    page = client_of(dora).get("/deliver/jobs/")

    text = page.content.decode()
    assert page.context["jobs"] == [parcel]
    assert parcel.seller.name in text
    for hidden in ("Alice Anders", "Kastanienallee", parcel.order.number, "+4930901820000"):
        assert hidden not in text


def test_who_comes_second_is_told(dora, client_of):
    parcel = ParcelFactory(status=P.PACKED)
    other = CourierFactory()
    AreaFactory().couriers.add(other)
    client_of(other.user).post(f"/deliver/jobs/{parcel.pk}/claim/")

    page = client_of(dora).post(f"/deliver/jobs/{parcel.pk}/claim/", follow=True)

    parcel.refresh_from_db()
    assert "Another courier took this parcel" in page.content.decode()
    assert parcel.courier == other


def test_nobody_brings_a_parcel_to_themselves(dora, client_of):
    parcel = ParcelFactory(order=OrderFactory(buyer=dora), status=P.PACKED)

    page = client_of(dora).get("/deliver/jobs/")
    answer = client_of(dora).post(f"/deliver/jobs/{parcel.pk}/claim/")

    parcel.refresh_from_db()
    assert page.context["jobs"] == []
    assert (answer.status_code, parcel.courier) == (404, None)


def test_asks_the_database_no_more_often_for_more_stops(dora, client_of):
    client = client_of(dora)
    _parcel(dora)
    ParcelFactory(status=P.PACKED)
    paths = ("/deliver/", "/deliver/jobs/", "/deliver/cash/")

    few = [_queries(client, path) for path in paths]
    for _number in range(10):
        _parcel(dora)
        _parcel(dora, P.DELIVERED, delivered_at=timezone.now())
        ParcelFactory(status=P.PACKED)
    many = [_queries(client, path) for path in paths]

    # user, groups, and one for the page; the drawer also reads the counts before
    assert few == many == [3, 3, 4]


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)

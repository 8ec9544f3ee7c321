"""The courier's screens: round, stop, hand-over, failed attempts, jobs, cash."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from catalog.models import Stock
from catalog.tests.factories import AreaFactory
from orders import handover
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs


def _parcel(dora, status=P.OUT_FOR_DELIVERY, **given) -> Parcel:
    given.setdefault("order", OrderFactory(**given.pop("placed", {})))
    return ParcelFactory(status=status, courier=dora.courier, **given)


def _wrong(parcel: Parcel) -> str:
    return "0000" if handover.code(parcel) != "0000" else "1111"


def test_a_parcel_goes_from_the_shop_to_the_door(dora, client_of):
    parcel = ParcelFactory(status=P.PACKED)
    client = client_of(dora)

    client.post(f"/deliver/jobs/{parcel.pk}/claim/")
    for action in ("pick-up", "start", "arrive"):
        assert client.post(f"/deliver/{parcel.pk}/{action}/").url == f"/deliver/{parcel.pk}/", action
    parcel.refresh_from_db()
    answer = client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)})

    parcel.refresh_from_db()
    assert answer.url == "/deliver/"
    assert (parcel.status, parcel.courier.user) == (P.DELIVERED, dora)
    assert parcel.payments.get().captured == parcel.total
    stock = Stock.objects.get(variant=parcel.lines.get().variant)
    assert (stock.on_hand, stock.reserved) == (8, 0)
    jobs.run_waiting()
    subjects = [message.subject for message in mail.outbox]
    shop = parcel.seller.name
    assert subjects == [
        f"Your parcel from {shop} is on its way",
        f"Your parcel from {shop} comes today",
        f"Your parcel from {shop} was delivered",
    ]
    assert not any(handover.code(parcel) in str(message.message()) for message in mail.outbox)


def test_the_one_button_changes_with_the_state(dora, client_of):
    client = client_of(dora)
    arrived = timezone.now()

    cases = [
        (_parcel(dora, P.PACKED), "Pick up"),
        (_parcel(dora, P.SHIPPED), "Start"),
        (_parcel(dora, P.OUT_FOR_DELIVERY), "I have arrived"),
        (_parcel(dora, P.OUT_FOR_DELIVERY, arrived_at=arrived), "Confirm delivery"),
        (_parcel(dora, P.ATTEMPT_FAILED), "Start"),
        (_parcel(dora, P.RETURNING), "Handed back to the shop"),
        (_parcel(dora, P.DELIVERED), ""),
        (_parcel(dora, P.CANCELLED), ""),
        (_parcel(dora, P.OUT_FOR_DELIVERY, arrived_at=arrived, code_locked_at=arrived), ""),
    ]

    assert [str(client.get(f"/deliver/{parcel.pk}/").context["words"]) for parcel, _words in cases] == [
        words for _parcel, words in cases
    ]


def test_a_wrong_code_counts_and_keeps_what_was_typed(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())

    page = client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": _wrong(parcel)})

    parcel.refresh_from_db()
    text = page.content.decode()
    assert page.status_code == 422
    assert "That code does not match. 4 tries left." in text
    assert f'value="{_wrong(parcel)}"' in text
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 1)


def test_the_fifth_wrong_code_locks_the_hand_over_even_for_the_right_one(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)

    for _try in range(5):
        client.post(f"/deliver/{parcel.pk}/deliver/", {"code": _wrong(parcel)})
    answer = client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)}, follow=True)

    parcel.refresh_from_db()
    assert parcel.status == P.OUT_FOR_DELIVERY
    assert (parcel.code_failures, parcel.code_locked_at is not None) == (5, True)
    assert parcel.events.filter(happening="code_locked").count() == 1
    assert "Hand-over locked" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "12", "12345", "abcd", "１２３４", "1\0", "-123", "9" * 10_000, "<b>1</b>"])
def test_what_is_no_code_does_not_cost_a_try(dora, client_of, code):
    parcel = _parcel(dora, arrived_at=timezone.now())

    page = client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": code})

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 0)


def test_a_code_with_a_space_is_the_same_code(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    code = handover.code(parcel)

    client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": f" {code[:2]} {code[2:]} "})

    parcel.refresh_from_db()
    assert parcel.status == P.DELIVERED


def test_address_and_phone_are_gone_once_delivered(dora, client_of):
    client = client_of(dora)
    parcel = _parcel(dora, placed={"note": "Gate code 4471"})

    before = client.get(f"/deliver/{parcel.pk}/").content.decode()
    Parcel.objects.filter(pk=parcel.pk).update(**{"status": P.DELIVERED, "delivered_at": timezone.now()})
    after = client.get(f"/deliver/{parcel.pk}/").content.decode() + client.get("/deliver/").content.decode()

    for detail in ("Kastanienallee", "+4930901820000", "Gate code 4471"):
        assert detail in before
        assert detail not in after


def test_cash_that_is_due_is_shown_and_then_in_the_drawer(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)

    assert "Collect €52.90 in cash" in client.get(f"/deliver/{parcel.pk}/").content.decode()
    client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)})
    drawer = client.get("/deliver/cash/").context["drawer"]

    assert str(drawer.total) == "52.90"
    assert [payment.order for payment in drawer.collected] == [parcel.order]


def test_the_third_failed_attempt_sends_it_back_to_the_shop(dora, client_of):
    parcel = _parcel(dora)
    client = client_of(dora)
    day = client.get(f"/deliver/{parcel.pk}/fail/").context["form"]["next_on"].initial

    for number in (1, 2):
        client.post(f"/deliver/{parcel.pk}/fail/", {"reason": "nobody_home", "next_on": day, "note": "No answer"})
        parcel.refresh_from_db()
        assert (parcel.status, parcel.attempts, parcel.next_attempt_on.isoformat()) == (P.ATTEMPT_FAILED, number, day)
        client.post(f"/deliver/{parcel.pk}/start/")
    client.post(f"/deliver/{parcel.pk}/fail/", {"reason": "refused"})
    parcel.refresh_from_db()
    assert (parcel.status, parcel.attempts, parcel.next_attempt_on) == (P.RETURNING, 3, None)
    client.post(f"/deliver/{parcel.pk}/hand-back/")

    parcel.refresh_from_db()
    assert parcel.status == P.RETURNED
    assert parcel.payments.get().status == "expired"
    stock = Stock.objects.get(variant=parcel.lines.get().variant)
    assert (stock.on_hand, stock.reserved) == (10, 0)
    assert list(parcel.failed_attempts.values_list("number", "reason").order_by("number")) == [
        (1, "nobody_home"), (2, "nobody_home"), (3, "refused"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"reason": "eaten"},
        {"reason": "refused"},
        {"reason": "refused", "next_on": "2020-01-01"},
        {"reason": "refused", "next_on": "9999-12-31"},
        {"reason": "refused", "next_on": "tomorrow"},
        {"reason": "refused", "next_on": "2026-11-23", "note": "x" * 10_000},
    ],
)
def test_a_failed_attempt_needs_a_reason_and_a_coming_day(dora, client_of, data):
    parcel = _parcel(dora)

    page = client_of(dora).post(f"/deliver/{parcel.pk}/fail/", data)

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert (parcel.status, parcel.attempts) == (P.OUT_FOR_DELIVERY, 0)


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


def test_another_couriers_parcel_is_not_there(dora, alice, client_of):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=CourierFactory())
    client = client_of(dora)

    for path in (f"/deliver/{parcel.pk}/", f"/deliver/{parcel.pk}/fail/", f"/deliver/{10**30}/"):
        assert client.get(path).status_code == 404, path
        assert client_of(alice).get(path).status_code == 403
        assert client_of(None).get(path).status_code == 302
    for action in ("pick-up", "start", "arrive", "deliver", "fail", "hand-back", "explode"):
        answer = client.post(f"/deliver/{parcel.pk}/{action}/", {"code": handover.code(parcel)})
        assert answer.status_code == 404, action
    parcel.refresh_from_db()
    assert parcel.status == P.OUT_FOR_DELIVERY


def test_no_screen_of_the_courier_holds_the_code(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)
    paths = (f"/deliver/{parcel.pk}/", f"/deliver/{parcel.pk}/fail/", "/deliver/", "/deliver/jobs/", "/deliver/cash/")

    pages = [client.get(path).content.decode() for path in paths]

    assert not any(handover.code(parcel) in page.replace(parcel.order.number, "") for page in pages)


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

    # user, groups, and one for the page
    assert few == many == [3, 3, 3]


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)

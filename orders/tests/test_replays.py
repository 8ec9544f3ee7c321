"""A step that arrives twice: it happens once, and the second gets the same answer."""

import datetime
import threading
import uuid
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from orders import handover, replays
from orders.models import KeptAnswer, Parcel
from orders.replays import Answer
from orders.states import ParcelStatus as P
from orders.tests.factories import ParcelFactory

JSON = {"Accept": "application/json"}


def _send(client, parcel, action, key, data=None, **headers):
    asked = {**JSON, "Idempotency-Key": str(key), **headers}
    return client.post(f"/deliver/{parcel.pk}/{action}/", data or {}, headers=asked)


def _at_the_door(dora, **given) -> Parcel:
    return ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier, arrived_at=timezone.now(), **given)


def test_a_delivery_sent_twice_is_delivered_once(dora, client_of):
    parcel, key, client = _at_the_door(dora), uuid.uuid4(), client_of(dora)
    code = {"code": handover.code(parcel)}

    first = _send(client, parcel, "deliver", key, code)
    again = _send(client, parcel, "deliver", key, code)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json() == {
        "ok": True, "message": "Delivered to Alice Anders.", "path": "/deliver/", "fields": {},
    }  # fmt: skip
    assert parcel.events.filter(to_status=P.DELIVERED).count() == 1
    assert parcel.payments.get().captured == parcel.total


def test_a_wrong_code_sent_twice_costs_one_try(dora, client_of):
    parcel, key, client = _at_the_door(dora), uuid.uuid4(), client_of(dora)
    wrong = {"code": "0000" if handover.code(parcel) != "0000" else "1111"}

    answers = [_send(client, parcel, "deliver", key, wrong) for _try in range(3)]

    parcel.refresh_from_db()
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert answers[2].json()["fields"] == {"code": ["That code does not match. 4 tries left."]}
    assert parcel.code_failures == 1


def test_the_page_gets_the_kept_refusal_as_a_page(dora, client_of):
    """The phone asked by script first; for the page it posts the same form with the same key."""
    parcel, key, client = _at_the_door(dora), uuid.uuid4(), client_of(dora)
    wrong = {"code": "0000" if handover.code(parcel) != "0000" else "1111"}
    _send(client, parcel, "deliver", key, wrong)

    # As a browser sends it: also the fields that the phone leaves out, since nothing is in them.
    page = client.post(f"/deliver/{parcel.pk}/deliver/", {**wrong, "key": str(key), "note": "", "photo": ""})

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert "That code does not match. 4 tries left." in page.content.decode()
    assert parcel.code_failures == 1


def test_a_form_pressed_twice_succeeds_twice(dora, client_of):
    parcel, key, client = ParcelFactory(status=P.PACKED, courier=dora.courier), str(uuid.uuid4()), client_of(dora)

    pages = [client.post(f"/deliver/{parcel.pk}/pick-up/", {"key": key}, follow=True) for _press in range(2)]

    assert all("Picked up." in page.content.decode() for page in pages)
    assert parcel.events.filter(to_status=P.SHIPPED).count() == 1


def test_a_key_belongs_to_one_step(dora, client_of):
    first, second, key = _at_the_door(dora), _at_the_door(dora), uuid.uuid4()
    client = client_of(dora)
    _send(client, first, "deliver", key, {"code": handover.code(first)})

    refused = _send(client, second, "deliver", key, {"code": handover.code(second)})

    second.refresh_from_db()
    assert refused.status_code == 409
    assert second.status == P.OUT_FOR_DELIVERY


def test_a_key_of_somebody_else_says_nothing(dora, client_of):
    other, key = CourierFactory(), uuid.uuid4()
    mine, theirs = _at_the_door(dora), ParcelFactory(status=P.PACKED, courier=other)
    _send(client_of(other.user), theirs, "pick-up", key)

    answer = _send(client_of(dora), mine, "deliver", key, {"code": handover.code(mine)})

    mine.refresh_from_db()
    assert (answer.json()["ok"], mine.status) == (True, P.DELIVERED)


@pytest.mark.parametrize("key", ["", "nonsense", "x" * 10_000, "🧺"])
def test_what_is_no_key_is_no_key(dora, client_of, key):
    parcel = ParcelFactory(status=P.PACKED, courier=dora.courier)

    answer = client_of(dora).post(f"/deliver/{parcel.pk}/pick-up/", {"key": key})

    parcel.refresh_from_db()
    assert (answer.status_code, parcel.status) == (302, P.SHIPPED)
    assert not KeptAnswer.objects.exists()


def test_what_was_saved_without_signal_is_remarked_for_the_office(dora, client_of):
    parcel = _at_the_door(dora)
    saved = {"code": handover.code(parcel), "saved_at": "2026-11-22T13:05:00Z"}

    _send(client_of(dora), parcel, "deliver", uuid.uuid4(), saved)

    event = parcel.events.get(to_status=P.DELIVERED)
    assert event.note == "Saved on the phone at 22 Nov, 14:05, without signal."
    assert timezone.now() - event.at < datetime.timedelta(minutes=1)


@pytest.mark.parametrize("saved_at", ["yesterday", "2026-11-22T13:05:00", "9999-99-99T99:99:99Z", "x" * 10_000, "\0"])
def test_a_clock_that_makes_no_sense_is_not_quoted(dora, client_of, saved_at):
    parcel = _at_the_door(dora)

    _send(client_of(dora), parcel, "deliver", uuid.uuid4(), {"code": handover.code(parcel), "saved_at": saved_at})

    assert parcel.events.get(to_status=P.DELIVERED).note == ""


def test_an_effect_that_breaks_leaves_no_answer(dora):
    def breaks() -> Answer:
        raise RuntimeError("the power went")

    key = uuid.uuid4()
    with pytest.raises(RuntimeError):
        replays.once(by=dora, key=key, digest="a", now=timezone.now(), deed=breaks)

    assert not KeptAnswer.objects.exists()


def test_answers_are_forgotten_after_a_week(dora):
    now = timezone.now()
    for days in (1, 8):
        at = now - datetime.timedelta(days=days)
        KeptAnswer.objects.create(user=dora, key=uuid.uuid4(), digest="a", answer={"ok": True}, at=at)

    assert replays.forget(before=now - replays.KEPT_FOR) == 1
    assert KeptAnswer.objects.count() == 1


def _twice_at_once(user: Any, key: uuid.UUID) -> list[str]:
    """The same step on two connections; what each time it really ran is in the answer."""
    ran: list[str] = []
    gate = threading.Barrier(2)

    def deed() -> Answer:
        ran.append("ran")
        return Answer(ok=True, message="Done.", path="/")

    def send() -> None:
        try:
            gate.wait(timeout=10)
            replays.once(by=user, key=key, digest="a", now=timezone.now(), deed=deed)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ran


@pytest.mark.django_db(transaction=True)
def test_two_at_once_run_it_once():
    for _round in range(5):
        assert _twice_at_once(CourierFactory().user, uuid.uuid4()) == ["ran"]


@pytest.mark.django_db(transaction=True)
def test_without_the_unique_key_two_at_once_both_run(monkeypatch):
    meet = threading.Barrier(2)

    def careless(*_args: Any) -> bool:
        meet.wait(timeout=10)
        return True

    monkeypatch.setattr(replays, "_take", careless)

    assert _twice_at_once(CourierFactory().user, uuid.uuid4()) == ["ran", "ran"]

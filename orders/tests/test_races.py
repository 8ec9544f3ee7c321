"""
Two people at once, on real threads over real connections: two couriers claim, a buyer cancels while the shop packs,
a code is typed many times in parallel.

In pairs: with the guard patched out both win (so the test can see the fault), with it one does.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Courier
from accounts.tests.factories import CourierFactory
from catalog.models import Stock
from catalog.tests.factories import AreaFactory
from orders import actions, delivery, fulfilment, handover
from orders.delivery import claiming
from orders.models import Order, Parcel, ParcelEvent
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import errors

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call answered, or the error it raised; they start together, each on its own connection."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(index: int) -> None:
        try:
            gate.wait(timeout=10)
            answers[index] = calls[index]()
        except errors.DomainError as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def _couriers(count: int) -> list[Courier]:
    found: list[Courier] = CourierFactory.create_batch(count)
    AreaFactory().couriers.add(*found)
    return found


def _claims(parcel: Parcel, couriers: list[Courier]) -> list[Callable[[], Parcel]]:
    now = timezone.now()
    return [lambda c=c: delivery.claim(parcel=parcel, by=c.user, now=now) for c in couriers]


def test_of_couriers_who_claim_at_once_one_wins_and_the_others_are_told():
    for _round in range(5):
        parcel, couriers = ParcelFactory(status=P.PACKED), _couriers(4)

        answers = _at_once(*_claims(parcel, couriers))

        won = [answer for answer in answers if isinstance(answer, Parcel)]
        parcel.refresh_from_db()
        assert [type(answer) for answer in answers if answer not in won] == [delivery.Taken] * 3
        assert [parcel.courier] == [answer.courier for answer in won]
        assert parcel.events.filter(happening="claimed").count() == 1


def test_without_the_conditional_update_both_couriers_believe_they_won(monkeypatch):
    meet = threading.Barrier(2)

    def careless(parcel: Parcel, courier: Courier, now: Any) -> bool:
        meet.wait(timeout=10)
        parcel.courier = courier
        parcel.save(update_fields=["courier"])
        return True

    monkeypatch.setattr(claiming, "_take", careless)
    parcel, couriers = ParcelFactory(status=P.PACKED), _couriers(2)

    answers = _at_once(*_claims(parcel, couriers))

    assert all(isinstance(answer, Parcel) for answer in answers)
    assert parcel.events.filter(happening="claimed").count() == 2


def _cancel_against_pack() -> tuple[Parcel, list[Any]]:
    parcel = ParcelFactory(order=OrderFactory())
    buyer, shop, now = parcel.order.buyer, parcel.seller.user, timezone.now()
    answers = _at_once(
        lambda: fulfilment.cancel_parcel(parcel=parcel, by=buyer, reason="", now=now),
        lambda: fulfilment.pack(parcel=parcel, by=shop, now=now),
    )
    parcel.refresh_from_db()
    return parcel, answers


def test_of_cancelling_and_packing_at_once_one_happens():
    for _round in range(8):
        parcel, (cancelled, packed) = _cancel_against_pack()

        reserved = Stock.objects.get(variant=parcel.lines.get().variant).reserved
        if isinstance(cancelled, Parcel):
            assert isinstance(packed, actions.NotNow)
            assert (parcel.status, reserved) == (P.CANCELLED, 0)
        else:
            assert isinstance(cancelled, fulfilment.NotCancellable)
            assert isinstance(packed, Parcel)
            assert (parcel.status, reserved) == (P.PACKED, 2)
        assert parcel.events.count() == 1


def test_without_lock_and_condition_a_packed_parcel_is_cancelled(monkeypatch):
    meet = threading.Barrier(2)

    def unlocked(parcel: Parcel) -> Parcel:
        found = Parcel.objects.select_related("order", "seller__user", "courier__user").get(pk=parcel.pk)
        meet.wait(timeout=10)
        return found

    def careless(self: Parcel, status: str, *, by: Any, at: Any, note: str = "", **changes: Any) -> Parcel:
        before, self.status = self.status, status
        self.save(update_fields=["status"])
        self.log(by=by, at=at, note=note, from_status=before, to_status=status)
        return self

    monkeypatch.setattr(actions, "locked", unlocked)
    monkeypatch.setattr(Parcel, "move_to", careless)

    _parcel, answers = _cancel_against_pack()

    assert all(isinstance(answer, Parcel) for answer in answers)


def test_every_wrong_code_counts_however_many_are_typed_at_once():
    courier = CourierFactory()
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=courier)
    right = handover.code(parcel)
    wrong = [f"{number:04d}" for number in range(20) if f"{number:04d}" != right][:12]
    now = timezone.now()

    answers = _at_once(*[lambda c=c: delivery.deliver(parcel=parcel, code=c, by=courier.user, now=now) for c in wrong])

    parcel.refresh_from_db()
    assert sum(isinstance(answer, delivery.WrongCode) for answer in answers) == 4
    assert sum(isinstance(answer, delivery.HandoverLocked) for answer in answers) == 8
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 5)
    assert ParcelEvent.objects.filter(happening="code_locked").count() == 1


def test_a_refused_try_is_remembered_although_it_raises():
    courier = CourierFactory()
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=courier)
    wrong = "0000" if handover.code(parcel) != "0000" else "1111"

    with pytest.raises(delivery.WrongCode):
        delivery.deliver(parcel=parcel, code=wrong, by=courier.user, now=timezone.now())

    with transaction.atomic():
        assert Order.objects.locked().get().parcels.get().code_failures == 1

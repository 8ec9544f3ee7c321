"""
The shop cancels a packed parcel at the very moment when it leaves: of the two one happens, and the stock agrees.

In pairs: with lock and condition patched out both happen.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from catalog.models import Stock
from orders import actions, delivery, fulfilment
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import ParcelFactory
from shop.core import errors

pytestmark = pytest.mark.django_db(transaction=True)


def _by_courier() -> tuple[Parcel, Callable[[], Parcel]]:
    courier = CourierFactory()
    parcel = ParcelFactory(status=P.PACKED, courier=courier)
    return parcel, lambda: delivery.pick_up(parcel=parcel, by=courier.user, now=timezone.now())


def _by_carrier() -> tuple[Parcel, Callable[[], Parcel]]:
    parcel = ParcelFactory(status=P.PACKED, delivery_method="carrier")
    who = {"by": parcel.seller.user, "now": timezone.now()}
    return parcel, lambda: fulfilment.ship_by_carrier(parcel=parcel, carrier="DHL", tracking_number="1", **who)


def _at_once(parcel: Parcel, ship: Callable[[], Parcel]) -> list[Any]:
    """What cancelling and shipping answered or raised."""
    gate = threading.Barrier(2)
    answers: list[Any] = [None, None]

    def cancel() -> Parcel:
        return fulfilment.cancel_parcel(parcel=parcel, by=parcel.seller.user, reason="Cracked", now=timezone.now())

    def run(index: int, deed: Callable[[], Parcel]) -> None:
        try:
            gate.wait(timeout=10)
            answers[index] = deed()
        except errors.DomainError as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate((cancel, ship))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    parcel.refresh_from_db()
    return answers


@pytest.mark.parametrize("make", [_by_courier, _by_carrier])
def test_of_cancelling_and_shipping_at_once_one_happens(make):
    for _round in range(4):
        parcel, ship = make()

        cancelled, shipped = _at_once(parcel, ship)

        stock = Stock.objects.get(variant=parcel.lines.get().variant)
        if isinstance(cancelled, Parcel):
            assert isinstance(shipped, actions.NotNow)
            assert (parcel.status, stock.on_hand, stock.reserved) == (P.CANCELLED, 10, 0)
        else:
            assert isinstance(cancelled, fulfilment.NotCancellable)
            assert (parcel.status, stock.on_hand, stock.reserved) == (P.SHIPPED, 8, 0)
        assert parcel.events.count() == 1


def test_without_lock_and_condition_a_shipped_parcel_is_cancelled(monkeypatch):
    meet = threading.Barrier(2)

    def unlocked(parcel: Parcel) -> Parcel:
        people = ("order", "seller__user", "courier__user", "area")
        found = Parcel.objects.select_related(*people).get(pk=parcel.pk)
        meet.wait(timeout=10)
        return found

    def careless(self: Parcel, status: str, *, by: Any, at: Any, note: str = "", **changes: Any) -> Parcel:
        before, self.status = self.status, status
        self.save(update_fields=["status"])
        self.log(by=by, at=at, note=note, from_status=before, to_status=status)
        return self

    monkeypatch.setattr(actions, "locked", unlocked)
    monkeypatch.setattr(Parcel, "move_to", careless)
    parcel, ship = _by_courier()
    # Somebody else's pieces of the same thing: without them the stock itself would notice.
    ParcelFactory(seller=parcel.seller, product=parcel.lines.get().product)

    _at_once(parcel, ship)

    assert Stock.objects.get(variant=parcel.lines.get().variant).reserved == 0
    assert set(parcel.events.values_list("to_status", flat=True)) == {P.CANCELLED, P.SHIPPED}

"""Every action × every party × every state: allowed as the table below says, and refused without a trace otherwise."""

import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.tests.factories import CourierFactory
from catalog.models import Stock, StockMovement
from catalog.tests.factories import AreaFactory
from orders import actions, delivery, fulfilment, handover
from orders.actions import Action
from orders.models import DeliveryAttempt, Parcel, Payment, Proof
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import errors

PEOPLE = ("guest", "alice", "bruno", "rita", "dora", "other_courier", "adam", "eve")
AT_COURIER = {P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.DELIVERED, P.RETURNING, P.RETURNED}


def _run(action: Action, parcel: Parcel, by: User | None) -> Parcel:
    now = timezone.now()
    who: dict[str, Any] = {"parcel": parcel, "by": by, "now": now}
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    calls = {
        Action.ACCEPT: lambda: fulfilment.accept(**who),
        Action.PACK: lambda: fulfilment.pack(**who),
        Action.SEND_BY_CARRIER: lambda: fulfilment.send_by_carrier(**who),
        Action.SHIP: lambda: fulfilment.ship_by_carrier(carrier="DHL", tracking_number="JJD1", **who),
        Action.DELIVERED: lambda: fulfilment.mark_delivered(**who),
        Action.CANCEL: lambda: fulfilment.cancel_parcel(reason="Changed my mind", **who),
        Action.CLAIM: lambda: delivery.claim(**who),
        Action.GIVE_BACK: lambda: delivery.give_back(**who),
        Action.PICK_UP: lambda: delivery.pick_up(**who),
        Action.START: lambda: delivery.start(**who),
        Action.ARRIVE: lambda: delivery.arrive(**who),
        Action.DELIVER: lambda: delivery.deliver(code=handover.code(parcel), **who),
        Action.FAIL: lambda: delivery.fail(reason="nobody_home", note="", next_on=tomorrow, **who),
        Action.HAND_BACK: lambda: delivery.hand_back(**who),
        Action.REASSIGN: lambda: delivery.reassign(courier=CourierFactory(), reason="Ill", **who),
        Action.OVERRIDE: lambda: delivery.override_handover(reason="Checked by phone", **who),
    }
    return calls[action]()


# action: how the parcel travels, who may, from which states, and what it becomes ("" = stays as it is)
CASES = {
    Action.ACCEPT: ("courier", {"bruno", "adam"}, {P.PENDING}, ""),
    Action.PACK: ("courier", {"bruno", "adam"}, {P.PENDING}, P.PACKED),
    Action.SEND_BY_CARRIER: ("unclaimed", {"bruno", "adam"}, {P.PENDING, P.PACKED}, ""),
    Action.SHIP: ("carrier", {"bruno", "adam"}, {P.PACKED}, P.SHIPPED),
    Action.DELIVERED: ("carrier", {"bruno", "adam"}, {P.SHIPPED}, P.DELIVERED),
    Action.CANCEL: ("courier", {"guest", "alice", "bruno", "adam"}, {P.AWAITING_PAYMENT, P.PENDING}, P.CANCELLED),
    Action.CLAIM: ("unclaimed", {"dora", "other_courier"}, {P.PACKED}, ""),
    Action.GIVE_BACK: ("courier", {"dora"}, {P.PACKED}, ""),
    Action.PICK_UP: ("courier", {"dora"}, {P.PACKED}, P.SHIPPED),
    Action.START: ("courier", {"dora"}, {P.SHIPPED, P.ATTEMPT_FAILED}, P.OUT_FOR_DELIVERY),
    Action.ARRIVE: ("courier", {"dora"}, {P.OUT_FOR_DELIVERY}, ""),
    Action.DELIVER: ("courier", {"dora"}, {P.OUT_FOR_DELIVERY}, P.DELIVERED),
    Action.FAIL: ("courier", {"dora"}, {P.OUT_FOR_DELIVERY}, P.ATTEMPT_FAILED),
    Action.HAND_BACK: ("courier", {"dora"}, {P.RETURNING}, P.RETURNED),
    Action.REASSIGN: (
        "courier", {"adam"}, {P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.RETURNING}, "",
    ),
    Action.OVERRIDE: ("locked", {"adam"}, {P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED}, ""),
}  # fmt: skip
# The shop and the office may cancel one state longer than the buyer.
LATER = {Action.CANCEL: ({"bruno", "adam"}, {P.PACKED})}


def _parcel(action: Action, state: P, people: dict[str, User | None]) -> Parcel:
    travels = CASES[action][0]
    dora = people["dora"].courier
    has_courier = travels in ("courier", "locked") and state not in (P.AWAITING_PAYMENT, P.PENDING, P.CANCELLED)
    return ParcelFactory(
        order=OrderFactory(buyer=people["alice"]),
        seller=people["bruno"].seller,
        status=state,
        delivery_method="carrier" if travels == "carrier" else "courier",
        courier=dora if has_courier or (travels == "unclaimed" and state in AT_COURIER) else None,
        code_locked_at=timezone.now() if travels == "locked" else None,
    )


def _picture() -> dict[str, list[dict[str, object]]]:
    """Every row that an operation could change."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Parcel, Parcel.events.rel.related_model, Payment, Stock, StockMovement, DeliveryAttempt, Proof)
    }


@pytest.fixture
def people(alice, bruno, rita, dora, adam, eve) -> dict[str, User | None]:
    other = CourierFactory()
    AreaFactory().couriers.add(other)
    cast = {"alice": alice, "bruno": bruno, "rita": rita, "dora": dora, "adam": adam, "eve": eve}
    return {"guest": None, "other_courier": other.user, **cast}


def _is_allowed(action: Action, name: str, state: P) -> bool:
    _, who, states, _becomes = CASES[action]
    later_who, later_states = LATER.get(action, (set(), set()))
    return (name in who and state in states) or (name in later_who and state in later_states)


@pytest.mark.parametrize("action", list(Action), ids=str)
def test_is_offered_and_allowed_exactly_where_the_table_says_so(action, people):
    for state in P:
        parcel = _parcel(action, state, people)
        before = _picture()
        for name in PEOPLE:
            by, case = people[name], (name, state)
            allowed = _is_allowed(action, name, state)
            assert (action in actions.open_to(by, parcel)) == allowed, case
            if allowed:
                _check_change(action, parcel, by, case)
            else:
                with pytest.raises(errors.DomainError):
                    _run(action, parcel, by)
                assert _picture() == before, case


def _check_change(action: Action, parcel: Parcel, by: User | None, case: tuple[str, P]) -> None:
    """The change and its event; then all is as it was, for the next one."""
    with transaction.atomic():
        _run(action, parcel, by)
        changed = Parcel.objects.get(pk=parcel.pk)
        assert changed.status == (CASES[action][3] or case[1]), case
        assert changed.events.filter(by=by).exists(), case
        transaction.set_rollback(True)

"""Returns: every action × every state × every person, and the whole way from the question to the money."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from catalog.models import Stock
from orders import actions, ledger, returns
from orders.models import OrderLine, Refund, ReturnRequest
from orders.returns import Action
from orders.states import RefundStatus
from orders.states import ReturnStatus as T
from orders.tests import after
from shop.core import errors, jobs

pytestmark = pytest.mark.django_db

PEOPLE = ("guest", "alice", "bruno", "rita", "dora", "adam", "eve")
SHOP_AND_OFFICE = {"bruno", "adam"}
# action → state → who may
TABLE: dict[Action, dict[str, set[str]]] = {
    Action.APPROVE: {T.REQUESTED: SHOP_AND_OFFICE},
    Action.REJECT: {T.REQUESTED: SHOP_AND_OFFICE},
    Action.RECEIVE: {T.APPROVED: SHOP_AND_OFFICE},
    Action.REFUND: {T.RECEIVED: {"adam"}},
}
OPERATIONS = {
    Action.APPROVE: lambda request, by: returns.approve(request=request, instructions="x", by=by, now=timezone.now()),
    Action.REJECT: lambda request, by: returns.reject(request=request, reason="x", by=by, now=timezone.now()),
    Action.RECEIVE: lambda request, by: returns.receive(request=request, restock=[], by=by, now=timezone.now()),
    Action.REFUND: lambda request, by: returns.refund(request=request, by=by, now=timezone.now()),
}


def driven(request: ReturnRequest, status: str, shop, office) -> ReturnRequest:
    """The same return, later in its life."""
    way = {
        T.REQUESTED: (),
        T.APPROVED: (Action.APPROVE,),
        T.REJECTED: (Action.REJECT,),
        T.RECEIVED: (Action.APPROVE, Action.RECEIVE),
        T.REFUNDED: (Action.APPROVE, Action.RECEIVE, Action.REFUND),
    }
    for action in way[T(status)]:
        OPERATIONS[action](request, office if action is Action.REFUND else shop)
    jobs.run_waiting()
    request.refresh_from_db()
    assert request.status == status
    return request


@pytest.mark.parametrize("status", list(T))
def test_is_allowed_exactly_where_the_table_says_so(request, bruno, alice, adam, status):
    people: dict[str, Any] = {name: None if name == "guest" else request.getfixturevalue(name) for name in PEOPLE}
    found = driven(after.asked(after.delivered(bruno, alice, card=True), alice), status, bruno, adam)

    for action, by_state in TABLE.items():
        for name, user in people.items():
            with transaction.atomic():
                events = found.events.count()
                if name in by_state.get(status, set()):
                    OPERATIONS[action](found, user)
                    assert name == "guest" or action in returns.open_to(user, found)
                else:
                    with pytest.raises(errors.DomainError), transaction.atomic():
                        OPERATIONS[action](found, user)
                    assert found.events.count() == events, (action, name)
                    assert user is None or action not in returns.open_to(user, found)
                transaction.set_rollback(True)


def test_one_of_two_pieces_comes_back_and_its_money_with_it(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    line = after.line_of(parcel)
    shelf = Stock.objects.get(pk=line.variant_id).on_hand
    found = after.asked(parcel, alice)
    returns.approve(request=found, instructions="Ofenweg 3, Potsdam", by=bruno, now=timezone.now())

    returns.receive(request=found, restock=[found.lines.get().pk], by=bruno, now=timezone.now())
    assert Refund.objects.get().status == RefundStatus.PROPOSED
    returns.refund(request=found, by=adam, now=timezone.now())
    jobs.run_waiting()

    found.refresh_from_db()
    assert (found.status, found.refund.amount) == (T.REFUNDED, Decimal("24.00"))
    assert Stock.objects.get(pk=line.variant_id).on_hand == shelf + 1
    assert ledger.balance(bruno.seller) == Decimal("49.67") - Decimal("24.00") + Decimal("1.62")
    subjects = [message.subject for message in mail.outbox]
    for words in ("wants to send back", "takes your return", "has received your return", "We sent €24.00 back"):
        assert sum(words in subject for subject in subjects) == 1, words
    assert "Ofenweg 3" in next(message.body for message in mail.outbox if "takes your return" in message.subject)


def test_whoever_keeps_nothing_gets_the_delivery_back_too(bruno, alice, adam):
    found = after.asked(after.delivered(bruno, alice), alice, pieces=2)
    returns.approve(request=found, instructions="x", by=bruno, now=timezone.now())

    returns.receive(request=found, restock=[], by=bruno, now=timezone.now())

    assert Refund.objects.get().amount == Decimal("52.90")
    returns.refund(request=found, by=adam, now=timezone.now())
    assert Refund.objects.get().amount == Decimal("52.90")


def test_a_rejected_return_may_be_asked_again(bruno, alice):
    parcel = after.delivered(bruno, alice)
    found = after.asked(parcel, alice, pieces=2)
    returns.reject(request=found, reason="worn", by=bruno, now=timezone.now())

    assert after.asked(parcel, alice, pieces=2).status == T.REQUESTED


@pytest.mark.parametrize("pieces", [0, -1, 3, 10**9])
def test_refuses_pieces_that_there_are_not(bruno, alice, pieces):
    parcel = after.delivered(bruno, alice)

    with pytest.raises(returns.NotReturnable):
        after.asked(parcel, alice, pieces=pieces)

    assert not ReturnRequest.objects.exists()


def test_refuses_a_piece_that_was_asked_or_refunded_before(bruno, alice, adam):
    parcel = after.delivered(bruno, alice)
    after.asked(parcel, alice)
    after.refund(parcel, adam, pieces=1)

    with pytest.raises(returns.NotReturnable):
        after.asked(parcel, alice)

    assert ReturnRequest.objects.count() == 1


def test_refuses_after_thirty_days_and_before_the_delivery(bruno, alice, settings):
    now = timezone.now()
    parcel = after.delivered(bruno, alice, at=now - settings.RETURN_WINDOW - datetime.timedelta(seconds=1))
    on_its_way = after.packed(bruno, alice)

    for late in (parcel, on_its_way):
        with pytest.raises(returns.NotReturnable):
            after.asked(late, alice)

    assert after.asked(after.delivered(bruno, alice, at=now - settings.RETURN_WINDOW), alice, at=now)


@pytest.mark.parametrize("who", ["bruno", "rita", "dora", "adam", "eve"])
def test_only_the_buyer_asks(request, bruno, alice, who):
    parcel = after.delivered(bruno, alice)

    with pytest.raises(actions.NotAllowed):
        after.asked(parcel, request.getfixturevalue(who))

    assert not ReturnRequest.objects.exists()


def test_refuses_a_line_of_another_order(bruno, alice):
    parcel, other = after.delivered(bruno, alice), after.delivered(bruno, alice)
    item = returns.Item(after.line_of(other).pk, 1, "other")

    with pytest.raises(returns.NotReturnable):
        returns.ask(parcel=parcel, items=[item], by=alice, now=timezone.now())

    assert OrderLine.objects.count() == 2
    assert not ReturnRequest.objects.exists()

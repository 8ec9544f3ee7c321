"""Refunds by pieces: exact to the cent, never above what was captured, once per key, by whom the table says."""

import uuid
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import Stock
from orders import actions, fulfilment, refunding
from orders.models import ByHandWay, OrderLine, Payment, Refund
from orders.payments import refunds, sending
from orders.states import PaymentStatus, RefundStatus
from orders.tests import after
from shop.core import jobs, states

pytestmark = pytest.mark.django_db


def test_sends_the_money_of_pieces_and_delivery_back(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)

    refund = after.refund(parcel, adam, pieces=1, delivery=True)
    jobs.run_waiting()

    refund.refresh_from_db()
    assert (refund.status, refund.amount) == (RefundStatus.SUCCEEDED, Decimal("28.90"))
    assert [(part.quantity, part.amount) for part in refund.lines.order_by("pk")] == [(1, 24), (0, Decimal("4.90"))]
    payment = Payment.objects.get()
    assert (payment.status, payment.refunded) == (PaymentStatus.PARTLY_REFUNDED, Decimal("28.90"))
    assert any("€28.90" in message.subject for message in mail.outbox)


def test_thirds_of_a_line_add_up_to_the_line(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    OrderLine.objects.update(quantity=3, unit_price="16.00", list_price="16.00", discount="0.01")
    Payment.objects.update(amount="200", captured="200")

    amounts = [after.refund(parcel, adam, pieces=1).amount for _number in range(3)]

    assert sum(amounts) == Decimal("47.99")


@pytest.mark.parametrize("pieces", [3, -1, 10**9])
def test_refuses_more_pieces_than_there_are(bruno, alice, adam, pieces):
    parcel = after.delivered(bruno, alice, card=True)

    with pytest.raises(refunds.TooMuch):
        after.refund(parcel, adam, pieces=pieces)

    assert not Refund.objects.exists()


def test_refuses_the_delivery_a_second_time(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    after.refund(parcel, adam, pieces=0, delivery=True)

    with pytest.raises(refunding.NothingToRefund):
        after.refund(parcel, adam, pieces=0, delivery=True)

    assert Refund.objects.count() == 1


def test_the_same_key_is_one_refund(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    wish, key, now = refunding.Wish({after.line_of(parcel).pk: 1}), uuid.uuid4(), timezone.now()

    twice = [refunding.refund(parcel=parcel, wish=wish, reason="x", key=key, by=adam, now=now) for _number in range(2)]

    assert twice[0] == twice[1]
    assert after.line_of(parcel).refunded_quantity == 1


def test_restocks_once_and_only_what_was_delivered(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    line = after.line_of(parcel)
    before = Stock.objects.get(pk=line.variant_id).on_hand

    after.refund(parcel, adam, pieces=2, restock=frozenset({line.pk}))

    assert Stock.objects.get(pk=line.variant_id).on_hand == before + 2
    waiting = after.packed(bruno, alice, card=True)
    with pytest.raises(refunding.NotOnTheShelf):
        after.refund(waiting, adam, pieces=1, restock=frozenset({after.line_of(waiting).pk}))
    assert waiting.refunds.count() == 0


@pytest.mark.parametrize("who", ["alice", "bruno", "rita", "dora", "eve"])
def test_only_the_office_refunds(request, bruno, alice, who):
    parcel = after.delivered(bruno, alice, card=True)

    with pytest.raises(actions.NotAllowed):
        after.refund(parcel, request.getfixturevalue(who))

    assert not Refund.objects.exists()


class TestProposal:
    def propose(self, parcel, by, pieces=1, delivery=False):
        wish = refunding.Wish({after.line_of(parcel).pk: pieces} if pieces else {}, delivery)
        return refunding.propose(
            parcel=parcel, wish=wish, reason="a crack", key=uuid.uuid4(), by=by, now=timezone.now()
        )

    def test_moves_nothing_until_the_office_agrees(self, bruno, alice, adam):
        parcel = after.delivered(bruno, alice, card=True)

        proposal = self.propose(parcel, bruno)

        assert (proposal.status, Payment.objects.get().promised_back) == (RefundStatus.PROPOSED, Decimal(0))
        refunding.approve(proposal=proposal, by=adam, now=timezone.now())
        jobs.run_waiting()
        proposal.refresh_from_db()
        assert (proposal.status, Payment.objects.get().refunded) == (RefundStatus.SUCCEEDED, Decimal("24.00"))

    @pytest.mark.parametrize(("pieces", "amount"), [(2, "52.90"), (0, "4.90")])
    def test_gives_the_proposed_delivery_back_too(self, bruno, alice, adam, pieces, amount):
        parcel = after.delivered(bruno, alice, card=True)
        proposal = self.propose(parcel, bruno, pieces=pieces, delivery=True)

        refunding.approve(proposal=proposal, by=adam, now=timezone.now())

        proposal.refresh_from_db()
        assert (proposal.amount, Payment.objects.get().promised_back) == (Decimal(amount), Decimal(amount))

    def test_is_refused_once_the_pieces_went_back_otherwise(self, bruno, alice, adam):
        parcel = after.delivered(bruno, alice, card=True)
        proposal = self.propose(parcel, bruno, pieces=2)
        after.refund(parcel, adam, pieces=1)

        with pytest.raises(refunds.TooMuch), transaction.atomic():
            refunding.approve(proposal=proposal, by=adam, now=timezone.now())

        proposal.refresh_from_db()
        assert proposal.status == RefundStatus.PROPOSED

    def test_is_declined_with_a_reason_and_for_good(self, bruno, alice, adam):
        proposal = self.propose(after.delivered(bruno, alice), bruno)

        refunding.decline(proposal=proposal, reason="no crack to be seen", by=adam, now=timezone.now())

        with pytest.raises(states.IllegalMove):
            refunding.approve(proposal=proposal, by=adam, now=timezone.now())
        assert Payment.objects.get().promised_back == 0

    @pytest.mark.parametrize("who", ["alice", "rita", "dora", "eve"])
    def test_comes_from_the_shop_alone(self, request, bruno, alice, who):
        parcel = after.delivered(bruno, alice)

        with pytest.raises(actions.NotAllowed):
            self.propose(parcel, request.getfixturevalue(who))

        assert not Refund.objects.exists()


class TestByHand:
    def test_cash_waits_for_the_office_and_is_finished_by_it(self, bruno, alice, adam):
        refund = after.refund(after.delivered(bruno, alice), adam, pieces=1)
        jobs.run_waiting()
        mail.outbox.clear()

        sending.finish_by_hand(refund=refund, way=ByHandWay.TRANSFER, reference="TR 7", by=adam, now=timezone.now())
        jobs.run_waiting()

        refund.refresh_from_db()
        assert (refund.status, refund.by_hand, refund.provider_reference) == (
            RefundStatus.SUCCEEDED,
            "transfer",
            "TR 7",
        )
        assert Payment.objects.get().refunded == Decimal("24.00")
        assert "bank account" in mail.outbox[0].body

    def test_is_refused_twice_and_for_what_a_provider_sends(self, bruno, alice, adam):
        cash = after.refund(after.delivered(bruno, alice), adam, pieces=1)
        card = after.refund(after.delivered(bruno, alice, card=True), adam, pieces=1)
        now = timezone.now()
        sending.finish_by_hand(refund=cash, way="cash", reference="", by=adam, now=now)

        for refund in (cash, card):
            with pytest.raises(sending.NotByHand):
                sending.finish_by_hand(refund=refund, way="cash", reference="", by=adam, now=now)

        assert Refund.objects.filter(status=RefundStatus.SUCCEEDED).count() == 1


def test_a_lost_job_is_enqueued_again(bruno, alice, adam):
    refund = after.refund(after.delivered(bruno, alice, card=True), adam, pieces=1)
    Refund.objects.update(created_at=timezone.now() - 2 * sending.STUCK_AFTER)

    sending.send_stuck(now=timezone.now())
    jobs.run_waiting()

    refund.refresh_from_db()
    assert refund.status == RefundStatus.SUCCEEDED
    assert Payment.objects.get().refunded == Decimal("24.00")


def test_the_database_never_promises_more_than_was_captured(bruno, alice):
    after.delivered(bruno, alice, card=True)

    with pytest.raises(IntegrityError, match="payment_promised_within_captured"), transaction.atomic():
        Payment.objects.update(promised_back="52.91")


def test_cancelling_gives_back_what_did_not_go_back_before(bruno, alice, adam):
    parcel = after.packed(bruno, alice, card=True)
    after.refund(parcel, adam, pieces=1)

    fulfilment.cancel_parcel(parcel=parcel, by=bruno, reason="broken", now=timezone.now())
    jobs.run_waiting()

    payment = Payment.objects.get()
    assert (payment.refunded, payment.status) == (Decimal("52.90"), PaymentStatus.REFUNDED)
    assert sorted(parcel.refunds.values_list("amount", flat=True)) == [Decimal("24.00"), Decimal("28.90")]

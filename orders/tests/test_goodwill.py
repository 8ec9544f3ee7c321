"""Goodwill: an amount goes back and nothing comes back for it; split by what is left, bounded by what was paid."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from orders import actions, goodwill, ledger, refunding, returns
from orders.models import Invoice, InvoiceKind, LedgerEntry, LedgerKind, Parcel, Payment, Refund, RefundLine
from orders.payments import refunds
from orders.queries import documents, refund_invariants
from orders.states import RefundStatus, ReturnStatus
from orders.tests import after
from shop.core import jobs, registry

pytestmark = pytest.mark.django_db


def let_off(parcel: Parcel, by, amount="10.00", key=None) -> Refund:
    return goodwill.let_off(
        parcel=parcel, amount=Decimal(amount), reason="It came late", key=key or uuid.uuid4(), by=by,
        now=timezone.now(),
    )  # fmt: skip


def breaches() -> dict[str, list[str]]:
    """Of what refunds touch; the stock of the factories is another matter."""
    names = ("refund", "promised", "ledger", "balance", "goodwill", "line", "returns", "invoices", "paid", "payments")
    checks = {name: check for name, check in registry.invariants.items() if any(word in name for word in names)}
    return {name: found for name, check in checks.items() if (found := check())}


def test_splits_the_amount_over_goods_and_delivery_with_their_tax(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)

    refund = let_off(parcel, adam)
    jobs.run_waiting()

    refund.refresh_from_db()
    assert (refund.status, refund.amount) == (RefundStatus.SUCCEEDED, Decimal("10.00"))
    # 10.00 × 48.00 ÷ 52.90 = 9.07, and the rest for the delivery
    parts = [(part.line_id is None, part.quantity, part.amount) for part in refund.lines.order_by("pk")]
    assert parts == [(False, 0, Decimal("9.07")), (True, 0, Decimal("0.93"))]
    note = Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE)
    assert [row.title.partition(":")[0] for row in documents.rows(note)] == ["Reduced price"] * 2
    assert sum(tax for _label, tax in documents.taxes(note)) == Decimal("1.60")
    assert breaches() == {}


def test_the_shop_bears_it_and_gets_its_commission_on_the_goods_back(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)

    let_off(parcel, adam)

    booked = dict(LedgerEntry.objects.values_list("kind", "amount"))
    assert booked[LedgerKind.REFUND] == Decimal("-10.00")
    assert booked[LedgerKind.COMMISSION_BACK] == Decimal("0.61")  # 3.23 × 9.07 ÷ 48.00


def test_pieces_that_come_back_later_bring_that_much_less(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    let_off(parcel, adam)

    first = after.refund(parcel, adam, pieces=1)
    rest = after.refund(parcel, adam, pieces=1, delivery=True)
    jobs.run_waiting()

    assert (first.amount, rest.amount) == (Decimal("19.47"), Decimal("23.43"))
    payment = Payment.objects.get()
    assert (payment.status, payment.refunded) == ("refunded", Decimal("52.90"))
    assert ledger.balance(bruno.seller) == 0
    assert breaches() == {}


def test_after_a_piece_went_back_only_the_rest_can_be_let_off(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    after.refund(parcel, adam, pieces=1)

    with pytest.raises(refunds.TooMuch, match=r"Only €28\.90"):
        let_off(parcel, adam, "28.91")
    let_off(parcel, adam, "28.90")

    assert goodwill.left_of(parcel) == 0
    assert breaches() == {}


def test_pieces_whose_price_was_let_off_wholly_come_back_all_the_same(bruno, alice, adam):
    parcel, now = after.delivered(bruno, alice, card=True), timezone.now()
    let_off(parcel, adam, "52.90")
    jobs.run_waiting()

    request = after.asked(parcel, alice, pieces=2)
    returns.approve(request=request, instructions="", by=bruno, now=now)
    request = returns.receive(request=request, restock=[], by=bruno, now=now)
    returns.refund(request=request, by=adam, now=now)
    jobs.run_waiting()

    request.refresh_from_db()
    assert (request.status, request.refund.amount) == (ReturnStatus.REFUNDED, Decimal("0.00"))
    assert after.line_of(parcel).refunded_quantity == 2
    assert breaches() == {}


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "52.91", "9999999999.99"])
def test_refuses_nothing_and_more_than_was_paid(bruno, alice, adam, amount):
    parcel = after.delivered(bruno, alice, card=True)

    with pytest.raises(refunds.TooMuch):
        let_off(parcel, adam, amount)

    assert not Refund.objects.exists()


def test_refuses_where_nothing_was_paid(bruno, alice, adam):
    parcel = after.packed(bruno, alice)

    with pytest.raises(refunding.NothingToRefund):
        let_off(parcel, adam)

    assert not Refund.objects.exists()


def test_the_same_key_is_one_goodwill(bruno, alice, adam):
    parcel, key = after.delivered(bruno, alice, card=True), uuid.uuid4()

    assert let_off(parcel, adam, key=key) == let_off(parcel, adam, key=key)

    assert Payment.objects.get().promised_back == Decimal("10.00")


@pytest.mark.parametrize("who", ["alice", "bruno", "rita", "dora", "eve"])
def test_only_the_office_lets_off(request, bruno, alice, who):
    parcel = after.delivered(bruno, alice, card=True)

    with pytest.raises(actions.NotAllowed):
        let_off(parcel, request.getfixturevalue(who))

    assert not Refund.objects.exists()


def test_reconcile_splits_it_anew_and_finds_another_split(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    let_off(parcel, adam)
    assert refund_invariants.reductions_are_split_by_what_was_left() == []

    RefundLine.objects.filter(line=None).update(amount="0.94")
    RefundLine.objects.filter(line__isnull=False).update(amount="9.06")

    assert len(refund_invariants.reductions_are_split_by_what_was_left()) == 1
    RefundLine.objects.filter(line=None).update(amount="4.91")
    assert refund_invariants.no_line_gives_back_more_than_it_took() == [
        f"the delivery of parcel {parcel.pk}: more money went back than was paid for it"
    ]

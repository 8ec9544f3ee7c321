"""`manage.py reconcile` over ledger, refunds, returns, invoices: quiet after real ways, each check finds its breach."""

import uuid
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from orders import payouts, returns
from orders.models import (
    Invoice,
    LedgerAccount,
    LedgerEntry,
    OrderLine,
    Parcel,
    Payment,
    Payout,
    Refund,
    RefundLine,
    ReturnRequest,
)
from orders.queries import invariants, ledger_invariants
from orders.tests import after
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(bruno, alice, adam):
    """A refund by card, cash that waits, a return to its end, a proposal, a payout."""
    now = timezone.now()
    after.refund(after.delivered(bruno, alice, card=True), adam, pieces=1)
    after.refund(after.delivered(bruno, alice), adam, pieces=1, delivery=True)
    found = after.asked(after.delivered(bruno, alice, card=True), alice)
    returns.approve(request=found, instructions="x", by=bruno, now=now)
    returns.receive(request=found, restock=[found.lines.get().pk], by=bruno, now=now)
    returns.refund(request=found, by=adam, now=now)
    payouts.pay_out(seller=bruno.seller, amount=Decimal("9"), reference="x", key=uuid.uuid4(), by=adam, now=now)
    jobs.run_waiting()


def test_finds_nothing_after_real_ways(ways):
    assert {name: check() for name, check in ledger_invariants.ALL.items() if check()} == {}


def test_every_check_finds_its_breach(ways):
    delivered = Parcel.objects.order_by("pk").first()
    tamper = {
        "balance = Σ ledger": lambda: LedgerAccount.objects.update(balance=1),
        "ledger = delivered parcels": lambda: LedgerEntry.objects.filter(parcel=delivered, kind="sale").delete(),
        "ledger = refunds": lambda: LedgerEntry.objects.filter(kind="refund").delete(),
        "refund = Σ lines": lambda: RefundLine.objects.update(amount=1),
        "promised = Σ refunds": lambda: Payment.objects.update(promised_back=1),
        "ledger = payouts": lambda: Payout.objects.update(amount=1),
        "returns agree with their refund": lambda: Refund.objects.update(**{"status": "failed"}),
        "invoices without gaps": lambda: Invoice.objects.filter(sequence=2, kind="invoice").delete(),
        "what left is invoiced": lambda: Invoice.objects.all().delete(),
    }
    assert tamper.keys() == ledger_invariants.ALL.keys()

    for name, break_it in tamper.items():
        with transaction.atomic():
            break_it()
            assert ledger_invariants.ALL[name](), name
            transaction.set_rollback(True)


def test_refunded_pieces_are_those_of_the_refunds(ways):
    OrderLine.objects.filter(refunded_quantity=1).update(refunded_quantity=2)

    assert len(ledger_invariants.promises_add_up()) == OrderLine.objects.filter(refunded_quantity=2).count()
    assert ReturnRequest.objects.get().status == "refunded"


def test_an_order_of_which_pieces_went_back_is_paid_all_the_same(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)

    after.refund(parcel, adam, pieces=1)
    jobs.run_waiting()

    assert invariants.what_was_handed_over_is_paid() == []


def test_an_order_of_which_too_much_went_back_is_not_paid(bruno, alice, adam):
    parcel = after.delivered(bruno, alice, card=True)
    after.refund(parcel, adam, pieces=1)
    jobs.run_waiting()

    Refund.objects.update(parcel=None)

    assert len(invariants.what_was_handed_over_is_paid()) == 1

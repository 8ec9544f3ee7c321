"""The ledger: what a shop is owed, entry by entry, in the transaction of its cause."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orders import ledger, settlement
from orders.models import LedgerAccount, LedgerEntry, LedgerKind, Parcel
from orders.queries import ledger_invariants
from orders.tests import after

pytestmark = pytest.mark.django_db


def entries(seller) -> dict[str, Decimal]:
    return {row.kind: row.amount for row in LedgerEntry.objects.filter(seller=seller).order_by("pk")}


def test_books_a_sale_and_its_commission_when_it_was_delivered(bruno, alice):
    parcel = after.packed(bruno, alice)
    assert not LedgerEntry.objects.exists()

    after.delivered(bruno, alice)

    assert entries(bruno.seller) == {"sale": Decimal("52.90"), "commission": Decimal("-3.23")}
    assert ledger.balance(bruno.seller) == Decimal("49.67")
    assert parcel.ledger.count() == 0


def test_books_the_same_sale_once(bruno, alice):
    parcel = after.delivered(bruno, alice)

    ledger.record_sale(parcel, by=bruno, now=timezone.now())

    assert LedgerEntry.objects.count() == 2
    assert ledger.balance(bruno.seller) == Decimal("49.67")


def test_the_marketplace_bears_its_own_coupon(bruno, alice):
    parcel = after.packed(bruno, alice)
    Parcel.objects.filter(pk=parcel.pk).update(marketplace_share=Decimal("5.00"))
    parcel.refresh_from_db()

    ledger.record_sale(parcel, by=None, now=timezone.now())

    assert ledger.balance(bruno.seller) == Decimal("52.90") + Decimal("5.00") - Decimal("3.23")


@pytest.mark.parametrize("card", [False, True])
def test_a_refund_takes_its_amount_and_gives_commission_back(bruno, alice, adam, card):
    parcel = after.delivered(bruno, alice, card=card)

    after.refund(parcel, adam, pieces=1)

    assert entries(bruno.seller)[LedgerKind.REFUND] == Decimal("-24.00")
    assert entries(bruno.seller)[LedgerKind.COMMISSION_BACK] == Decimal("1.62")


def test_piece_by_piece_all_commission_comes_back(bruno, alice, adam):
    parcel = after.delivered(bruno, alice)

    after.refund(parcel, adam, pieces=1)
    after.refund(parcel, adam, pieces=1, delivery=True)

    assert ledger.balance(bruno.seller) == 0
    assert [found for check in ledger_invariants.ALL.values() for found in check()] == []


def test_a_refund_before_the_delivery_counts_with_the_sale(bruno, alice, adam):
    parcel = after.packed(bruno, alice, card=True)
    after.refund(parcel, adam, pieces=1)
    assert not LedgerEntry.objects.exists()

    parcel.move_to("shipped", by=None, at=timezone.now())
    parcel.move_to("delivered", by=None, at=timezone.now())
    settlement.complete(parcel, by=bruno, now=timezone.now())

    assert ledger.balance(bruno.seller) == Decimal("52.90") - Decimal("3.23") - Decimal("24.00") + Decimal("1.62")


def test_an_entry_lives_and_dies_with_its_transaction(bruno, alice):
    with transaction.atomic():
        after.delivered(bruno, alice)
        transaction.set_rollback(True)

    assert not LedgerEntry.objects.exists()
    assert not LedgerAccount.objects.exists()


def test_the_database_refuses_a_sign_that_does_not_fit(bruno):
    wrong = LedgerEntry(
        seller=bruno.seller, kind="payout", amount=Decimal("5.00"), currency="EUR", at=timezone.now(), source="x"
    )

    with pytest.raises(IntegrityError, match="ledger_sign_fits_kind"), transaction.atomic():
        wrong.save()

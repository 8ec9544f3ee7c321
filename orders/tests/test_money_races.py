"""
Money at the same moment, on real threads over real connections: refund against refund, payout against payout, cancel
against pack and ship. In pairs: with the guard taken out the fault happens, with it, not.
"""

import threading
import time
import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.factories import SellerFactory, UserFactory
from orders import actions, fulfilment, ledger, payouts, refunding
from orders.models import LedgerAccount, OrderLine, Parcel, Payment, Refund
from orders.payments import refunds
from orders.states import ParcelStatus
from orders.tests import after
from orders.tests.test_placing_races import at_once
from shop.core import errors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    return SellerFactory().user


@pytest.fixture
def office():
    return UserFactory(roles=[Role.CUSTOMER, Role.ADMIN])


def _twice(parcel, office):
    """Two people of the office refund both pieces at the same moment, each from a page of their own."""
    wish = refunding.Wish({after.line_of(parcel).pk: 2})
    now = timezone.now()
    return at_once(
        [
            lambda: refunding.refund(parcel=parcel, wish=wish, reason="x", key=uuid.uuid4(), by=office, now=now)
            for _number in range(2)
        ]
    )


class TestRefundAgainstRefund:
    def test_of_two_one_is_refused(self, shop, office):
        parcel = after.delivered(shop, card=True)

        answers = _twice(parcel, office)

        assert sum(isinstance(answer, Refund) for answer in answers) == 1
        assert Payment.objects.get().promised_back == Decimal("48.00")

    def test_without_the_guards_both_are_promised(self, shop, office, monkeypatch):
        """Neither the lock of the order, nor the conditional UPDATEs on payment and line."""
        parcel = after.delivered(shop, card=True)
        gate = threading.Barrier(2)

        def unlocked(given):
            return Parcel.objects.select_related("order", "seller__user", "courier__user", "area").get(pk=given.pk)

        def read_then_write(payment, amount):
            row = Payment.objects.get(pk=payment.pk)
            gate.wait(timeout=10)
            Payment.objects.filter(pk=row.pk).update(promised_back=row.promised_back + amount)
            return True

        monkeypatch.setattr(actions, "locked", unlocked)
        monkeypatch.setattr(refunds, "_hold_back", read_then_write)
        monkeypatch.setattr(refunds, "_mark", lambda line, pieces: None)

        answers = _twice(parcel, office)

        assert sum(isinstance(answer, Refund) for answer in answers) == 2
        assert sum(Refund.objects.values_list("amount", flat=True)) == Decimal("96.00")

    def test_the_conditional_update_alone_keeps_it_within_what_was_captured(self, shop, office, monkeypatch):
        parcel = after.delivered(shop, card=True)
        OrderLine.objects.update(refunded_quantity=0)

        def unlocked(given):
            found = Parcel.objects.select_related("order", "seller__user", "courier__user", "area").get(pk=given.pk)
            time.sleep(0.05)
            return found

        monkeypatch.setattr(actions, "locked", unlocked)

        answers = _twice(parcel, office)

        assert sum(isinstance(answer, Refund) for answer in answers) == 1
        assert Payment.objects.get().promised_back == Decimal("48.00")


class TestPayoutAgainstPayout:
    def _twice(self, seller, office, keys):
        now = timezone.now()
        return at_once(
            [
                lambda key=key: payouts.pay_out(
                    seller=seller, amount=Decimal("30.00"), reference="x", key=key, by=office, now=now
                )
                for key in keys
            ]
        )

    def test_the_balance_is_paid_out_once(self, shop, office):
        after.delivered(shop)

        answers = self._twice(shop.seller, office, [uuid.uuid4(), uuid.uuid4()])

        assert sum(isinstance(answer, payouts.NotCovered) for answer in answers) == 1
        assert ledger.balance(shop.seller) == Decimal("19.67")

    def test_the_same_page_twice_is_one_payout(self, shop, office):
        after.delivered(shop)
        key = uuid.uuid4()

        answers = self._twice(shop.seller, office, [key, key])

        assert answers[0] == answers[1]
        assert ledger.balance(shop.seller) == Decimal("19.67")

    def test_without_the_lock_both_go_out(self, shop, office, monkeypatch):
        after.delivered(shop)
        gate = threading.Barrier(2)

        def unlocked(seller):
            found = LedgerAccount.objects.get(pk=seller.pk)
            gate.wait(timeout=10)
            return found

        monkeypatch.setattr(payouts, "_account", unlocked)

        self._twice(shop.seller, office, [uuid.uuid4(), uuid.uuid4()])

        assert ledger.balance(shop.seller) == Decimal("-10.33")


class TestCancelAgainstTheShop:
    def _meet(self, shop, parcel, rival):
        now = timezone.now()
        return at_once([lambda: fulfilment.cancel_parcel(parcel=parcel, by=shop, reason="x", now=now), rival])

    def test_of_cancel_and_ship_one_wins_and_money_and_stock_follow(self, shop):
        parcel = after.packed(shop, card=True)

        answers = self._meet(
            shop,
            parcel,
            lambda: fulfilment.ship_by_carrier(
                parcel=parcel, carrier="DHL", tracking_number="", by=shop, now=timezone.now()
            ),
        )

        assert sum(isinstance(answer, errors.DomainError) for answer in answers) == 1
        parcel.refresh_from_db()
        is_cancelled = parcel.status == ParcelStatus.CANCELLED
        assert parcel.refunds.count() == int(is_cancelled)
        assert parcel.invoices.count() == int(not is_cancelled)

    def test_without_the_lock_both_think_they_may(self, shop, monkeypatch):
        """The conditional UPDATE of `move_to` is then the last line: the second is told that it was changed."""
        parcel = after.packed(shop, card=True)
        gate = threading.Barrier(2)
        allowed = []

        def unlocked(given):
            found = Parcel.objects.select_related("order", "seller__user", "courier__user", "area").get(pk=given.pk)
            gate.wait(timeout=10)
            return found

        check = actions.check

        def counted(action, given, *, by):
            check(action, given, by=by)
            allowed.append(action)

        monkeypatch.setattr(actions, "locked", unlocked)
        monkeypatch.setattr(actions, "check", counted)

        answers = self._meet(
            shop,
            parcel,
            lambda: fulfilment.ship_by_carrier(
                parcel=parcel, carrier="DHL", tracking_number="", by=shop, now=timezone.now()
            ),
        )

        assert len(allowed) == 2
        assert sum(isinstance(answer, errors.DomainError) for answer in answers) == 1

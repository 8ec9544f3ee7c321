"""What was lost on the way is found by asking: an answer, a webhook, a worker between commit and call."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Stock
from orders import operations, payments
from orders.models import Order, OrderEvent, Payment, Refund, SandboxCharge
from orders.payments import checking, clarifying, closing, online
from orders.payments.protocol import Unreachable
from orders.states import PaymentStatus
from orders.tests.cards import session_of
from orders.tests.checkout import place, ready_cart, variant_for_sale
from orders.tests.standin import Fault
from shop.core import jobs

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=3)


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def check(after=SOON):
    return checking.check_due(now=timezone.now() + after)


class TestLost:
    def test_a_worker_that_died_between_commit_and_call(self, bank):
        order = place(ready_cart(), method="stripe").order
        assert order.payments.get().status == PaymentStatus.CREATED

        check()

        payment = order.payments.get()
        assert (payment.status, len(bank.book.sessions)) == (PaymentStatus.PENDING, 1)
        assert payments.start(order=order, now=timezone.now()) == payment.redirect_url

    def test_an_answer(self, bank):
        order = place(ready_cart(), method="stripe").order
        bank.book.faults.append(Fault.LOST)
        with pytest.raises(Unreachable):
            payments.start(order=order, now=timezone.now())

        check()

        assert session_of(order) in bank.book.sessions
        assert len(bank.book.sessions) == 1

    def test_a_webhook(self, waiting, bank):
        bank.book.pay(session_of(waiting))

        check()

        assert status_of(waiting) == "pending"
        assert waiting.payments.get().captured == Decimal("52.90")

    def test_and_its_webhook_that_comes_all_the_same_changes_nothing(self, waiting, bank, report):
        paid = bank.book.pay(session_of(waiting))
        check()

        report(paid)

        assert waiting.payments.get().captured == Decimal("52.90")

    def test_a_webhook_of_the_sandbox(self, order):
        SandboxCharge.objects.update(decision="approved")

        check()

        assert status_of(order) == "pending"


class TestPatience:
    def test_leaves_the_buyer_two_minutes(self, waiting, bank):
        assert check(timedelta(minutes=1)) == 0
        assert check(timedelta(minutes=2, seconds=5)) == 1

    def test_asks_again_after_as_long(self, waiting, bank):
        check()

        assert check(SOON + timedelta(minutes=1)) == 0
        assert check(SOON + timedelta(minutes=2)) == 1

    def test_a_provider_that_does_not_answer_stops_nobody_else(self, waiting, bank):
        other = place(ready_cart((variant_for_sale(), 1), email="other@example.com"), method="stripe").order
        payments.start(order=other, now=timezone.now())
        bank.book.pay(session_of(other))
        bank.book.faults.append(Fault.LOST)

        checking.check_due(now=timezone.now() + SOON)

        assert (status_of(waiting), status_of(other)) == ("awaiting_payment", "pending")

    def test_asks_nothing_of_cash_and_of_what_is_paid(self, waiting, bank, report):
        report(bank.book.pay(session_of(waiting)))
        place(ready_cart(email="other@example.com"))

        assert check(timedelta(hours=1)) == 0


class TestGivenUp:
    def test_the_page_of_an_expired_order_is_closed(self, waiting, bank):
        operations.expire_order(order_id=waiting.pk, now=waiting.expires_at)

        jobs.run_waiting()

        assert bank.book.sessions[session_of(waiting)]["status"] == "expired"
        with pytest.raises(ValueError, match="over"):
            bank.book.pay(session_of(waiting))

    def test_paid_in_the_last_second_revives_it(self, waiting, bank):
        operations.expire_order(order_id=waiting.pk, now=waiting.expires_at)
        bank.book.pay(session_of(waiting))
        jobs.run_waiting()

        check()

        assert status_of(waiting) == "pending"
        assert Stock.objects.get().reserved == 2

    def test_paid_after_cash_was_chosen_goes_back(self, waiting, bank):
        online.choose(order=waiting, method="cash", by=None, now=timezone.now())
        bank.book.pay(session_of(waiting))

        check()
        jobs.run_waiting()

        assert Refund.objects.get().status == "succeeded"
        assert [refund["amount"] for refund in bank.book.refunds] == [5290]
        assert status_of(waiting) == "pending"

    def test_one_whose_call_was_never_made_is_closed_under_its_key(self, bank):
        order = place(ready_cart(), method="stripe").order
        assert order.expires_at is not None
        operations.expire_order(order_id=order.pk, now=order.expires_at)

        jobs.run_waiting()

        assert [session["status"] for session in bank.book.sessions.values()] == ["expired"]

    def test_closing_twice_is_nothing(self, waiting, bank):
        payment = waiting.payments.get()

        closing.close(payment_id=payment.pk)
        closing.close(payment_id=payment.pk)

        assert bank.book.calls.count(f"POST /v1/checkout/sessions/{session_of(waiting)}/expire") == 1


class TestUnclear:
    @pytest.fixture
    def unclear(self, waiting, bank, report):
        report(bank.book.pay(session_of(waiting), amount=1))
        return waiting

    def test_the_order_does_not_expire_while_somebody_looks(self, unclear):
        with pytest.raises(operations.NotDue):
            operations.expire_order(order_id=unclear.pk, now=unclear.expires_at)

        assert operations.expire_due(now=unclear.expires_at) == 0
        assert Stock.objects.get().reserved == 2

    def test_nobody_can_pay_it_again(self, unclear):
        with pytest.raises(online.NothingToPay):
            online.choose(order=unclear, method="cash", by=None, now=timezone.now())

    def test_the_office_settles_it_with_a_note(self, unclear, adam):
        payment = clarifying.settle(payment=unclear.payments.get(), note="Sent back.", by=adam, now=timezone.now())

        event = unclear.events.get(kind=OrderEvent.PAYMENT_CLEARED)
        assert (payment.unclear_at, event.note, event.by) == (None, "Sent back.", adam)
        assert operations.expire_due(now=unclear.expires_at) == 1

    def test_only_once(self, unclear, adam):
        payment = unclear.payments.get()
        clarifying.settle(payment=payment, note="", by=adam, now=timezone.now())

        with pytest.raises(clarifying.NotUnclear):
            clarifying.settle(payment=payment, note="", by=adam, now=timezone.now())

    def test_by_an_action_of_the_staff_site(self, unclear, adam, client_of):
        pk = Payment.objects.get().pk
        form = {"action": "settle", "_selected_action": [pk], "reason": "Sent back by hand."}

        client_of(adam).post("/admin/orders/payment/", form)

        assert Payment.objects.get().unclear_at is None

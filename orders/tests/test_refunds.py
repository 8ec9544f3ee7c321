from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from orders import payments
from orders.models import Payment, Refund, SandboxCharge
from orders.payments import refunds, sandbox, sending
from orders.payments.protocol import Refused, Unreachable
from orders.payments.sandbox_sender import decide
from orders.states import PaymentStatus, RefundStatus
from orders.tests.checkout import place, ready_cart
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    """€52.90 by sandbox card."""
    now = timezone.now()
    order = place(ready_cart(), method="sandbox").order
    payments.start(order=order, now=now)
    decide(reference=SandboxCharge.objects.get().reference, decision=sandbox.APPROVED, now=now)
    jobs.run_waiting()
    mail.outbox.clear()
    return Payment.objects.get()


def ask(payment, amount="52.90", source="test:1"):
    return payments.request_refund(
        payment=payment,
        parcel=None,
        amount=Decimal(amount),
        reason="because",
        source=source,
        by=None,
        now=timezone.now(),
    )


def test_sends_all_of_it_back_and_tells_the_buyer(paid):
    refund = ask(paid)
    jobs.run_waiting()

    refund.refresh_from_db()
    paid.refresh_from_db()
    assert (refund.status, refund.provider_reference) == (RefundStatus.SUCCEEDED, f"sbxre_{refund.idempotency_key.hex}")
    assert (paid.status, paid.refunded) == (PaymentStatus.REFUNDED, Decimal("52.90"))
    assert "€52.90" in mail.outbox[0].subject


def test_sends_parts_back(paid):
    for number in (1, 2):
        ask(paid, "10.00", f"test:{number}")
        jobs.run_waiting()

    paid.refresh_from_db()
    assert (paid.status, paid.refunded) == (PaymentStatus.PARTLY_REFUNDED, Decimal("20.00"))


def test_the_same_reason_twice_is_one_refund(paid):
    assert ask(paid) == ask(paid)

    jobs.run_waiting()
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), [("52.90", "0.01"), ("50.00", "2.91")])
def test_refuses_more_than_is_left(paid, first, second):
    ask(paid, first)

    with pytest.raises(refunds.TooMuch):
        ask(paid, second, "test:2")

    assert Refund.objects.count() == 1


def test_tries_again_with_the_same_key_when_nobody_answers(paid, monkeypatch):
    keys = []

    def unreachable(self, reference, amount, *, key):
        keys.append(key)
        raise Unreachable

    refund = ask(paid)
    with monkeypatch.context() as patch:
        patch.setattr(sandbox.Sandbox, "refund", unreachable)
        with pytest.raises(Unreachable):
            sending.send(refund_id=refund.pk)

    sending.send(refund_id=refund.pk)

    refund.refresh_from_db()
    assert keys == [refund.idempotency_key]
    assert refund.status == RefundStatus.SUCCEEDED


def test_a_job_that_runs_twice_sends_once(paid):
    refund = ask(paid)
    sending.send(refund_id=refund.pk)

    sending.send(refund_id=refund.pk)

    paid.refresh_from_db()
    assert paid.refunded == Decimal("52.90")


def test_keeps_a_refusal_for_the_office(paid, monkeypatch):
    def refused(self, reference, amount, *, key):
        raise Refused("closed account")

    monkeypatch.setattr(sandbox.Sandbox, "refund", refused)
    refund = ask(paid)

    jobs.run_waiting()

    refund.refresh_from_db()
    paid.refresh_from_db()
    assert refund.status == RefundStatus.FAILED
    assert refund.events.filter(note="closed account").exists()
    assert (paid.status, paid.refunded) == (PaymentStatus.CAPTURED, 0)


def test_cash_waits_for_a_person():
    payment = place(ready_cart()).order.payments.get()
    payment.move_to(PaymentStatus.CAPTURED, by=None, at=timezone.now(), captured=payment.amount)
    refund = ask(payment)

    jobs.run_waiting()

    refund.refresh_from_db()
    assert refund.status == RefundStatus.PROCESSING

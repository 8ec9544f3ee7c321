"""What the sandbox reports, as it may come: once, twice, wrong, out of order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from orders.models import Order, OrderEvent, Refund, WebhookReceipt
from orders.payments import charging, sandbox, signature
from orders.states import PaymentStatus
from orders.tests.checkout import place, ready_cart
from orders.tests.reports import event
from shop.core import jobs

pytestmark = pytest.mark.django_db


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def outcome():
    return WebhookReceipt.objects.latest("pk").outcome


def nothing_happened(order):
    payment = order.payments.get()
    untouched = payment.status == PaymentStatus.PENDING and payment.captured == 0
    return untouched and status_of(order) == "awaiting_payment" and not WebhookReceipt.objects.exists()


class TestCaptured:
    def test_pays_the_order_and_tells_everybody(self, order, send):
        response = send()

        payment = order.payments.get()
        assert response.status_code == 200
        assert status_of(order) == "pending"
        assert (payment.status, payment.captured) == (PaymentStatus.CAPTURED, Decimal("52.90"))
        assert Order.objects.get().expires_at is None
        jobs.run_waiting()
        assert {message.to[0] for message in mail.outbox} == {order.email, order.parcels.get().seller.user.email}

    def test_a_repeat_changes_nothing(self, order, send):
        send()
        events = order.payments.get().events.count()

        response = send()

        assert response.status_code == 200
        assert order.payments.get().events.count() == events
        assert WebhookReceipt.objects.count() == 1

    def test_another_event_about_the_same_money_changes_nothing(self, order, send):
        send()

        send(event_id="evt_other")

        assert order.payments.get().captured == Decimal("52.90")
        assert outcome() == "outdated"

    def test_a_decline_that_comes_after_changes_nothing(self, order, send):
        send()

        send("payment.failed")

        assert order.payments.get().status == PaymentStatus.CAPTURED
        assert status_of(order) == "pending"

    def test_may_be_faster_than_our_own_note_of_the_charge(self, send):
        order = place(ready_cart(), method="sandbox").order
        payment = order.payments.get()
        sandbox.Sandbox().start(charging.charge(order, payment), now=timezone.now())

        send()

        assert status_of(order) == "pending"
        assert order.payments.get().provider_reference.startswith("sbx_")


class TestDeclined:
    def test_leaves_the_order_open_for_another_try(self, order, send):
        send("payment.failed", reason="card_declined")

        payment = order.payments.get()
        assert (payment.status, payment.failure) == (PaymentStatus.FAILED, "card_declined")
        assert status_of(order) == "awaiting_payment"

    def test_a_later_approval_of_the_same_charge_counts(self, order, send):
        send("payment.failed")

        send()

        assert order.payments.get().status == PaymentStatus.CAPTURED
        assert status_of(order) == "pending"
        assert not Refund.objects.exists()


class TestRefused:
    def test_a_forged_signature(self, order, send):
        assert send(secret="another secret of somebody else entirely").status_code == 400
        assert nothing_happened(order)

    def test_a_changed_body(self, order, send_raw):
        body, signed = event()

        response = send_raw(body.replace(b"52.90", b"00.01"), signed)

        assert response.status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize("minutes", [-6, -60, 6, 60])
    def test_a_message_of_another_time(self, order, send, minutes):
        response = send(at=timezone.now() + timedelta(minutes=minutes))

        assert response.status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize("minutes", [-4, 4])
    def test_but_not_one_of_a_clock_that_is_a_little_off(self, order, send, minutes):
        assert send(at=timezone.now() + timedelta(minutes=minutes)).status_code == 200

    @pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=y", "t=" + "9" * 5000, "t=١,v1=a", "\x00", "é"])
    def test_a_header_that_is_none(self, order, send_raw, header):
        body, _signed = event()

        assert send_raw(body, header).status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize(
        "body",
        [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"id": 1, "type": "x", "data": {}}', b'{"data": null}'],
    )
    def test_a_signed_body_that_makes_no_sense(self, order, send_raw, settings, body):
        signed = signature.sign(body, secret=settings.SANDBOX_WEBHOOK_SECRET, now=timezone.now())

        assert send_raw(body, signed).status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize(
        "changes",
        [{"amount": "NaN"}, {"amount": "Infinity"}, {"amount": None}, {"key": "x"}, {"reference": "x" * 10_000}],
    )
    def test_values_that_are_none(self, order, send, changes):
        assert send(**changes).status_code == 400
        assert nothing_happened(order)

    def test_a_provider_that_we_do_not_have(self, client):
        assert client.post("/api/payments/stripe/webhook/", b"{}", content_type="application/json").status_code == 404

    def test_news_of_cash(self, client):
        assert client.post("/api/payments/cash/webhook/", b"{}", content_type="application/json").status_code == 400


class TestMismatch:
    @pytest.mark.parametrize(
        "changes",
        [{"amount": "52.89"}, {"amount": "0.01"}, {"amount": "5290"}, {"currency": "USD"}, {"reference": "sbx_1"}],
    )
    def test_is_never_paid_but_written_down(self, order, send, changes):
        response = send(**changes)

        payment = order.payments.get()
        assert response.status_code == 200
        assert outcome() == "mismatch"
        assert (payment.status, payment.captured) == (PaymentStatus.PENDING, 0)
        assert payment.failure
        assert order.events.filter(kind=OrderEvent.PAYMENT_MISMATCH).exists()
        assert status_of(order) == "awaiting_payment"

    def test_of_the_key_is_an_unknown_payment(self, order, send):
        send(key="00000000-0000-4000-8000-000000000000")

        assert outcome() == "unknown_payment"
        assert status_of(order) == "awaiting_payment"


def test_a_huge_message_is_refused_before_it_is_read(order, send_raw):
    assert send_raw(b"x" * (2 * 1024 * 1024), "t=1,v1=x").status_code in (400, 413)
    assert nothing_happened(order)

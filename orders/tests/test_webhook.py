"""What the sandbox reports, as it may come: once, twice, late, wrong, out of order."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Stock
from orders import fulfilment, operations, payments
from orders.models import Order, OrderEvent, Payment, Refund, SandboxCharge, WebhookReceipt
from orders.payments import online, sandbox, signature
from orders.payments.sandbox_sender import PATH
from orders.states import ParcelStatus, PaymentStatus, RefundStatus
from orders.tests.checkout import place, ready_cart, variant_for_sale
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    """Two mugs and their delivery, €52.90, waiting for the card."""
    placed = place(ready_cart((variant_for_sale(stock=5), 2)), method="sandbox").order
    payments.start(order=placed, now=timezone.now())
    return placed


def event(order, *, kind="payment.captured", event_id=None, at=None, secret=None, settings=None, **changes):
    """Body and headers of a message about the order's latest charge."""
    charge = SandboxCharge.objects.order_by("-pk").first()
    SandboxCharge.objects.filter(pk=charge.pk).update(decision="approved" if "captured" in kind else "declined")
    data = {
        "reference": charge.reference,
        "key": str(charge.idempotency_key),
        "amount": str(charge.amount),
        "currency": charge.currency,
    } | changes
    body = json.dumps({"id": event_id or f"evt_{kind}", "type": kind, "data": data}).encode()
    return body, signature.sign(body, secret=secret or settings.SANDBOX_WEBHOOK_SECRET, now=at or timezone.now())


@pytest.fixture
def send(client, settings):
    def post(order, **kwargs):
        body, signed = event(order, settings=settings, **kwargs)
        return raw(body, signed)

    def raw(body, signed):
        return client.post(PATH, body, content_type="application/json", headers={sandbox.HEADER: signed})

    post.raw = raw
    return post


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
        response = send(order)

        payment = order.payments.get()
        assert response.status_code == 200
        assert status_of(order) == "pending"
        assert (payment.status, payment.captured) == (PaymentStatus.CAPTURED, Decimal("52.90"))
        assert Order.objects.get().expires_at is None
        jobs.run_waiting()
        assert {message.to[0] for message in mail.outbox} == {order.email, order.parcels.get().seller.user.email}

    def test_a_repeat_changes_nothing(self, order, send):
        send(order)
        events = order.payments.get().events.count()

        response = send(order)

        assert response.status_code == 200
        assert order.payments.get().events.count() == events
        assert WebhookReceipt.objects.count() == 1

    def test_another_event_about_the_same_money_changes_nothing(self, order, send):
        send(order)

        send(order, event_id="evt_other")

        assert order.payments.get().captured == Decimal("52.90")
        assert outcome() == "outdated"

    def test_a_decline_that_comes_after_changes_nothing(self, order, send):
        send(order)

        send(order, kind="payment.failed")

        assert order.payments.get().status == PaymentStatus.CAPTURED
        assert status_of(order) == "pending"

    def test_may_be_faster_than_our_own_note_of_the_charge(self, settings, send):
        order = place(ready_cart(), method="sandbox").order
        payment = order.payments.get()
        sandbox.Sandbox().start(online._charge(order, payment), now=timezone.now())

        send(order)

        assert status_of(order) == "pending"
        assert order.payments.get().provider_reference.startswith("sbx_")


class TestDeclined:
    def test_leaves_the_order_open_for_another_try(self, order, send):
        send(order, kind="payment.failed", reason="card_declined")

        payment = order.payments.get()
        assert (payment.status, payment.failure) == (PaymentStatus.FAILED, "card_declined")
        assert status_of(order) == "awaiting_payment"

    def test_a_later_approval_of_the_same_charge_counts(self, order, send):
        send(order, kind="payment.failed")

        send(order)

        assert order.payments.get().status == PaymentStatus.CAPTURED
        assert status_of(order) == "pending"
        assert not Refund.objects.exists()


class TestRefused:
    def test_a_forged_signature(self, order, send):
        assert send(order, secret="another secret of somebody else entirely").status_code == 400
        assert nothing_happened(order)

    def test_a_changed_body(self, order, send, settings):
        body, signed = event(order, settings=settings)

        response = send.raw(body.replace(b"52.90", b"00.01"), signed)

        assert response.status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize("minutes", [-6, -60, 6, 60])
    def test_a_message_of_another_time(self, order, send, minutes):
        response = send(order, at=timezone.now() + timedelta(minutes=minutes))

        assert response.status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize("minutes", [-4, 4])
    def test_but_not_one_of_a_clock_that_is_a_little_off(self, order, send, minutes):
        assert send(order, at=timezone.now() + timedelta(minutes=minutes)).status_code == 200

    @pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=y", "t=" + "9" * 5000, "t=١,v1=a", "\x00", "é"])
    def test_a_header_that_is_none(self, order, send, settings, header):
        body, _signed = event(order, settings=settings)

        assert send.raw(body, header).status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize(
        "body",
        [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"id": 1, "type": "x", "data": {}}', b'{"data": null}'],
    )
    def test_a_signed_body_that_makes_no_sense(self, order, send, settings, body):
        signed = signature.sign(body, secret=settings.SANDBOX_WEBHOOK_SECRET, now=timezone.now())

        assert send.raw(body, signed).status_code == 400
        assert nothing_happened(order)

    @pytest.mark.parametrize(
        "changes",
        [{"amount": "NaN"}, {"amount": "Infinity"}, {"amount": None}, {"key": "x"}, {"reference": "x" * 10_000}],
    )
    def test_values_that_are_none(self, order, send, changes):
        assert send(order, **changes).status_code == 400
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
        response = send(order, **changes)

        payment = order.payments.get()
        assert response.status_code == 200
        assert outcome() == "mismatch"
        assert (payment.status, payment.captured) == (PaymentStatus.PENDING, 0)
        assert payment.failure
        assert order.events.filter(kind=OrderEvent.PAYMENT_MISMATCH).exists()
        assert status_of(order) == "awaiting_payment"

    def test_of_the_key_is_an_unknown_payment(self, order, send):
        send(order, key="00000000-0000-4000-8000-000000000000")

        assert outcome() == "unknown_payment"
        assert status_of(order) == "awaiting_payment"


def expire(order):
    operations.expire_order(order_id=order.pk, now=order.expires_at)


class TestLate:
    def test_money_revives_an_expired_order_whose_stock_is_there(self, order, send):
        expire(order)
        assert Stock.objects.get().reserved == 0

        send(order)

        assert outcome() == "paid_late"
        assert status_of(order) == "pending"
        assert Stock.objects.get().reserved == 2
        assert not Refund.objects.exists()

    def test_a_revived_order_can_be_cancelled_and_gives_all_back(self, order, send, adam):
        expire(order)
        send(order)

        fulfilment.cancel_parcel(parcel=order.parcels.get(), by=adam, reason="test", now=timezone.now())
        jobs.run_waiting()

        payment = order.payments.get()
        assert Stock.objects.get().reserved == 0
        assert (payment.status, payment.refunded) == (PaymentStatus.REFUNDED, payment.captured)

    def test_money_goes_back_where_the_stock_is_gone(self, order, send):
        expire(order)
        place(ready_cart((order.lines.get().variant, 5), email="other@example.com"))

        send(order)
        jobs.run_waiting()

        payment, refund = order.payments.get(), Refund.objects.get()
        assert status_of(order) == "cancelled"
        assert (refund.status, refund.amount) == (RefundStatus.SUCCEEDED, Decimal("52.90"))
        assert (payment.status, payment.refunded) == (PaymentStatus.REFUNDED, Decimal("52.90"))
        assert Stock.objects.get().reserved == 5
        assert "We sent €52.90 back" in mail.outbox[-1].subject

    def test_money_for_a_cancelled_order_goes_back(self, order, send, adam):
        fulfilment.cancel_parcel(parcel=order.parcels.get(), by=adam, reason="test", now=timezone.now())

        send(order)

        assert Refund.objects.get().amount == Decimal("52.90")
        assert status_of(order) == "cancelled"

    def test_money_for_a_cancelled_part_goes_back(self, send, adam):
        cart = ready_cart((variant_for_sale(), 1), (variant_for_sale(), 1))
        order = place(cart, method="sandbox").order
        payments.start(order=order, now=timezone.now())
        gone = order.parcels.order_by("pk").first()
        fulfilment.cancel_parcel(parcel=gone, by=adam, reason="test", now=timezone.now())

        send(order)

        assert Refund.objects.get().amount == gone.total
        assert sorted(p.status for p in order.parcels.all()) == [ParcelStatus.CANCELLED, ParcelStatus.PENDING]

    def test_money_goes_back_where_cash_was_chosen_meanwhile(self, order, send):
        online.choose(order=order, method="cash", by=None, now=timezone.now())

        send(order)

        assert Refund.objects.get().amount == Decimal("52.90")
        assert Order.objects.get().payment_method == "cash"
        assert status_of(order) == "pending"

    def test_the_second_of_two_payments_goes_back(self, order, send, settings):
        first = event(order, settings=settings)
        send(order, kind="payment.failed")
        again = online.choose(order=order, method="sandbox", by=None, now=timezone.now())
        payments.start(order=again, now=timezone.now())
        second = event(order, settings=settings, event_id="evt_second")

        send.raw(*first)
        send.raw(*second)

        assert Payment.objects.filter(status=PaymentStatus.CAPTURED).count() == 2
        assert Refund.objects.get().amount == Decimal("52.90")
        assert status_of(order) == "pending"

    def test_an_expired_order_cannot_be_paid_again(self, order):
        expire(order)

        with pytest.raises(online.NothingToPay):
            online.choose(order=order, method="cash", by=None, now=timezone.now())

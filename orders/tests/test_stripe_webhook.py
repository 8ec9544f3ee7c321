"""What Stripe reports, as it may come: once, twice, wrong, late, out of order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from orders import payments
from orders.models import Order, OrderEvent, WebhookReceipt
from orders.payments import online
from orders.states import PaymentStatus
from orders.tests.cards import PATH, session_of

pytestmark = pytest.mark.django_db
D = Decimal


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def outcome():
    return WebhookReceipt.objects.latest("pk").outcome


class TestWebhook:
    def nothing_happened(self, order):
        payment = order.payments.get()
        waits = (payment.status, payment.captured) == (PaymentStatus.PENDING, 0)
        return waits and status_of(order) == "awaiting_payment" and not WebhookReceipt.objects.exists()

    def test_twice_is_once(self, waiting, bank, report):
        paid = bank.book.pay(session_of(waiting))

        answers = [report(paid).status_code for _time in range(3)]

        assert answers == [200, 200, 200]
        assert waiting.payments.get().captured == D("52.90")
        assert WebhookReceipt.objects.count() == 1

    def test_out_of_order(self, waiting, bank, report):
        session = session_of(waiting)
        declined, paid = bank.book.decline(session), bank.book.pay(session)

        report(paid)
        report(declined)

        payment = waiting.payments.get()
        assert (payment.status, payment.failure) == (PaymentStatus.CAPTURED, "")
        assert status_of(waiting) == "pending"

    def test_a_closed_page_leaves_the_order_open(self, waiting, bank, report, client):
        bank.book.post(f"/v1/checkout/sessions/{session_of(waiting)}/expire", {}, "", "")

        report(bank.book.events[-1])

        assert outcome() == "expired"
        assert status_of(waiting) == "awaiting_payment"
        assert payments.start(
            order=online.choose(order=waiting, method="stripe", by=None, now=timezone.now()), now=timezone.now()
        ).startswith(bank.url)
        assert len(bank.book.sessions) == 2

    def test_what_does_not_concern_us_is_only_noted(self, waiting, bank, report):
        report(bank.book.event("customer.created", {"id": "cus_1"}))

        assert outcome() == "noted"
        assert status_of(waiting) == "awaiting_payment"

    def test_a_session_that_is_complete_but_not_paid_yet_waits(self, waiting, bank, report):
        session = bank.book.sessions[session_of(waiting)]

        report(bank.book.event("checkout.session.completed", session))

        assert status_of(waiting) == "awaiting_payment"

    def test_forged(self, waiting, bank, report):
        assert report(bank.book.pay(session_of(waiting)), secret="whsec_of_somebody_else").status_code == 400
        assert self.nothing_happened(waiting)

    @pytest.mark.parametrize("minutes", [-6, -60, 6, 60])
    def test_stale_or_from_the_future(self, waiting, bank, report, minutes):
        at = (timezone.now() + timedelta(minutes=minutes)).timestamp()

        assert report(bank.book.pay(session_of(waiting)), at=at).status_code == 400
        assert self.nothing_happened(waiting)

    @pytest.mark.parametrize(
        "header", ["", "t=1", "v1=a", "t=x,v1=y", "t,v1", "=", "t=١,v1=a", "é", "t=1,v1=" + "a" * 9000]
    )
    def test_a_header_that_is_none(self, waiting, client, header):
        response = client.post(PATH, b"{}", content_type="application/json", headers={"Stripe-Signature": header})

        assert response.status_code == 400
        assert self.nothing_happened(waiting)

    @pytest.mark.parametrize(
        "event", [None, [], {}, {"id": "e", "type": "x"}, {"id": "e\0", "type": "x", "data": {"object": {}}}]
    )
    def test_a_signed_body_that_makes_no_sense(self, waiting, report, event):
        assert report(event).status_code == 400
        assert self.nothing_happened(waiting)

    @pytest.mark.parametrize("wrong", [{"amount": 5289}, {"amount": 1}, {"currency": "usd"}])
    def test_another_sum_is_unclear_and_never_paid(self, waiting, bank, report, client, adam, client_of, wrong):
        report(bank.book.pay(session_of(waiting), **wrong))

        payment = waiting.payments.get()
        assert (outcome(), payment.captured, status_of(waiting)) == ("mismatch", 0, "awaiting_payment")
        assert payment.unclear_at is not None
        assert waiting.events.filter(kind=OrderEvent.PAYMENT_MISMATCH).exists()
        assert str(waiting.number) in client_of(adam).get("/admin/orders/payment/?problem=unclear").content.decode()

    def test_off_without_its_keys(self, waiting, bank, report, settings):
        event = bank.book.pay(session_of(waiting))
        settings.STRIPE_SECRET_KEY = ""

        assert report(event).status_code == 404

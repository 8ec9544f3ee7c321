"""Mails about orders: once per happening, whatever runs twice; again only where nobody knows whether it went out."""

import datetime
import threading

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from orders.emails import once, parcels, placing, reviewing
from orders.models import Payment, SentMail
from orders.tests import after
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs

ALL = (
    "order_placed", "order_paid", "order_expired", "order_refunded", "refund_due", "parcel_new", "parcel_packed",
    "parcel_shipped", "parcel_out_for_delivery", "parcel_delivered", "parcel_could_not_deliver", "parcel_cancelled",
    "parcel_cancelled_shop", "return_asked", "return_approved", "return_rejected", "return_received", "review_invite",
)  # fmt: skip


@pytest.mark.django_db
class TestOnce:
    def test_a_job_that_runs_twice_sends_once(self, bruno, alice):
        parcel = after.packed(bruno, alice)

        for _number in range(2):
            parcels.send_packed(parcel_id=parcel.pk)

        assert len(mail.outbox) == 1
        assert SentMail.objects.get().key == f"parcel_packed:parcel:{parcel.pk}"

    def test_a_refusal_of_the_server_is_tried_again(self, bruno, alice, monkeypatch):
        parcel = after.packed(bruno, alice)

        def refuse(self, messages):
            raise OSError("no connection")

        with monkeypatch.context() as patch:
            patch.setattr(EmailBackend, "send_messages", refuse)
            with pytest.raises(OSError, match="no connection"):
                parcels.send_packed(parcel_id=parcel.pk)

        parcels.send_packed(parcel_id=parcel.pk)

        assert len(mail.outbox) == 1

    def test_a_kill_between_sending_and_mark_sends_again_rather_than_never(self, monkeypatch):
        """The choice: what may have gone out is sent a second time once its claim is old, never forgotten."""
        sent = []

        def killed():
            sent.append(1)
            raise SystemExit

        with pytest.raises(SystemExit):
            once.once("x:1", killed)
        with pytest.raises(once.Busy):
            once.once("x:1", lambda: sent.append(2))
        SentMail.objects.update(claimed_at=timezone.now() - once.CLAIM_LASTS - datetime.timedelta(seconds=1))

        once.once("x:1", lambda: sent.append(2))
        once.once("x:1", lambda: sent.append(3))

        assert sent == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_once():
    sent, busy = [], []
    gate = threading.Barrier(4)

    def run() -> None:
        try:
            gate.wait(timeout=10)
            once.once("x:2", lambda: sent.append(1))
        except once.Busy:
            busy.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sent == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALL)
def test_every_mail_has_a_text_that_says_it_without_pictures(name):
    parcel = ParcelFactory()
    payment = Payment(provider="sandbox", currency="EUR", captured=parcel.total, captured_at=timezone.now())
    said = {"order": parcel.order, "parcel": parcel, "parcels": [parcel], "payment": payment, "url": "/orders/1/"}

    subject, text, html = (
        render_to_string(f"emails/{name}/{part}", said) for part in ("subject.txt", "body.txt", "body.html")
    )

    assert "\n" not in subject.strip()
    assert "/orders/1/" in text
    assert "/orders/1/" in html
    assert "<img" not in html
    assert "https://" not in html


@pytest.mark.django_db
class TestInvitation:
    def test_comes_a_week_after_the_delivery_and_once_per_order(self, bruno, alice, settings):
        long_ago = timezone.now() - settings.REVIEW_INVITE_AFTER
        parcel = after.delivered(bruno, alice, at=long_ago)
        jobs.run_waiting()

        reviewing.invite(order_id=parcel.order_id)

        invitations = [message for message in mail.outbox if "How is what you ordered" in message.subject]
        assert len(invitations) == 1
        assert f"review/{after.line_of(parcel).pk}/" in invitations[0].body

    def test_waits_until_it_is_time(self, bruno, alice):
        after.delivered(bruno, alice)

        jobs.run_waiting()

        assert not any("How is what you ordered" in message.subject for message in mail.outbox)

    def test_asks_neither_guests_nor_who_sent_it_back(self, bruno, alice):
        guests = after.delivered(bruno, None)
        returned = after.delivered(bruno, alice)
        after.asked(returned, alice)

        for parcel in (guests, returned):
            reviewing.invite(order_id=parcel.order_id)

        assert mail.outbox == []


@pytest.mark.django_db
def test_a_receipt_says_what_was_paid_and_how(bruno, alice):
    parcel = after.packed(bruno, alice, card=True)

    placing.send_paid(payment_id=parcel.order.payments.get().pk)

    assert "We received €52.90 on " in mail.outbox[0].body
    assert "You paid with: Card (test)." in mail.outbox[0].body


@pytest.mark.django_db
def test_a_confirmation_names_the_coupon_so_that_its_sums_add_up(bruno):
    order = OrderFactory(coupon_code="FIVE-OFF", discount_total="5.00", total="47.90")
    ParcelFactory(order=order, seller=bruno.seller)

    placing.send_placed(order_id=order.pk)

    text = str(mail.outbox[0].body)
    assert "Items: €48.00\nCoupon FIVE-OFF: −€5.00\nDelivery: €4.90\nTotal: €47.90" in text
    assert "\n\n\n" not in text


@pytest.mark.django_db
def test_a_confirmation_says_where_the_parcels_go(bruno):
    order = OrderFactory(full_name="Ewa <Nowak>", line1="Lange Straße 5", postal_code="10115", city="Berlin")
    ParcelFactory(order=order, seller=bruno.seller)

    placing.send_placed(order_id=order.pk)

    page = str(mail.outbox[0].alternatives[0][0])
    assert "Delivery address:\n  Ewa <Nowak>\n  Lange Straße 5\n  10115 Berlin\n  Germany\n" in mail.outbox[0].body
    assert "Ewa &lt;Nowak&gt;<br>Lange Straße 5<br>10115 Berlin<br>Germany" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "is_told"), [("courier", True), ("carrier", False)])
def test_a_confirmation_speaks_of_the_code_only_where_a_courier_comes(bruno, method, is_told):
    parcel = ParcelFactory(seller=bruno.seller, delivery_method=method)

    placing.send_placed(order_id=parcel.order_id)

    assert ("hand-over code" in mail.outbox[0].body) is is_told

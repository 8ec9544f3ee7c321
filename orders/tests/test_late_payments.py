"""Money that arrives when nobody waits for it any more: it is used or sent back, never lost in silence."""

from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Stock
from orders import fulfilment, operations, payments
from orders.models import Order, Payment, Refund, WebhookReceipt
from orders.payments import online
from orders.states import ParcelStatus, PaymentStatus, RefundStatus
from orders.tests.checkout import place, ready_cart, variant_for_sale
from orders.tests.reports import event
from shop.core import jobs

pytestmark = pytest.mark.django_db


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def outcome():
    return WebhookReceipt.objects.latest("pk").outcome


def expire(order):
    operations.expire_order(order_id=order.pk, now=order.expires_at)


def test_money_revives_an_expired_order_whose_stock_is_there(order, send):
    expire(order)
    assert Stock.objects.get().reserved == 0

    send()

    assert outcome() == "paid_late"
    assert status_of(order) == "pending"
    assert Stock.objects.get().reserved == 2
    assert not Refund.objects.exists()


def test_a_revived_order_can_be_cancelled_and_gives_all_back(order, send, adam):
    expire(order)
    send()

    fulfilment.cancel_parcel(parcel=order.parcels.get(), by=adam, reason="test", now=timezone.now())
    jobs.run_waiting()

    payment = order.payments.get()
    assert Stock.objects.get().reserved == 0
    assert (payment.status, payment.refunded) == (PaymentStatus.REFUNDED, payment.captured)


def test_money_goes_back_where_the_stock_is_gone(order, send):
    expire(order)
    place(ready_cart((order.lines.get().variant, 5), email="other@example.com"))

    send()
    jobs.run_waiting()

    payment, refund = order.payments.get(), Refund.objects.get()
    assert status_of(order) == "cancelled"
    assert (refund.status, refund.amount) == (RefundStatus.SUCCEEDED, Decimal("52.90"))
    assert (payment.status, payment.refunded) == (PaymentStatus.REFUNDED, Decimal("52.90"))
    assert Stock.objects.get().reserved == 5
    assert "We sent €52.90 back" in mail.outbox[-1].subject


def test_money_for_a_cancelled_order_goes_back(order, send, adam):
    fulfilment.cancel_parcel(parcel=order.parcels.get(), by=adam, reason="test", now=timezone.now())

    send()

    assert Refund.objects.get().amount == Decimal("52.90")
    assert status_of(order) == "cancelled"


def test_money_for_a_cancelled_part_goes_back(send, adam):
    cart = ready_cart((variant_for_sale(), 1), (variant_for_sale(), 1))
    order = place(cart, method="sandbox").order
    payments.start(order=order, now=timezone.now())
    gone = order.parcels.order_by("pk")[0]
    fulfilment.cancel_parcel(parcel=gone, by=adam, reason="test", now=timezone.now())

    send()

    assert Refund.objects.get().amount == gone.total
    assert sorted(p.status for p in order.parcels.all()) == [ParcelStatus.CANCELLED, ParcelStatus.PENDING]


def test_money_goes_back_where_cash_was_chosen_meanwhile(order, send):
    online.choose(order=order, method="cash", by=None, now=timezone.now())

    send()

    assert Refund.objects.get().amount == Decimal("52.90")
    assert Order.objects.get().payment_method == "cash"
    assert status_of(order) == "pending"


def test_the_second_of_two_payments_goes_back(order, send, send_raw):
    first = event()
    send("payment.failed")
    again = online.choose(order=order, method="sandbox", by=None, now=timezone.now())
    payments.start(order=again, now=timezone.now())
    second = event(event_id="evt_second")

    send_raw(*first)
    send_raw(*second)

    assert Payment.objects.filter(status=PaymentStatus.CAPTURED).count() == 2
    assert Refund.objects.get().amount == Decimal("52.90")
    assert status_of(order) == "pending"


def test_an_expired_order_cannot_be_paid_again(order):
    expire(order)

    with pytest.raises(online.NothingToPay):
        online.choose(order=order, method="cash", by=None, now=timezone.now())

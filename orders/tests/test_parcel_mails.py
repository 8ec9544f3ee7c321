"""What buyers and shops are told about their parcels, in text and HTML, with nothing in it that is not theirs."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from orders import delivery, fulfilment, handover, tracking
from orders.emails import parcels as mails
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs


def _sent() -> list[mail.EmailMultiAlternatives]:
    jobs.run_waiting()
    return [message for message in mail.outbox if isinstance(message, mail.EmailMultiAlternatives)]


def _texts(message: mail.EmailMessage) -> list[str]:
    assert isinstance(message, mail.EmailMultiAlternatives)
    return [str(message.body), str(message.alternatives[0][0])]


@pytest.fixture
def parcel(alice, bruno, dora) -> Parcel:
    return ParcelFactory(
        order=OrderFactory(buyer=alice), seller=bruno.seller, status=P.OUT_FOR_DELIVERY, courier=dora.courier
    )


def test_a_new_order_tells_the_shop_a_name_and_an_area(bruno):
    parcel = ParcelFactory(seller=bruno.seller)

    mails.send_new_order(parcel_id=parcel.pk)

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["bruno@example.com"], f"New order {parcel.order.number}")
    for text in _texts(message):
        assert "Alice Anders" in text
        assert "Berlin" in text
        assert f"/seller/parcels/{parcel.pk}/" in text
        for hidden in ("Kastanienallee", "10435", "+49", parcel.order.email):
            assert hidden not in text


def test_a_parcel_service_names_itself_and_its_number(bruno):
    parcel = ParcelFactory(seller=bruno.seller, status=P.PACKED, delivery_method="carrier")

    fulfilment.ship_by_carrier(
        parcel=parcel, carrier="DHL", tracking_number="JJD000390007", by=bruno, now=timezone.now()
    )

    (message,) = _sent()
    assert message.subject == "Your parcel from Kiln & Kettle is on its way"
    assert all("DHL" in text and "JJD000390007" in text for text in _texts(message))


def test_out_for_delivery_points_to_the_code_and_never_holds_it(parcel, dora):
    Parcel.objects.filter(pk=parcel.pk).update(**{"status": P.SHIPPED})

    delivery.start(parcel=parcel, by=dora, now=timezone.now())

    (message,) = _sent()
    assert message.to == ["alice@example.com"]
    for text in _texts(message):
        assert f"/orders/{parcel.order.number}/" in text
        assert "€52.90" in text
        assert handover.code(parcel) not in text.replace(parcel.order.number, "")


def test_a_guest_gets_the_secret_link(bruno, dora):
    parcel = ParcelFactory(order=OrderFactory(buyer=None), status=P.SHIPPED, courier=dora.courier)

    delivery.start(parcel=parcel, by=dora, now=timezone.now())

    (message,) = _sent()
    assert all(tracking.path(parcel.order) in text for text in _texts(message))


def test_a_failed_attempt_says_why_and_when_again(parcel, dora):
    day = timezone.localdate() + datetime.timedelta(days=3)

    delivery.fail(parcel=parcel, reason="nobody_home", note="Dog barked", next_on=day, by=dora, now=timezone.now())

    (message,) = _sent()
    for text in _texts(message):
        assert "Nobody home" in text
        assert f"{day:%A}" in text
        assert "Dog barked" not in text


def test_the_last_failed_attempt_says_that_it_goes_back(parcel, dora):
    Parcel.objects.filter(pk=parcel.pk).update(attempts=2)

    delivery.fail(parcel=parcel, reason="refused", note="", next_on=None, by=dora, now=timezone.now())

    (message,) = _sent()
    assert all("goes back to the shop" in text for text in _texts(message))


def test_a_cancelled_parcel_says_why_to_both_sides_unless_the_shop_did_it(bruno):
    by_shop = ParcelFactory(seller=bruno.seller)

    fulfilment.cancel_parcel(parcel=by_shop, by=bruno, reason="A crack <in> it", now=timezone.now())

    (message,) = _sent()
    text, html = _texts(message)
    assert message.to == [by_shop.order.email]
    assert "A crack <in> it" in text
    assert "A crack &lt;in&gt; it" in html
    assert "You owe nothing for it." in text


def test_a_reason_of_ours_is_told_in_the_language_of_the_order(bruno):
    parcel = ParcelFactory(order=OrderFactory(language="de"), seller=bruno.seller)

    fulfilment.cancel_parcel(parcel=parcel, by=bruno, reason="Not paid in time.", now=timezone.now())

    (message,) = _sent()
    assert all("Not paid in time." not in text and "rechtzeitig" in text for text in _texts(message))


def test_an_order_that_nobody_paid_says_nothing_to_the_shop(bruno):
    parcel = ParcelFactory(order=OrderFactory(payment_method="sandbox"), seller=bruno.seller, status=P.AWAITING_PAYMENT)

    fulfilment.cancel_parcel(parcel=parcel, by=None, reason="", now=timezone.now())

    assert [message.to for message in _sent()] == [[parcel.order.email]]


def test_nothing_is_sent_where_the_step_was_refused(bruno):
    parcel = ParcelFactory(seller=bruno.seller, status=P.DELIVERED, courier=CourierFactory())

    with pytest.raises(fulfilment.NotCancellable):
        fulfilment.cancel_parcel(parcel=parcel, by=bruno, reason="Late", now=timezone.now())

    assert _sent() == []


def test_a_name_with_a_line_break_adds_no_header(bruno):
    bruno.seller.name = "Kiln\nBcc: mallory@example.com"
    bruno.seller.save()
    parcel = ParcelFactory(seller=bruno.seller)

    mails.send_delivered(parcel_id=parcel.pk)

    (message,) = mail.outbox
    assert message.subject == "Your parcel from Kiln Bcc: mallory@example.com was delivered"
    assert message.recipients() == [parcel.order.email]

"""Cards: the hosted page, what it reports, and what the buyer sees on the way."""

import dataclasses
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cart.models import Cart
from orders import payments
from orders.models import Order, Payment, Refund, WebhookReceipt
from orders.payments import charging, providers
from orders.payments import stripe as provider
from orders.payments.protocol import Refused, Unreachable
from orders.tests.cards import session_of
from orders.tests.checkout import ADDRESS, place, ready_cart, variant_for_sale
from orders.tests.standin import Fault
from shop import environment
from shop.core import jobs

pytestmark = pytest.mark.django_db
D = Decimal


def status_of(order):
    return Order.objects.get(pk=order.pk).status


def outcome():
    return WebhookReceipt.objects.latest("pk").outcome


def buy(client):
    """A guest with two mugs on the payment page, and what the button sends."""
    client.post(reverse("cart:add"), {"variant": variant_for_sale(stock=5).pk, "quantity": 2})
    cart = Cart.objects.open().latest("created_at")
    client.post(f"/order/user-info/{cart.pk}/", ADDRESS | {"email": "guest@example.com"})
    version = Cart.objects.get(pk=cart.pk).version
    form = {"expected_total": "52.90", "expected_version": version, "payment_method": "stripe"}
    return cart, form


def submitted(client, order):
    return client.get(f"/order/submitted/{order.checkout_id}/", follow=True).content.decode()


class TestTheWay:
    def test_leads_to_the_hosted_page_and_back(self, client, bank, report):
        cart, form = buy(client)

        away = client.post(f"/order/payment-info/{cart.pk}/", form)

        order = Order.objects.get()
        session = bank.book.sessions[session_of(order)]
        assert away.headers["Location"] == session["url"]
        assert (session["amount_total"], session["currency"]) == (5290, "eur")
        assert session["success_url"].endswith(f"/order/submitted/{cart.pk}/")
        report(bank.book.pay(session["id"]))
        assert "Your order is placed" in submitted(client, order)

    def test_the_browser_may_leave_for_the_hosted_page_only(self, bank):
        real = "https://api.stripe.com"

        assert environment.payment_pages(["cash"], real) == []
        assert environment.payment_pages(["stripe"], real) == ["https://checkout.stripe.com"]
        assert environment.payment_pages(["stripe"], bank.url) == [bank.url]

    def test_before_the_webhook_the_buyer_is_told_to_wait(self, client, bank):
        cart, form = buy(client)
        client.post(f"/order/payment-info/{cart.pk}/", form)

        page = submitted(client, Order.objects.get())

        assert "We are checking your payment" in page
        assert "Do not pay again." in page
        assert "Look again" in page

    def test_the_webhook_may_come_before_the_buyer_is_back(self, client, bank, report):
        cart, form = buy(client)
        client.post(f"/order/payment-info/{cart.pk}/", form)
        order = Order.objects.get()

        report(bank.book.pay(session_of(order)))

        assert "Your order is placed" in submitted(client, order)
        assert client.get(f"/order/payment-info/{cart.pk}/").headers["Location"].endswith(f"/submitted/{cart.pk}/")

    @pytest.mark.parametrize("again", [1, 3])
    def test_pressing_again_is_the_same_session(self, client, bank, again):
        cart, form = buy(client)

        answers = [client.post(f"/order/payment-info/{cart.pk}/", form) for _press in range(1 + again)]

        assert len({answer.headers["Location"] for answer in answers}) == 1
        assert (Order.objects.count(), len(bank.book.sessions)) == (1, 1)

    def test_a_refused_card_says_so_and_the_same_page_takes_another(self, client, bank, report):
        cart, form = buy(client)
        away = client.post(f"/order/payment-info/{cart.pk}/", form).headers["Location"]
        order = Order.objects.get()
        report(bank.book.decline(session_of(order)))

        page = client.get(f"/order/payment-info/{cart.pk}/").content.decode()
        again = client.post(f"/order/payment-info/{cart.pk}/", {"payment_method": "stripe"})
        report(bank.book.pay(session_of(order)))

        assert "Your bank declined the card" in page
        assert "You have not been charged." in page
        assert again.headers["Location"] == away
        assert "Your order is placed" in submitted(client, order)

    def test_or_is_paid_at_the_door(self, client, bank, report):
        cart, form = buy(client)
        client.post(f"/order/payment-info/{cart.pk}/", form)
        order = Order.objects.get()
        report(bank.book.decline(session_of(order)))

        client.post(f"/order/payment-info/{cart.pk}/", {"payment_method": "cash"})
        jobs.run_waiting()

        assert status_of(order) == "pending"
        assert bank.book.sessions[session_of(order)]["status"] == "expired"
        assert "Your order is placed" in submitted(client, order)


class TestFaults:
    @pytest.mark.parametrize("fault", [Fault.LOST, Fault.SLOW, Fault.BUSY])
    def test_the_buyer_is_told_and_one_more_press_goes_on_with_the_same_charge(self, client, bank, fault):
        cart, form = buy(client)
        bank.book.faults.append(fault)

        first = client.post(f"/order/payment-info/{cart.pk}/", form)
        page = client.get(first.headers["Location"]).content.decode()
        second = client.post(f"/order/payment-info/{cart.pk}/", {"payment_method": "stripe"})

        assert first.headers["Location"] == f"/order/payment-info/{cart.pk}/"
        assert "The payment page does not answer. You have not been charged. Try again." in page
        assert second.headers["Location"].startswith(f"{bank.url}/pay/")
        assert (Order.objects.count(), Payment.objects.count(), len(bank.book.sessions)) == (1, 1, 1)

    def test_a_provider_that_is_broken_leaves_the_other_ways(self, client, bank):
        cart, form = buy(client)
        bank.book.faults.append(Fault.BROKEN)

        client.post(f"/order/payment-info/{cart.pk}/", form)
        client.post(f"/order/payment-info/{cart.pk}/", {"payment_method": "stripe"})
        client.post(f"/order/payment-info/{cart.pk}/", {"payment_method": "cash"})

        assert not bank.book.sessions
        assert status_of(Order.objects.get()) == "pending"

    def test_no_transaction_is_open_while_it_is_called(self, client, bank, monkeypatch):
        cart, form = buy(client)
        depths = []
        ours = providers.provider("stripe")
        real = type(ours).start

        def start(self, charge, *, now):
            depths.append(len(connection.savepoint_ids))
            return real(self, charge, now=now)

        monkeypatch.setattr(type(ours), "start", start)

        client.post(f"/order/payment-info/{cart.pk}/", form)

        assert depths == [0]

    def test_one_repeat_of_its_own_under_the_same_key(self, waiting, bank, monkeypatch):
        provider._client.cache_clear()
        monkeypatch.setattr(provider, "REPEATS", 1)
        order = place(ready_cart(email="other@example.com"), method="stripe").order
        bank.book.faults.append(Fault.LOST)

        url = payments.start(order=order, now=timezone.now())

        assert url.startswith(bank.url)
        assert len(bank.book.sessions) == 2

    def test_another_amount_under_the_same_key_is_refused(self, bank, waiting):
        charge = charging.charge(waiting, waiting.payments.get())
        card = providers.provider("stripe")

        with pytest.raises(Refused):
            card.start(dataclasses.replace(charge, amount=D("1.00")), now=timezone.now())


class TestRefund:
    @pytest.mark.parametrize("fault", [None, Fault.LOST, Fault.SLOW])
    def test_is_sent_once_whatever_happens(self, waiting, bank, report, fault):
        report(bank.book.pay(session_of(waiting)))
        payment, refund = waiting.payments.get(), Refund(amount=D("12.90"))
        card, key = providers.provider("stripe"), refund.idempotency_key

        if fault:
            bank.book.faults.append(fault)
            with pytest.raises(Unreachable):
                card.refund(payment.provider_reference, refund.amount, key=key)
        references = {card.refund(payment.provider_reference, refund.amount, key=key) for _time in range(2)}

        assert len(references) == 1
        assert [sent["amount"] for sent in bank.book.refunds] == [1290]

    def test_of_what_was_never_paid_is_refused(self, waiting, bank):
        with pytest.raises(Refused):
            providers.provider("stripe").refund(session_of(waiting), D("1.00"), key=Refund().idempotency_key)

    def test_beyond_what_was_paid_is_refused(self, waiting, bank, report):
        report(bank.book.pay(session_of(waiting)))

        with pytest.raises(Refused):
            providers.provider("stripe").refund(session_of(waiting), D("52.91"), key=Refund().idempotency_key)

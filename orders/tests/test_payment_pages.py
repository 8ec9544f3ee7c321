"""From "Pay" to the sandbox's page and back."""

import pytest
from django.utils import timezone

from catalog.models import Stock
from orders import operations
from orders.models import Order, Payment, SandboxCharge
from orders.payments import online, sandbox_sender
from orders.payments.protocol import Unreachable
from orders.states import PaymentStatus
from orders.tests.checkout import walk
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


@pytest.fixture
def order(guest):
    """Placed by `guest` with the sandbox card; its page is open."""
    return walk(guest, method="sandbox")


def page(order, name):
    return f"/order/{name}/{order.checkout_id}/"


def bank(order):
    return f"/sandbox/pay/{SandboxCharge.objects.latest('pk').reference}/"


def decide(guest, order, decision):
    return guest.post(bank(order), {"decision": decision})


class TestSandboxPage:
    def test_is_labelled_as_a_test(self, guest, order):
        text = guest.get(bank(order)).text

        for words in ("This is a test", order.number, "€52.90", "Approve", "Decline", "Leave without paying"):
            assert words in text

    def test_approval_comes_back_to_the_confirmation(self, guest, order):
        response = decide(guest, order, "approve")

        assert response.url == page(order, "submitted")
        assert "Your order is placed." in guest.get(response.url).text

    def test_decline_comes_back_to_the_payment_page(self, guest, order):
        response = decide(guest, order, "decline")

        back = guest.get(response.url, follow=True)
        assert back.redirect_chain[-1][0] == page(order, "payment-info")
        assert "Your bank declined the card" in back.text
        assert "You have not been charged. Try another card or pay on delivery." in back.text

    def test_a_decision_is_final(self, guest, order):
        decide(guest, order, "approve")

        decide(guest, order, "decline")

        assert SandboxCharge.objects.get().decision == "approved"
        assert "decided before" in guest.get(bank(order)).text

    @pytest.mark.parametrize("decision", ["", "x", "approved", "\0", "a" * 10_000])
    def test_another_decision_is_none(self, guest, order, decision):
        assert decide(guest, order, decision).status_code == 422
        assert SandboxCharge.objects.get().decision == ""

    @pytest.mark.parametrize("reference", ["x", "sbx_1", "a" * 500, "'"])
    def test_knows_no_other_charge(self, guest, reference):
        assert guest.get(f"/sandbox/pay/{reference}/").status_code == 404

    def test_is_gone_where_the_sandbox_is_not_offered(self, guest, order, settings):
        settings.PAYMENT_METHODS = ["cash"]

        assert guest.get(bank(order)).status_code == 404


class TestWaiting:
    def test_whoever_is_faster_than_the_webhook_is_told_to_wait(self, guest, order, monkeypatch):
        def nobody_answers(*args, **kwargs):
            raise ConnectionRefusedError

        with monkeypatch.context() as patch:
            patch.setattr(sandbox_sender, "post", nobody_answers)
            response = decide(guest, order, "approve")
        text = guest.get(response.url).text

        assert "We are checking your payment" in text
        assert "Do not pay again." in text
        assert "Look again" in text

        jobs.run_waiting()
        assert "Your order is placed." in guest.get(response.url).text

    def test_leaving_offers_to_pay_again_or_otherwise(self, guest, order):
        text = guest.get(page(order, "payment-info")).text

        for words in ("This order is not paid yet", "Pay €52.90", "Pay on delivery"):
            assert words in text

    def test_paying_again_is_the_same_charge(self, guest, order):
        response = guest.post(page(order, "payment-info"), {"payment_method": "sandbox"})

        assert response.url == bank(order)
        assert SandboxCharge.objects.count() == Payment.objects.count() == 1

    def test_paying_again_after_a_decline_is_another_charge(self, guest, order):
        decide(guest, order, "decline")

        guest.post(page(order, "payment-info"), {"payment_method": "sandbox"})
        decide(guest, order, "approve")

        assert SandboxCharge.objects.count() == 2
        assert [p.status for p in Payment.objects.order_by("pk")] == [PaymentStatus.FAILED, PaymentStatus.CAPTURED]
        assert Order.objects.get().status == "pending"

    def test_cash_may_be_chosen_instead(self, guest, order):
        response = guest.post(page(order, "payment-info"), {"payment_method": "cash"})

        fresh = Order.objects.get()
        assert response.url == page(order, "submitted")
        assert (fresh.status, fresh.payment_method, fresh.expires_at) == ("pending", "cash", None)
        assert [p.status for p in Payment.objects.order_by("pk")] == [PaymentStatus.EXPIRED, PaymentStatus.PENDING]

    @pytest.mark.parametrize("method", ["", "stripe", "\0", "x" * 10_000])
    def test_another_way_is_none(self, guest, order, method):
        assert guest.post(page(order, "payment-info"), {"payment_method": method}).status_code == 422
        assert Order.objects.get().status == "awaiting_payment"

    def test_is_hidden_from_everybody_else(self, order, client_of, alice):
        """Shopware CVE-2026-48016: payment started for somebody else's order."""
        for browser in (client_of(None), client_of(alice)):
            assert browser.get(page(order, "payment-info")).status_code == 404
            assert browser.post(page(order, "payment-info"), {"payment_method": "cash"}).status_code == 404
        assert Order.objects.get().payment_method == "sandbox"

    def test_an_order_stands_where_the_provider_does_not_answer(self, guest, order, monkeypatch):
        def unreachable(*args, **kwargs):
            raise Unreachable

        Payment.objects.update(redirect_url="", status=PaymentStatus.CREATED)
        monkeypatch.setattr("orders.payments.sandbox.Sandbox.start", unreachable)

        response = guest.post(page(order, "payment-info"), {"payment_method": "sandbox"}, follow=True)

        assert "The payment page does not answer. You have not been charged." in response.text
        assert Order.objects.get().status == "awaiting_payment"


class TestExpired:
    @pytest.fixture
    def expired(self, order):
        operations.expire_order(order_id=order.pk, now=order.expires_at)
        return order

    def test_says_so_and_offers_to_fill_the_basket_again(self, guest, expired):
        response = guest.get(page(expired, "payment-info"), follow=True)

        assert response.redirect_chain[-1][0] == page(expired, "submitted")
        assert "is cancelled" in response.text
        assert "Fill my basket again" in response.text

    def test_gives_the_stock_back(self, expired):
        assert Stock.objects.get().reserved == 0

    def test_filling_again_makes_a_new_basket(self, guest, expired):
        action = guest.get(page(expired, "submitted")).context["own_page"] + "again/"

        response = guest.post(action)

        assert response.url.startswith("/order/cart/")
        assert str(expired.checkout_id) not in response.url
        assert "€48.00" in guest.get(response.url).text


def test_expires_only_what_is_due(guest, order):
    assert operations.expire_due(now=timezone.now()) == 0
    assert operations.expire_due(now=order.expires_at) == 1
    assert operations.expire_due(now=order.expires_at) == 0
    assert Order.objects.get().status == "cancelled"


def test_a_paid_order_does_not_expire(guest, order):
    decide(guest, order, "approve")

    with pytest.raises(operations.NotDue):
        operations.expire_order(order_id=order.pk, now=order.expires_at)

    assert Order.objects.get().status == "pending"
    assert online.due(order) == 0

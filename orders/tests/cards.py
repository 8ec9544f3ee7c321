"""What the tests of card payments share: the shop with the stand-in as its provider, and an order that waits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from orders import payments
from orders.models import Order, Payment
from orders.payments import stripe as provider
from orders.tests.checkout import place, ready_cart, variant_for_sale
from orders.tests.standin import Standin

SECRET = "whsec_a_secret_of_the_stand_in"
PATH = "/api/payments/stripe/webhook/"


@pytest.fixture
def bank(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standin]:
    """Stripe's stand-in, switched on."""
    with Standin(SECRET) as server:
        settings.PAYMENT_METHODS = ["cash", "stripe"]
        settings.STRIPE_SECRET_KEY = f"sk_test_{server.url.rpartition(':')[2]}"
        settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_BASE = SECRET, server.url
        monkeypatch.setattr(provider, "TIMEOUT_S", (0.5, 0.5))
        monkeypatch.setattr(provider, "REPEATS", 0)
        yield server


@pytest.fixture
def waiting(db: None, bank: Standin) -> Order:
    """Two mugs and their delivery, €52.90; the buyer is on the hosted page."""
    order = place(ready_cart((variant_for_sale(stock=5), 2)), method="stripe").order
    payments.start(order=order, now=timezone.now())
    return order


@pytest.fixture
def report(client: Client, bank: Standin) -> Callable[..., Any]:
    """`report(event)`: the webhook reaches the shop; `at` and `secret` forge it."""

    def send(event: dict[str, Any], **how: Any) -> Any:
        body, header = bank.signed(event, **how)
        return client.post(PATH, body, content_type="application/json", headers={"Stripe-Signature": header})

    return send


def session_of(order: Order) -> str:
    return Payment.objects.filter(order=order, provider="stripe").latest("pk").provider_reference

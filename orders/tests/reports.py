"""Messages of the sandbox for tests: true ones, late ones, forged ones."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from orders import payments
from orders.models import Order, SandboxCharge
from orders.payments import sandbox, signature
from orders.payments.sandbox_sender import PATH
from orders.tests.checkout import place, ready_cart, variant_for_sale

Send = Callable[..., Any]


@pytest.fixture
def order(db: None) -> Order:
    """Two mugs and their delivery, €52.90, waiting for the card."""
    placed = place(ready_cart((variant_for_sale(stock=5), 2)), method="sandbox").order
    payments.start(order=placed, now=timezone.now())
    return placed


def event(
    kind: str = "payment.captured",
    *,
    event_id: str = "",
    at: datetime | None = None,
    secret: str = "",
    **changes: Any,
) -> tuple[bytes, str]:
    """Body and signature of a message about the latest charge; the sandbox's book knows of it."""
    charge = SandboxCharge.objects.latest("pk")
    charge.decision = "approved" if kind == "payment.captured" else "declined"
    charge.save()
    data = {
        "reference": charge.reference,
        "key": str(charge.idempotency_key),
        "amount": str(charge.amount),
        "currency": charge.currency,
    } | changes
    body = json.dumps({"id": event_id or f"evt_{kind}", "type": kind, "data": data}).encode()
    return body, signature.sign(body, secret=secret or settings.SANDBOX_WEBHOOK_SECRET, now=at or timezone.now())


@pytest.fixture
def send_raw(client: Client) -> Send:
    """`send_raw(body, signature)`."""

    def post(body: bytes, signed: str) -> Any:
        return client.post(PATH, body, content_type="application/json", headers={sandbox.HEADER: signed})

    return post


@pytest.fixture
def send(send_raw: Send) -> Send:
    """`send("payment.failed", amount=...)`: a message as `event` makes it."""
    return lambda *args, **kwargs: send_raw(*event(*args, **kwargs))

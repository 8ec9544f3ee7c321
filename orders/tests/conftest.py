"""What the tests of orders share."""

from typing import Any

import pytest
from django.test import Client

from orders.payments import sandbox_sender
from orders.tests.cards import bank, report, waiting
from orders.tests.reports import order, send, send_raw

__all__ = ["bank", "order", "report", "sandbox_webhook", "send", "send_raw", "waiting"]


@pytest.fixture(autouse=True)
def sandbox_webhook(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The sandbox reaches the shop through a test client instead of the network."""
    over_tls: dict[str, Any] = {"wsgi.url_scheme": "https"}
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"}, **over_tls)

    def post(body: bytes, headers: dict[str, str], *, timeout: float) -> int:
        rest = {name: value for name, value in headers.items() if name != "Content-Type"}
        response = client.post(sandbox_sender.PATH, body, content_type=headers["Content-Type"], headers=rest)
        return response.status_code

    monkeypatch.setattr(sandbox_sender, "post", post)
    return client

"""
Cards through Stripe: its hosted page by redirect, so that no card number touches us and no script is needed.

One checkout session per charge. Each call carries our key, so that a lost answer and a repeat are one session and one
refund. What was paid is learnt from the signed webhook (`stripe_events`) or by asking (`inspect`), never from the
buyer's browser.
"""

import functools
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

import stripe
from django.conf import settings

from orders.payments import stripe_events
from orders.payments.protocol import Charge, Event, EventKind, Refused, Started, Unreachable

T = TypeVar("T")
# Seconds to connect and to wait for an answer; one repeat, under the same key.
TIMEOUT_S = (3.0, 8.0)
REPEATS = 1
_GONE_WRONG = ("failed", "canceled")
# Nothing is sent that the payment does not need.
stripe.enable_telemetry = False


class Stripe:
    name = "stripe"

    def start(self, charge: Charge, *, now: datetime) -> Started:
        session = _call(lambda client: client.v1.checkout.sessions.create(_session(charge), _once(charge.key)))
        return Started(session.id, session.url or "")

    def capture(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> None:
        """Its page takes the money at once."""

    def refund(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> str:
        session = _call(lambda client: client.v1.checkout.sessions.retrieve(reference))
        if not session.payment_intent:
            raise Refused("There is no payment to send back.")
        wish: Any = {
            "payment_intent": str(session.payment_intent),
            "amount": stripe_events.minor(amount),
            "metadata": {"key": str(key)},
        }
        refund = _call(lambda client: client.v1.refunds.create(wish, _once(key)))
        if refund.status in _GONE_WRONG:
            raise Refused(refund.failure_reason or "The refund failed.")
        return refund.id

    def inspect(self, reference: str, *, now: datetime) -> Event | None:
        session = _call(lambda client: client.v1.checkout.sessions.retrieve(reference))
        plain = session.to_dict()
        if plain.get("payment_status") == "paid":
            return stripe_events.of_session(f"asked_{reference}_paid", EventKind.CAPTURED, plain)
        if plain.get("status") == "expired":
            return stripe_events.of_session(f"asked_{reference}_expired", EventKind.EXPIRED, plain)
        return None

    def close(self, reference: str) -> None:
        """A session that was paid or has ended cannot be closed: then it stays as it is."""
        session = _call(lambda client: client.v1.checkout.sessions.retrieve(reference))
        if session.status == "open":
            _call(lambda client: client.v1.checkout.sessions.expire(reference))

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], *, now: datetime) -> Event:
        return stripe_events.parse(body, headers.get(stripe_events.HEADER, ""), now=now)


def _session(charge: Charge) -> Any:
    """The same for the same charge to the byte: under one key Stripe takes nothing else."""
    key = {"key": str(charge.key)}
    item = {
        "currency": charge.currency.lower(),
        "unit_amount": stripe_events.minor(charge.amount),
        "product_data": {"name": charge.description},
    }
    return {
        "mode": "payment",
        # Those that are decided while the buyer waits.
        "payment_method_types": ["card"],
        "client_reference_id": str(charge.key),
        "line_items": [{"quantity": 1, "price_data": item}],
        "metadata": key,
        "payment_intent_data": {"metadata": key, "description": charge.description},
        "success_url": charge.return_url,
        "cancel_url": charge.cancel_url,
    }


def _once(key: uuid.UUID) -> Any:
    return {"idempotency_key": str(key)}


def _call(call: Callable[[stripe.StripeClient], T]) -> T:
    """
    :raises Unreachable: no answer, or none that says anything: the same call may be made again.
    :raises Refused: the answer is no.
    """
    try:
        return call(_client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE))
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.AuthenticationError) as error:
        raise Unreachable(type(error).__name__) from error
    except stripe.StripeError as error:
        if (error.http_status or 500) >= 500 or error.http_status == 409:
            raise Unreachable(type(error).__name__) from error
        raise Refused(error.code or type(error).__name__) from error


@functools.lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    http_client = stripe.RequestsClient(timeout=TIMEOUT_S)
    return stripe.StripeClient(key, base_addresses={"api": base}, http_client=http_client, max_network_retries=REPEATS)

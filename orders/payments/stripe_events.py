"""What Stripe reports: signature and age checked, then read into our own words. Amounts travel in cents."""

import json
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext as _

from orders.payments.protocol import BadWebhook, Event, EventKind
from orders.payments.signature import TOLERANCE_S
from shop.core import money

HEADER = "Stripe-Signature"
_NOBODY = uuid.UUID(int=0)
# Events about a session, by type; of the first one the session says whether it was paid.
_SESSION = {
    "checkout.session.completed": EventKind.CAPTURED,
    "checkout.session.async_payment_succeeded": EventKind.CAPTURED,
    "checkout.session.async_payment_failed": EventKind.FAILED,
    "checkout.session.expired": EventKind.EXPIRED,
}
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def minor(amount: Decimal) -> int:
    """An amount in cents: every currency of the shop has two places."""
    return int(money.rounded(amount) * 100)


def parse(body: bytes, header: str, *, now: datetime) -> Event:
    """:raises BadWebhook: not from Stripe, of another time, or not understood."""
    _check(body, header, now=now)
    try:
        return _event(json.loads(body))
    except _UNREADABLE as error:
        raise BadWebhook(_("The message is not understood.")) from error


def of_session(event_id: str, kind: EventKind, session: dict[str, Any]) -> Event:
    """:raises ValueError, KeyError, TypeError: where the session is none of ours."""
    reference = str(session["id"])
    if max(len(event_id), len(reference)) > 100 or "\0" in event_id + reference:
        raise ValueError("out of range")
    return Event(
        id=event_id,
        kind=kind,
        key=uuid.UUID(str(session["client_reference_id"])),
        reference=reference,
        amount=Decimal(int(session["amount_total"])) / 100,
        currency=str(session["currency"]).upper(),
    )


def _check(body: bytes, header: str, *, now: datetime) -> None:
    try:
        stripe.WebhookSignature.verify_header(
            body.decode(), header, settings.STRIPE_WEBHOOK_SECRET, tolerance=TOLERANCE_S
        )
    except (stripe.SignatureVerificationError, *_UNREADABLE, IndexError) as error:
        raise BadWebhook(_("The signature does not match, or the message is too old.")) from error
    # The library lets messages of any later time pass.
    stamps = [int(part[2:]) for part in header.split(",") if part.startswith("t=")]
    if max(stamps) > now.timestamp() + TOLERANCE_S:
        raise BadWebhook(_("The message is too old, or from the future."))


def _event(message: dict[str, Any]) -> Event:
    event_id, kind, about = str(message["id"]), str(message["type"]), message["data"]["object"]
    if kind in _SESSION and (kind != "checkout.session.completed" or about["payment_status"] != "unpaid"):
        return of_session(event_id, _SESSION[kind], about)
    reason, key = "", _NOBODY
    if kind == "payment_intent.payment_failed":
        fault = about.get("last_payment_error") or {}
        reason = str(fault.get("decline_code") or fault.get("code") or "card_declined")[:200].replace("\0", "")
        key = uuid.UUID(str(about["metadata"]["key"]))
    if len(event_id) > 100 or "\0" in event_id:
        raise ValueError("out of range")
    return Event(event_id, EventKind.NOTED, key, "", money.ZERO, "", reason)

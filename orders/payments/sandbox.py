"""
A local stand-in for a hosted payment page, for trying and testing: no money moves.

It behaves as a real provider does: its own book (`SandboxCharge`), its own page at `/sandbox/pay/<reference>/` where
the buyer approves, declines or leaves, and a signed webhook as the only way in which the shop learns of a decision.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import SandboxCharge
from orders.payments import signature
from orders.payments.protocol import BadWebhook, Charge, Event, EventKind, Refused, Started
from shop.core import errors

HEADER = "Sandbox-Signature"
APPROVED, DECLINED = "approved", "declined"
_KINDS = {"payment.captured": EventKind.CAPTURED, "payment.failed": EventKind.FAILED}
_TYPES = {APPROVED: "payment.captured", DECLINED: "payment.failed"}


class Decided(errors.DomainError):
    """This charge was decided before, and differently."""


class Sandbox:
    name = "sandbox"

    def start(self, charge: Charge, *, now: datetime) -> Started:
        book, _made = SandboxCharge.objects.get_or_create(
            idempotency_key=charge.key,
            defaults={
                "reference": f"sbx_{charge.key.hex}",
                "amount": charge.amount,
                "currency": charge.currency,
                "description": charge.description,
                "return_url": charge.return_url,
                "cancel_url": charge.cancel_url,
                "created_at": now,
            },
        )
        if (book.amount, book.currency) != (charge.amount, charge.currency):
            raise Refused("The same key was used for another amount.")
        return Started(book.reference, f"{settings.BASE_URL}/sandbox/pay/{book.reference}/")

    def capture(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> None:
        """Approval captures at once."""

    def refund(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> str:
        approved = SandboxCharge.objects.filter(reference=reference, decision=APPROVED, amount__gte=amount)
        if not approved.exists():
            raise Refused("There is no such payment to send back.")
        return f"sbxre_{key.hex}"

    def inspect(self, reference: str, *, now: datetime) -> Event | None:
        charge = SandboxCharge.objects.filter(reference=reference).exclude(decision="").first()
        return _event(_told(charge)) if charge else None

    def close(self, reference: str) -> None:
        """Its page stays open, so that money which comes too late can be tried."""

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], *, now: datetime) -> Event:
        signature.check(body, headers.get(HEADER, ""), secret=settings.SANDBOX_WEBHOOK_SECRET, now=now)
        try:
            return _event(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
            raise BadWebhook(_("The message is not understood.")) from error


@transaction.atomic
def decide(*, reference: str, decision: str, now: datetime) -> SandboxCharge:
    """
    The buyer chose on the stand-in page; the shop hears of it by `message`. The same choice again changes nothing.

    :raises SandboxCharge.DoesNotExist:
    :raises Decided: after the opposite choice.
    """
    charge = SandboxCharge.objects.select_for_update(no_key=True).get(reference=reference)
    if not charge.decision:
        charge.decision, charge.decided_at = decision, now
        charge.save(update_fields=["decision", "decided_at"])
    elif charge.decision != decision:
        raise Decided(_("This payment was decided before."))
    return charge


def message(charge: SandboxCharge, *, now: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers of the webhook that tells of a decision, signed as of now; its id is the same on each repeat."""
    raw = json.dumps(_told(charge)).encode()
    signed = signature.sign(raw, secret=settings.SANDBOX_WEBHOOK_SECRET, now=now)
    return raw, {"Content-Type": "application/json", HEADER: signed}


def _told(charge: SandboxCharge) -> dict[str, Any]:
    return {
        "id": f"evt_{charge.reference}_{charge.decision}",
        "type": _TYPES[charge.decision],
        "data": {
            "reference": charge.reference,
            "key": str(charge.idempotency_key),
            "amount": str(charge.amount),
            "currency": charge.currency,
            "reason": "card_declined" if charge.decision == DECLINED else "",
        },
    }


def _event(message: dict[str, Any]) -> Event:
    data = message["data"]
    amount = Decimal(str(data["amount"]))
    event_id, reference = str(message["id"]), str(data["reference"])
    if not amount.is_finite() or len(event_id) > 100 or len(reference) > 100 or "\0" in event_id + reference:
        raise ValueError("out of range")
    return Event(
        id=event_id,
        kind=_KINDS[message["type"]],
        key=uuid.UUID(str(data["key"])),
        reference=reference,
        amount=amount,
        currency=str(data["currency"]),
        reason=str(data.get("reason", ""))[:200].replace("\0", ""),
    )

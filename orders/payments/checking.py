"""
Reconciling with the providers: whatever was lost on the way (an answer, a webhook, a worker between commit and call) is
found here by asking. Once a minute; each payment at growing distance, for three days.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from orders.models import Payment
from orders.payments import closing, online, providers, webhook
from orders.payments.protocol import Refused, Unreachable
from orders.states import PaymentStatus

logger = logging.getLogger(__name__)

# The buyer's own request, or the webhook, comes first.
PATIENCE = timedelta(minutes=2)
# A payment that was given up may have been paid at the last moment.
GIVEN_UP_EVERY = timedelta(minutes=30)
WATCHED = timedelta(days=3)


def check_due(*, now: datetime, limit: int = 100) -> int:
    """Ask about every online payment whose end we do not know, and answer how many there were."""
    payments = list(_due(now).select_related("order").order_by(F("checked_at").asc(nulls_first=True), "id")[:limit])
    for payment in payments:
        Payment.objects.filter(pk=payment.pk).update(checked_at=now)
        try:
            check(payment, now=now)
        except (Refused, Unreachable, KeyError) as error:
            logger.warning("payment_check_failed", extra={"payment": payment.pk, "reason": type(error).__name__})
    return len(payments)


def check(payment: Payment, *, now: datetime) -> webhook.Outcome | None:
    """
    Ask the provider about one payment, and apply what it says as if it had reported it.

    :raises Refused, Unreachable:
    """
    if not payment.provider_reference:
        # Nobody knows whether the call was made: under the same key it is the same charge.
        online.reopen(payment, now=now)
        return None
    event = providers.provider(payment.provider).inspect(payment.provider_reference, now=now)
    return webhook.apply(payment.provider, event, now=now) if event else None


def _due(now: datetime) -> QuerySet[Payment]:
    unknown = Q(status__in=closing.LIVE, created_at__lte=now - PATIENCE) & (
        Q(checked_at=None) | Q(checked_at__lte=now - PATIENCE)
    )
    given_up = Q(status__in=(PaymentStatus.EXPIRED, PaymentStatus.FAILED)) & (
        Q(checked_at=None) | Q(checked_at__lte=now - GIVEN_UP_EVERY)
    )
    known_there = ~Q(provider_reference="")
    recent = Payment.objects.filter(parcel=None, created_at__gte=now - WATCHED, unclear_at=None)
    return recent.filter(unknown | (given_up & known_there))

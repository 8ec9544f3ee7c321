"""Goodwill: a part of what was paid for a parcel goes back, and nothing comes back for it. See docs/payments.md."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from orders import amounts, refunding
from orders.actions import Party
from orders.amounts import Part
from orders.models import OrderLine, Parcel, Refund
from orders.payments import refunds
from shop.core import money


@transaction.atomic
def let_off(*, parcel: Parcel, amount: Decimal, reason: str, key: uuid.UUID, by: User, now: datetime) -> Refund:
    """
    Reduce what a paid parcel costs by an amount. It is split over lines and delivery by what is left of each, and
    pieces that come back later bring that much less.

    The same key again is the same refund.

    :raises refunding.NothingToRefund: where nothing was paid.
    :raises refunds.TooMuch: beyond what is left of the parcel.
    :raises actions.NotAllowed: for anybody but the office.
    """
    parcel = refunding.checked(parcel, {Party.OFFICE}, by)
    source = f"goodwill:{key}"
    existing = Refund.objects.filter(source=source).first()
    if existing is not None:
        return existing
    lines = {line.pk: line for line in OrderLine.objects.filter(parcel=parcel).order_by("pk")}
    left = refunding.left_of(parcel, list(lines.values()))
    _check(amount, of=sum(left.values(), money.ZERO))
    shares = amounts.reduction(amount, left)
    parts = [Part(lines[pk] if pk else None, 0, share, is_goodwill=True) for pk, share in shares.items()]
    return refunding.request(parcel, parts, reason=reason, source=source, by=by, now=now)


def _check(amount: Decimal, *, of: Decimal) -> None:
    if not 0 < amount <= of:
        message = _("Only %(left)s of this parcel is left.") % {"left": money.shown(of)}
        raise refunds.TooMuch(message, fields={"amount": [message]})


def left_of(parcel: Parcel) -> Decimal:
    """The most that can be let off."""
    return sum(refunding.left_of(parcel, list(parcel.lines.all())).values(), money.ZERO)

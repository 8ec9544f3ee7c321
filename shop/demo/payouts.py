"""The first of each month: the office sends the shops what they were owed the evening before."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Sum

from accounts import operations as people
from accounts.models import Seller, User
from accounts.roles import Role
from orders import payouts
from orders.models import LedgerEntry, Payout
from shop.demo import mailbox

NAMESPACE = uuid.UUID("0d6f9f64-4c0b-4f43-a7d4-8a57a2d7f0c3")
MONTHS, HOUR = 2, 9
# Of a bank that does not exist; the check digits are right.
IBAN = "DE09 0000 0000 0000 0000 01"


def build(*, now: datetime) -> None:
    """May be repeated: a shop gets the money of a month once."""
    office = User.objects.filter(groups__name=Role.ADMIN.value).order_by("pk").first()
    if office is None:
        return
    with mailbox.about(now - timedelta(days=90), now=now):
        for seller in Seller.objects.select_related("user").filter(ledger__isnull=False).distinct().order_by("pk"):
            if not seller.payout_details:
                details = f"{seller.user.full_name}, {IBAN}"
                seller = people.set_payout(seller=seller, details=details, by=seller.user, now=now)
            for first in _firsts(now):
                _pay(seller, first, office)


def _firsts(now: datetime) -> Iterator[datetime]:
    """The days of payment that are over, the older one first."""
    day = now.replace(day=1, hour=HOUR, minute=0, second=0, microsecond=0)
    days = [day]
    while len(days) <= MONTHS:
        days.append((days[-1] - timedelta(days=2)).replace(day=1))
    return (day for day in reversed(days) if day < now)


def _pay(seller: Seller, first: datetime, office: User) -> None:
    key = uuid.uuid5(NAMESPACE, f"{seller.slug}:{first:%Y-%m}")
    owed = LedgerEntry.objects.filter(seller=seller, at__lt=first).aggregate(owed=Sum("amount"))["owed"]
    if owed and owed > 0 and not Payout.objects.filter(key=key).exists():
        reference = f"Millrow {first - timedelta(days=2):%m/%Y}"
        payouts.pay_out(seller=seller, amount=owed, reference=reference, key=key, by=office, now=first)

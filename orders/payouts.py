"""Money to and from shops that no parcel causes: payouts and adjustments, recorded by the office."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Seller, User
from accounts.roles import Permission
from orders import actions, ledger
from orders.models import LedgerAccount, LedgerEntry, LedgerKind, Payout
from shop.core import errors, money


class NotCovered(errors.DomainError):
    """More than the shop is owed."""

    status = 422


@transaction.atomic
def pay_out(*, seller: Seller, amount: Decimal, reference: str, key: uuid.UUID, by: User, now: datetime) -> Payout:
    """
    Record that money went to a shop. The same key again is the same payout.

    :param reference: of the bank transfer, for the shop to find it.
    :raises NotCovered: beyond the balance; of two at once the second one is told.
    :raises actions.NotAllowed: for anybody but the office.
    """
    _check(by)
    account = _account(seller)
    existing = Payout.objects.filter(key=key).first()
    if existing is not None:
        return existing
    if amount > account.balance:
        message = _("The balance of this shop is %(left)s. A payout cannot be more.")
        message %= {"left": money.shown(account.balance)}
        raise NotCovered(message, fields={"amount": [message]})
    payout = Payout.objects.create(
        key=key,
        seller=seller,
        amount=amount,
        currency=settings.CURRENCY,
        reference=reference,
        details=seller.payout_details,
        at=now,
        by=by,
    )
    entry = ledger.Entry(LedgerKind.PAYOUT, -amount, f"payout:{payout.pk}")
    ledger.book(seller=seller, entry=entry, by=by, at=now, note=reference, payout=payout)
    after = {"seller": seller.pk, "amount": amount, "balance": account.balance - amount}
    audit.record(
        by=by, action="pay out", about=payout, at=now, before={"balance": account.balance}, after=after,
        reason=reference,
    )  # fmt: skip
    return payout


def _account(seller: Seller) -> LedgerAccount:
    """The shop's account, locked until this transaction ends."""
    ledger.open_account(seller)
    return LedgerAccount.objects.select_for_update(no_key=True).get(pk=seller.pk)


@transaction.atomic
def adjust(*, seller: Seller, amount: Decimal, reason: str, key: uuid.UUID, by: User, now: datetime) -> LedgerEntry:
    """
    Add to (or, negative, take from) what a shop is owed, for a reason that the shop reads. The same key again changes
    nothing.

    :raises actions.NotAllowed: for anybody but the office.
    """
    _check(by)
    entry = ledger.Entry(LedgerKind.ADJUSTMENT, amount, f"adjustment:{key}")
    known = LedgerEntry.objects.filter(source=entry.source).exists()
    booked = ledger.book(seller=seller, entry=entry, by=by, at=now, note=reason)
    if not known:
        audit.record(
            by=by, action="adjust", about=booked, at=now, reason=reason, after={"seller": seller.pk, "amount": amount}
        )
    return booked


def _check(by: User) -> None:
    if not by.may(Permission.MANAGE_ORDERS):
        raise actions.NotAllowed(_("This is not yours to do."))

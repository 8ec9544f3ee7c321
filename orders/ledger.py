"""
What the marketplace owes each shop, entry by entry: docs/ledger.md.

Entries are written in the transaction of what causes them, once per source; the account beside them is their sum.
The caller holds the lock of the order; the account's row is the last one that is locked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import F, Sum

from accounts.models import Seller, User
from orders import amounts
from orders.models import LedgerAccount, LedgerEntry, LedgerKind, Parcel, Refund, RefundLine
from shop.core import money


@dataclass(frozen=True)
class Entry:
    """:ivar amount: signed; what is nothing is not written."""

    kind: LedgerKind
    amount: Decimal
    source: str


def of_sale(parcel: Parcel) -> list[Entry]:
    """
    What a delivered parcel brings its shop: all that was paid for it and the marketplace's share of a coupon, less the
    commission that was frozen at the sale. Reads the parcel's own columns only.
    """
    return [
        Entry(LedgerKind.SALE, parcel.total, f"sale:parcel:{parcel.pk}"),
        Entry(LedgerKind.SUBSIDY, parcel.marketplace_share, f"subsidy:parcel:{parcel.pk}"),
        Entry(LedgerKind.COMMISSION, -parcel.commission, f"commission:parcel:{parcel.pk}"),
    ]


def record_sale(parcel: Parcel, *, by: User | None, now: datetime) -> None:
    """The parcel was handed over and its money is there. What was promised back before counts from now on, too."""
    _write(parcel.seller, of_sale(parcel), by=by, at=now, parcel=parcel)
    for refund in parcel.refunds.promised().order_by("pk"):
        record_refund(refund, by=by, now=now)


def record_refund(refund: Refund, *, by: User | None, now: datetime) -> None:
    """
    Money of a booked sale was promised back: the shop owes it from this moment, and gets its commission back.

    A parcel that never was a sale (cancelled, not delivered) has nothing to take back.
    """
    parcel = refund.parcel
    if parcel is None or not _is_booked(parcel):
        return
    _write(parcel.seller, _of_refund(refund, parcel), by=by, at=now, parcel=parcel, refund=refund)


def _is_booked(parcel: Parcel) -> bool:
    """By any entry of its sale: one that a coupon paid wholly has only the coupon's."""
    return LedgerEntry.objects.filter(source__in=[entry.source for entry in of_sale(parcel)]).exists()


def _of_refund(refund: Refund, parcel: Parcel) -> list[Entry]:
    """Shares of running sums, so that after the last cent went back nothing of commission and coupon is left."""
    booked = LedgerEntry.objects.filter(parcel=parcel)
    refunds = _promised_before(refund, parcel)
    commission = money.rounded(parcel.commission * _share_of_goods(parcel, refunds))
    subsidy = _subsidy_of(parcel, refunds)
    return [
        Entry(LedgerKind.REFUND, -refund.amount, f"refund:{refund.pk}"),
        Entry(
            LedgerKind.SUBSIDY_BACK,
            # What was taken by an older rule stays taken.
            min(-subsidy - _so_far(booked, LedgerKind.SUBSIDY_BACK), money.ZERO),
            f"subsidy:{refund.pk}",
        ),
        Entry(
            LedgerKind.COMMISSION_BACK,
            commission - _so_far(booked, LedgerKind.COMMISSION_BACK),
            f"commission:refund:{refund.pk}",
        ),
    ]


def _promised_before(refund: Refund, parcel: Parcel) -> list[int]:
    """This refund and those of the same parcel whose shares are booked; one of no money has no entry of its own."""
    rows = LedgerEntry.objects.filter(parcel=parcel, refund__isnull=False).values_list("refund", flat=True)
    free = parcel.refunds.promised().filter(amount=0).values_list("pk", flat=True)
    return [pk for pk in {*rows, *free, refund.pk} if pk is not None]


def _subsidy_of(parcel: Parcel, refund_ids: Sequence[int]) -> Decimal:
    """
    What the marketplace paid for the pieces that came back, and for a delivery that was given back (or that cost the
    buyer nothing, once no piece is left). A price that was reduced leaves it as it is.
    """
    if not parcel.marketplace_share:
        return money.ZERO
    lines = list(parcel.lines.all())
    rows = RefundLine.objects.filter(refund__in=refund_ids, is_goodwill=False)
    back = dict(rows.order_by().values_list("line").annotate(Sum("quantity")))
    goods = sum((line.discount * back.get(line.pk, 0) / line.quantity for line in lines), money.ZERO)
    of_delivery = parcel.marketplace_share - sum((line.discount for line in lines), money.ZERO)
    is_empty = all(back.get(line.pk, 0) == line.quantity for line in lines)
    ends = None in back or (is_empty and not amounts.of_delivery(parcel, lines))
    return money.rounded(goods) + (of_delivery if ends else money.ZERO)


def _share_of_goods(parcel: Parcel, refund_ids: Sequence[int]) -> Decimal:
    """Which part of the net goods these refunds give back, from 0 to 1."""
    lines = list(parcel.lines.all())
    whole = sum((amounts.net(line, parcel, amounts.of_line(line, parcel)) for line in lines), money.ZERO)
    rows = RefundLine.objects.filter(refund__in=refund_ids, line__isnull=False)
    sums = dict(rows.order_by().values_list("line").annotate(Sum("amount")))
    back = sum((amounts.net(line, parcel, sums[line.pk]) for line in lines if line.pk in sums), money.ZERO)
    return min(back / whole, Decimal(1)) if whole else money.ZERO


def _so_far(booked: Any, kind: LedgerKind) -> Decimal:
    return booked.filter(kind=kind).aggregate(sum=Sum("amount"))["sum"] or money.ZERO


def _write(seller: Seller, entries: Iterable[Entry], *, by: User | None, at: datetime, **about: Any) -> None:
    """Those that are new; the same source again changes nothing."""
    for entry in entries:
        if entry.amount:
            book(seller=seller, entry=entry, by=by, at=at, **about)


def book(*, seller: Seller, entry: Entry, by: User | None, at: datetime, note: str = "", **about: Any) -> LedgerEntry:
    """Write one entry and move the account, in the caller's transaction; the same source again changes nothing."""
    columns = {"seller": seller, "kind": entry.kind, "amount": entry.amount, "currency": settings.CURRENCY}
    row, is_new = LedgerEntry.objects.get_or_create(
        source=entry.source, defaults={**columns, "at": at, "by": by, "note": note, **about}
    )
    if is_new:
        open_account(seller)
        LedgerAccount.objects.filter(pk=seller.pk).update(balance=F("balance") + entry.amount)
    return row


def open_account(seller: Seller) -> None:
    LedgerAccount.objects.bulk_create([LedgerAccount(seller=seller)], ignore_conflicts=True)


def balance(seller: Seller) -> Decimal:
    """What a shop is owed now."""
    found = LedgerAccount.objects.filter(pk=seller.pk).values_list("balance", flat=True).first()
    return found if found is not None else money.ZERO

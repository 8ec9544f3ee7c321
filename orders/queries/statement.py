"""A shop's statement: what it is owed, entry by entry, between an opening and a closing balance."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Seller
from orders.models import LedgerEntry, LedgerKind
from shop.core import dates, money, paging

PER_PAGE = 50
# How many months back the statement offers; older ones are reached by their address.
MONTHS = 12


@dataclass(frozen=True)
class Period:
    """:ivar name: as the address says it: "2026-11", or "all"."""

    name: str
    label: str
    start: datetime | None
    end: datetime | None

    def within(self, entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
        if self.start is not None:
            entries = entries.filter(at__gte=self.start)
        return entries.filter(at__lt=self.end) if self.end is not None else entries


@dataclass(frozen=True)
class Statement:
    """
    :ivar balance: now, whatever the period.
    :ivar sums: (kind in words, sum) of the period, in the order of the kinds.
    """

    period: Period
    kind: str
    opening: Decimal
    closing: Decimal
    balance: Decimal
    sums: list[tuple[str, Decimal]]
    page: Page[LedgerEntry]

    @property
    def turnover(self) -> Decimal:
        """What the period brought."""
        return self.closing - self.opening

    @property
    def file_url(self) -> str:
        return f"/seller/ledger/export/?period={self.period.name}&kind={self.kind}"


def of(seller: Seller, *, period: Period, kind: str = "", number: str | None = None, balance: Decimal) -> Statement:
    """One page of the entries, newest first; `kind` narrows the rows and leaves the balances alone."""
    mine = LedgerEntry.objects.filter(seller=seller)
    by_kind = dict(period.within(mine).order_by().values_list("kind").annotate(Sum("amount")))
    opening = _sum(mine.filter(at__lt=period.start)) if period.start is not None else money.ZERO
    closing = opening + sum(by_kind.values(), money.ZERO)
    sums = [(str(one.label), by_kind[one]) for one in LedgerKind if one in by_kind]
    page = paging.numbered(rows(seller, period=period, kind=kind), number, size=PER_PAGE)
    return Statement(period, kind, opening, closing, balance, sums, page)


def rows(seller: Seller, *, period: Period, kind: str = "") -> QuerySet[LedgerEntry]:
    found = period.within(LedgerEntry.objects.filter(seller=seller))
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("parcel__order").order_by("-at", "-id")


def _sum(entries: QuerySet[LedgerEntry]) -> Decimal:
    return entries.aggregate(sum=Sum("amount"))["sum"] or money.ZERO


def read_period(text: str, *, now: datetime) -> Period:
    """The period of a query string: "2026-11", "all"; anything else is the month of `now`."""
    if text == "all":
        return Period("all", _("All time"), None, None)
    today = timezone.localdate(now)
    year, month = today.year, today.month
    parts = text.split("-")
    if len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts) and len(text) == 7:
        asked = (int(parts[0]), int(parts[1]))
        if 2000 <= asked[0] <= today.year + 1 and 1 <= asked[1] <= 12:
            year, month = asked
    return _month(date(year, month, 1))


def _month(first: date) -> Period:
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(f"{first:%Y-%m}", dates.shown(first, "F Y"), _midnight(first), _midnight(following))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def choices(*, now: datetime) -> list[dict[str, Any]]:
    """The periods that a statement offers: this month, those before it, all."""
    first = timezone.localdate(now).replace(day=1)
    months = []
    for _number in range(MONTHS):
        months.append(_month(first))
        first = (first - timedelta(days=1)).replace(day=1)
    return [{"name": month.name, "label": month.label} for month in months] + [{"name": "all", "label": _("All time")}]


def read_kind(text: str) -> str:
    return text if text in LedgerKind.values else ""

"""A shop's sales: per day, compared with the time before, and by product."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Max, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Seller
from orders.models import OrderLine, Parcel
from orders.queries import sold
from shop.core import charts, dates, money
from shop.core.money import ZERO

RANGES = {"7d": 7, "30d": 30, "90d": 90}
FIRST_RANGE = "30d"
MOST_BEST = 6


@dataclass(frozen=True)
class Sales:
    """Goods sold per day, delivery aside; `before` are the same days one range earlier."""

    days: list[date]
    amounts: list[Decimal]
    before: list[Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, ZERO)

    @property
    def change(self) -> float | None:
        """Percent more or less than before; None where there was nothing to compare with."""
        earlier = sum(self.before, ZERO)
        return float((self.total - earlier) / earlier * 100) if earlier else None


def sales(seller: Seller, *, days: int, now: datetime) -> Sales:
    """Sales of the last `days` days, today included, by the shop's calendar. One query."""
    today = timezone.localdate(now)
    first = today - timedelta(days=2 * days - 1)
    rows = (
        Parcel.objects.filter(seller=seller, order__placed_at__gte=sold.midnight(first))
        .exclude(status__in=sold.NO_SALE)
        .annotate(day=TruncDate("order__placed_at"))
        .values("day")
        .annotate(amount=Sum(F("items_total") - F("discount_total")))
    )
    by_day = {row["day"]: row["amount"] for row in rows}
    calendar = [first + timedelta(days=number) for number in range(2 * days)]
    amounts = [by_day.get(day, ZERO) for day in calendar]
    return Sales(calendar[days:], amounts[days:], amounts[:days])


def last_days(days: int) -> str:
    return ngettext("Last %(days)d day", "Last %(days)d days", days) % {"days": days}


def chart(found: Sales) -> charts.Chart:
    days = len(found.days)
    labels = [dates.shown(day, "j M") for day in found.days]
    earlier = ngettext("The %(days)d day before", "The %(days)d days before", days) % {"days": days}
    drawn = charts.over_time(
        title=_("Sales per day"),
        labels=labels,
        values=[float(amount) for amount in found.amounts],
        before=[float(amount) for amount in found.before] if any(found.before) else [],
        unit=lambda amount: money.shown(Decimal(str(amount))).removesuffix(".00"),
        head=[_("Day"), _("Sales"), *([earlier] if any(found.before) else [])],
        summary=_summary(found, labels),
    )
    return dataclasses.replace(drawn, rows=[
        [cell if number else _linked(day, cell, days) for number, cell in enumerate(row)]
        for day, row in zip(found.days, drawn.rows, strict=False)
    ])  # fmt: skip


def _linked(day: date, label: str, days: int) -> SafeString:
    """A day of the table, leading to what was sold on it."""
    return format_html('<a href="/seller/sales/?range={}d&amp;day={}">{}</a>', days, day.isoformat(), label)


def _summary(found: Sales, labels: Sequence[str]) -> str:
    if not any(found.amounts):
        return _("Nothing was sold from %(first)s to %(last)s.") % {"first": labels[0], "last": labels[-1]}
    best = max(range(len(labels)), key=lambda index: found.amounts[index])
    values = {"first": labels[0], "last": labels[-1], "day": labels[best], "days": len(labels)}
    values["amount"] = money.shown(found.amounts[best]).removesuffix(".00")
    text = _("%(first)s to %(last)s. Best day: %(day)s with %(amount)s.")
    if any(found.before):
        text = _("%(first)s to %(last)s. Dashed line: the %(days)d days before. Best day: %(day)s with %(amount)s.")
    return text % values


@dataclass(frozen=True)
class Best:
    """A product and how many pieces of it went; `share` is percent of the best one's pieces, for the bar."""

    product_id: int | None
    title: str
    units: int
    amount: Decimal
    share: int


def best_sellers(seller: Seller, *, days: int, now: datetime) -> list[Best]:
    """What sold most in this time, by pieces; equal ones by title."""
    rows = sold.lines(seller, days=days, now=now)
    sums = rows.values("product_id").annotate(
        name=Max("title"), units=Sum("quantity"), amount=Sum(F("line_total") - F("discount"))
    )
    found = list(sums.order_by("-units", "name")[:MOST_BEST])
    most = found[0]["units"] if found else 1
    return [
        Best(row["product_id"], row["name"], row["units"], row["amount"], round(row["units"] * 100 / most))
        for row in found
    ]


def units_sold(variant_ids: Sequence[int], *, since: datetime) -> dict[int, int]:
    """Pieces sold by variant id; variants that did not sell are left out."""
    rows = OrderLine.objects.filter(variant__in=variant_ids, order__placed_at__gte=since)
    rows = rows.exclude(parcel__status__in=sold.NO_SALE)
    return dict(rows.values_list("variant").annotate(units=Sum("quantity")))

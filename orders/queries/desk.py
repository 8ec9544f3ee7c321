"""The seller's home: orders to pack, stock that runs low, drafts to finish, sales and best sellers."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Seller
from orders.models import Parcel
from orders.queries import beginning, cover, sales, seller, todo
from shop.core import charts, money

MOST_WAITING = 5


@dataclass(frozen=True)
class Home:
    """Everything that the page shows, for sales of the last `days` days."""

    shop: Seller
    greeting: str
    to_do: todo.ToDo
    steps: list[beginning.Step]
    waiting: list[seller.ParcelRow]
    days: int
    sold: sales.Sales
    chart: charts.Chart
    sold_text: str
    low: list[cover.LowRow]
    best: list[sales.Best]


def home(shop: Seller, *, days: int, now: datetime) -> Home:
    """Eleven queries, whatever the shop's size."""
    sold = sales.sales(shop, days=days, now=now)
    waiting = seller.listed(Parcel.objects.filter(seller=shop), seller.FIRST_VIEW)[:MOST_WAITING]
    return Home(
        shop=shop,
        greeting=greeting(shop, now=now),
        to_do=todo.to_do(shop, now=now),
        steps=beginning.steps(shop),
        waiting=[seller.ParcelRow.of(parcel) for parcel in waiting],
        days=days,
        sold=sold,
        chart=sales.chart(sold),
        sold_text=money.shown(sold.total).removesuffix(".00"),
        low=cover.running_low(shop, now=now),
        best=sales.best_sellers(shop, days=days, now=now),
    )


def greeting(shop: Seller, *, now: datetime) -> str:
    """By the clock on the wall of the shop."""
    hour = timezone.localtime(now).hour
    words = _("Good morning, %(shop)s") if hour < 12 else _("Good afternoon, %(shop)s")
    return (words if hour < 18 else _("Good evening, %(shop)s")) % {"shop": shop.name}

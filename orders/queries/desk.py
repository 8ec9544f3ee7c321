"""The seller's home: orders to pack, stock that runs low, drafts to finish, sales and best sellers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Seller
from catalog.models import Product, ProductImage, ProductStatus, Variant
from orders.models import Parcel
from orders.queries import sales, seller
from orders.states import ParcelStatus
from shop.core import charts, money

MOST_LOW = 8
MOST_WAITING = 5
PACE_DAYS = 30


@dataclass(frozen=True)
class Home:
    """Everything that the page shows, for sales of the last `days` days."""

    shop: Seller
    greeting: str
    to_do: "ToDo"
    waiting: list[seller.ParcelRow]
    days: int
    sold: sales.Sales
    chart: charts.Chart
    sold_text: str
    low: list["LowRow"]
    best: list[sales.Best]


def home(shop: Seller, *, days: int, now: datetime) -> Home:
    """Nine queries, whatever the shop's size."""
    sold = sales.sales(shop, days=days, now=now)
    waiting = seller.listed(Parcel.objects.filter(seller=shop), seller.FIRST_VIEW)[:MOST_WAITING]
    return Home(
        shop=shop,
        greeting=greeting(shop, now=now),
        to_do=to_do(shop, now=now),
        waiting=[seller.ParcelRow.of(parcel) for parcel in waiting],
        days=days,
        sold=sold,
        chart=sales.chart(sold),
        sold_text=money.shown(sold.total).removesuffix(".00"),
        low=running_low(shop, now=now),
        best=sales.best_sellers(shop, days=days, now=now),
    )


@dataclass(frozen=True)
class ToDo:
    """
    The figures of the tiles. Each equals the length of the list that its tile links to.

    :ivar oldest_hours: age of the oldest order that waits to be packed; None where none waits.
    """

    to_pack: int
    oldest_hours: int | None
    low: int
    sold_out: int
    drafts: int
    drafts_without_picture: int

    def age(self) -> str:
        """Such as "oldest 19 h" or "oldest 3 days"."""
        if self.oldest_hours is None:
            return _("nothing waits")
        if self.oldest_hours < 48:
            return _("oldest %(hours)d h") % {"hours": self.oldest_hours}
        days = self.oldest_hours // 24
        return ngettext("oldest %(days)d day", "oldest %(days)d days", days) % {"days": days}


def to_do(shop: Seller, *, now: datetime) -> ToDo:
    """Three queries."""
    waiting = Parcel.objects.filter(seller=shop, status=ParcelStatus.PENDING)
    packing = waiting.aggregate(count=Count("pk"), oldest=Min("order__placed_at"))
    age = now - packing["oldest"] if packing["oldest"] else None
    stock = low(shop).aggregate(count=Count("pk"), out=Count("pk", filter=Q(stock__on_hand=F("stock__reserved"))))
    pictures = ProductImage.objects.filter(product=OuterRef("pk"))
    drafts = Product.objects.filter(seller=shop, status=ProductStatus.DRAFT)
    bare = drafts.aggregate(count=Count("pk"), bare=Count("pk", filter=~Exists(pictures)))
    return ToDo(
        to_pack=packing["count"],
        oldest_hours=int(age / timedelta(hours=1)) if age else None,
        low=stock["count"],
        sold_out=stock["out"],
        drafts=bare["count"],
        drafts_without_picture=bare["bare"],
    )


def low(shop: Seller) -> QuerySet[Variant]:
    """Variants of which as many or fewer are left than their mark: the view "low" of /seller/stock/."""
    rows = Variant.objects.filter(seller=shop, is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    return rows.filter(stock__on_hand__lte=F("stock__reserved") + F("stock__low_at"))


@dataclass(frozen=True)
class LowRow:
    """:ivar days_of_cover: how long what is left lasts at the pace of the last 30 days; None where none sold."""

    variant: Variant
    left: int
    days_of_cover: int | None


def running_low(shop: Seller, *, now: datetime) -> list[LowRow]:
    """The emptiest first."""
    rows = low(shop).select_related("product").annotate(left=F("stock__on_hand") - F("stock__reserved"))
    found = list(rows.defer("product__description").order_by("left", "id")[:MOST_LOW])
    sold = sales.units_sold([row.pk for row in found], since=now - timedelta(days=PACE_DAYS))
    return [LowRow(row, row.left, _cover(row.left, sold.get(row.pk, 0))) for row in found]


def _cover(left: int, sold: int) -> int | None:
    return left * PACE_DAYS // sold if sold else None


def greeting(shop: Seller, *, now: datetime) -> str:
    """By the clock on the wall of the shop."""
    hour = timezone.localtime(now).hour
    words = _("Good morning, %(shop)s") if hour < 12 else _("Good afternoon, %(shop)s")
    return (words if hour < 18 else _("Good evening, %(shop)s")) % {"shop": shop.name}

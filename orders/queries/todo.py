"""What a shop has to do now. Each figure is the length of the list that its tile links to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Seller
from catalog import desk
from catalog.models import Product, ProductStatus, Review
from orders.models import Parcel, ReturnRequest
from orders.queries import returning
from orders.states import ParcelStatus


@dataclass(frozen=True)
class ToDo:
    """
    :ivar oldest_hours: age of the oldest order that waits to be packed; None where none waits.
    :ivar returns: those that wait for an answer; `returns_coming` more are on their way back.
    :ivar low: variants with as many pieces left as their mark, or fewer; `sold_out` of them have none.
    :ivar unfinished: drafts that lack something, of so many `drafts`.
    :ivar reviews: those without an answer.
    """

    to_pack: int
    oldest_hours: int | None
    returns: int
    returns_coming: int
    low: int
    sold_out: int
    drafts: int
    unfinished: int
    reviews: int

    def age(self) -> str:
        """Such as "oldest 19 h" or "oldest 3 days"."""
        if self.oldest_hours is None:
            return _("nothing waits")
        if self.oldest_hours < 48:
            return _("oldest %(hours)d h") % {"hours": self.oldest_hours}
        days = self.oldest_hours // 24
        return ngettext("oldest %(days)d day", "oldest %(days)d days", days) % {"days": days}


def to_do(shop: Seller, *, now: datetime) -> ToDo:
    """Five queries."""
    waiting = Parcel.objects.filter(seller=shop, status=ParcelStatus.PENDING)
    packing = waiting.aggregate(count=Count("pk"), oldest=Min("order__placed_at"))
    age = now - packing["oldest"] if packing["oldest"] else None
    low = desk.variants(shop).filter(desk.is_low())
    stock = low.aggregate(count=Count("pk"), out=Count("pk", filter=Q(stock__on_hand=F("stock__reserved"))))
    drafts = desk.with_flags(Product.objects.filter(seller=shop, status=ProductStatus.DRAFT))
    figures = drafts.aggregate(count=Count("pk"), unfinished=Count("pk", filter=desk.VIEWS["unfinished"][1]))
    back = returning.counts(ReturnRequest.objects.filter(parcel__seller=shop))
    return ToDo(
        to_pack=packing["count"],
        oldest_hours=int(age / timedelta(hours=1)) if age else None,
        returns=back["asked"],
        returns_coming=back["coming"],
        low=stock["count"],
        sold_out=stock["out"],
        drafts=figures["count"],
        unfinished=figures["unfinished"],
        reviews=Review.objects.shown().filter(product__seller=shop, seller_reply="").count(),
    )

"""
What was really charged for a variant, rebuilt from its price changes and the discounts that held; and from that the
price by which a reduction has to be measured.

Directive 98/6/EC, Article 6a (inserted by Directive (EU) 2019/2161, Article 2): whoever announces a reduction names the
lowest price of at least the 30 days before it. Steps of a reduction that grows without a break count as one (6a(5)).
Percentages are measured by that price, too: Court of Justice, C-330/23 (Aldi Süd), 26 September 2024.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from catalog.models import Discount, PriceChange, Product, Variant
from catalog.pricing.price import reduced
from catalog.pricing.reach import discounts_of
from shop.core import money

DAYS = 30
# A reduction that has lasted for longer than this is looked at as if it had begun then.
LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class History:
    """
    What decides the price of a variant over time.

    :ivar changes: (moment, list price from then on), oldest first.
    :ivar first: the list price before the first change; None where it did not exist.
    :ivar offered_at: when its product first went live; what was written before was charged to nobody.
    """

    changes: Sequence[tuple[datetime, Decimal]]
    first: Decimal | None
    discounts: Sequence[Discount]
    offered_at: datetime | None = None

    def list_price(self, at: datetime) -> Decimal | None:
        return next((price for moment, price in reversed(self.changes) if moment <= at), self.first)

    def unit_price(self, at: datetime) -> Decimal | None:
        """What a buyer paid at this moment; None before anything was priced."""
        listed = self.list_price(at)
        if listed is None or listed <= money.ZERO:
            return None
        return min([listed, *(reduced(listed, one) for one in self.discounts if _held(one, at))])

    def is_reduced(self, at: datetime) -> bool:
        price, listed = self.unit_price(at), self.list_price(at)
        return price is not None and listed is not None and price < listed

    def edges(self, since: datetime, until: datetime) -> list[datetime]:
        """The moments after `since` and up to `until` at which the price may have changed, and `since` itself."""
        moments = [moment for moment, _price in self.changes]
        for one in self.discounts:
            moments += [moment for moment in (one.starts_at, one.ends_at, one.removed_at) if moment is not None]
        return [since, *sorted({moment for moment in moments if since < moment <= until})]


def lowest(history: History, at: datetime) -> Decimal | None:
    """
    The lowest price of the 30 days before the reduction that holds at `at` began.

    None where none holds, or where nothing was charged before.
    """
    edges = history.edges(at - timedelta(days=LONGEST_DAYS), at)
    began = None
    for edge in reversed(edges):
        if not history.is_reduced(edge):
            break
        began = edge
    if began is None:
        return None
    since = max(filter(None, (began - timedelta(days=DAYS), history.offered_at)))
    moments = [since, *(edge for edge in edges if since < edge < began)] if since < began else []
    return min(filter(None, (history.unit_price(moment) for moment in moments)), default=None)


def lowest_before(variants: Iterable[Variant], *, at: datetime, also: Sequence[Discount] = ()) -> dict[int, Decimal]:
    """
    `lowest` for each variant that is reduced at `at`; the list price where nothing was charged before. At most four
    queries however many variants, none for none.

    :param also: discounts that are only tried out.
    """
    wanted = list(variants)
    if not wanted:
        return {}
    found = {}
    for variant, history in zip(wanted, _histories(wanted, at, also), strict=True):
        if history.is_reduced(at):
            found[variant.pk] = lowest(history, at) or history.list_price(at) or variant.price
    return found


def lowest_lately(variants: Iterable[Variant], *, at: datetime) -> Decimal | None:
    """The lowest price that was charged for any of the variants in the last 30 days, now included."""
    found = []
    for history in _histories(list(variants), at):
        since = max(filter(None, (at - timedelta(days=DAYS), history.offered_at)))
        found += [history.unit_price(moment) for moment in (*history.edges(min(since, at), at), at)]
    return min(filter(None, found), default=None)


def _histories(variants: Sequence[Variant], at: datetime, also: Sequence[Discount] = ()) -> list[History]:
    changes: defaultdict[int, list[PriceChange]] = defaultdict(list)
    rows = PriceChange.objects.filter(variant__in=[variant.pk for variant in variants], at__lte=at)
    for change in rows.order_by("at", "pk"):
        changes[change.variant_id].append(change)
    sellers = {variant.product_id: variant.seller_id for variant in variants}
    since = at - timedelta(days=LONGEST_DAYS + DAYS)
    reach = discounts_of(sellers, until=at, since=since)
    offered = _offered(variants)
    return [
        History(
            changes=[(change.at, change.new_price) for change in changes[variant.pk]],
            first=changes[variant.pk][0].old_price if changes[variant.pk] else variant.price,
            discounts=[*reach.get(variant.product_id, ()), *also],
            offered_at=offered.get(variant.product_id),
        )
        for variant in variants
    ]


def _offered(variants: Sequence[Variant]) -> dict[int, datetime | None]:
    """When each product first went live, asked for only where the variants do not bring their products along."""
    if all(Variant._meta.get_field("product").is_cached(variant) for variant in variants):
        return {variant.product_id: variant.product.published_at for variant in variants}
    ids = {variant.product_id for variant in variants}
    return dict(Product.objects.filter(pk__in=ids).values_list("pk", "published_at"))


def _held(discount: Discount, at: datetime) -> bool:
    """Whether a discount held then, also one that was removed later."""
    ends = [moment for moment in (discount.ends_at, discount.removed_at) if moment is not None]
    return discount.starts_at <= at and all(at < moment for moment in ends)

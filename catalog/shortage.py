"""
One mail to the shop each time a variant falls to its mark: written in the transaction that took the pieces.

It is not repeated before pieces have come in (a cancelled order is no refill). The rows are locked by the UPDATE that
moved them, so of two orders only one sees the fall.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from accounts.models import Seller, User
from catalog import emails
from catalog.models import Stock, Variant
from shop.core import jobs


def follow(rows: Sequence[Stock], *, before: Mapping[int, int], refilled: Collection[int]) -> None:
    """
    :param rows: as they are now, with their variants.
    :param before: how many were available before, by variant id.
    :param refilled: the ids of those that pieces came to.
    """
    fallen = [row for row in rows if before[row.pk] > row.low_at >= row.available and not row.is_low_told]
    filled = [row.pk for row in rows if row.is_low_told and row.pk in refilled and row.available > row.low_at]
    if filled:
        Stock.objects.filter(pk__in=filled).remember_mail(False)
    by_seller: defaultdict[int, list[int]] = defaultdict(list)
    for row in fallen:
        if row.variant.is_active:
            by_seller[row.variant.seller_id].append(row.pk)
    if by_seller:
        Stock.objects.filter(pk__in=[row.pk for row in fallen]).remember_mail(True)
    for seller_id in sorted(by_seller):
        jobs.enqueue(emails.send_stock_low, seller_id=seller_id, variant_ids=sorted(by_seller[seller_id]))


@transaction.atomic
def set_mark(*, variant: Variant, low_at: int, by: User | None) -> Stock:
    """From how many pieces left a variant is low. No mail for what is below it at once: whoever sets it sees it."""
    Stock.objects.filter(pk=variant.pk).mark_low(low_at)
    return Stock.objects.get(pk=variant.pk)


@transaction.atomic
def set_shop_mark(*, seller: Seller, low_at: int, by: User | None) -> int:
    """
    The mark of a shop, for new variants and for those that still have its old one. Answers how many those were.
    """
    before = Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk).low_stock_at
    if before == low_at:
        return 0
    Seller.objects.filter(pk=seller.pk).update(low_stock_at=low_at)
    rows = Stock.objects.filter(variant__seller=seller, low_at=before).order_by("pk").select_for_update(no_key=True)
    return Stock.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).mark_low(low_at)

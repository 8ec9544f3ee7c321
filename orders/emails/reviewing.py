"""Some days after everything arrived: what do you think of it? Once per order, and only to who has not said so yet."""

from datetime import datetime

from django.conf import settings

from catalog.models import Review
from orders.emails import addressed
from orders.models import Order, OrderLine, Parcel
from orders.states import ParcelStatus, ReturnStatus
from shop.core import jobs

_ENDED = (ParcelStatus.DELIVERED, ParcelStatus.CANCELLED, ParcelStatus.RETURNED)


def due(delivered_at: datetime) -> datetime:
    return delivered_at + settings.REVIEW_INVITE_AFTER


@jobs.job
def invite(*, order_id: int) -> None:
    """
    To the buyer, if they have an account: reviews need one. While a parcel is still on its way nothing is sent; its own
    delivery comes back here.
    """
    order = Order.objects.select_related("buyer").get(pk=order_id)
    if order.buyer is None or Parcel.objects.filter(order=order).exclude(status__in=_ENDED).exists():
        return
    lines = reviewable(order)
    if lines:
        addressed.to_buyer("review_invite", order, about=f"order:{order_id}", lines=lines)


def reviewable(order: Order) -> list[OrderLine]:
    """What arrived, was not sent back, can still be found in the shop and has no review of this buyer yet."""
    rows = OrderLine.objects.filter(order=order, parcel__status=ParcelStatus.DELIVERED, product__isnull=False)
    rows = rows.exclude(return_lines__request__status__in=set(ReturnStatus) - {ReturnStatus.REJECTED})
    lines = list(rows.select_related("product").order_by("pk"))
    done = set(
        Review.objects.filter(purchase__in=[f"line:{line.pk}" for line in lines]).values_list("purchase", flat=True)
    )
    return [line for line in lines if f"line:{line.pk}" not in done]

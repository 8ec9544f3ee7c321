"""What must hold over all rows of prices and coupons, for `manage.py reconcile`."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.db.models import Count, F, Q

from cart.models import Coupon
from orders.models import CouponRedemption, Order
from shop.core.money import ZERO


def coupons_count_the_orders_that_hold_them() -> list[str]:
    held = Count("redemptions", filter=Q(redemptions__returned_at=None))
    wrong = Coupon.objects.annotate(held=held).exclude(used=F("held")).order_by("pk")
    rows = wrong.values_list("code", "used", "held")
    return [f"coupon {code}: {used} uses counted, {held} orders hold it" for code, used, held in rows]


def redemptions_are_what_orders_say() -> list[str]:
    """The goods' part is the order's discount; an order with a code has its redemption."""
    differs = ~Q(goods_off=F("order__discount_total")) | ~Q(coupon__code=F("order__coupon_code"))
    wrong = CouponRedemption.objects.filter(differs).order_by("pk").values_list("order__number", flat=True)
    alone = (
        Order.objects.exclude(coupon_code="").filter(redemption=None).order_by("pk").values_list("number", flat=True)
    )
    return [f"order {number}: its coupon and its discount disagree" for number in (*wrong, *alone)]


def explanations_give_each_parcel() -> list[str]:
    """The sums that the steps give per parcel are the parcels' totals. Older explanations have no such sums."""
    breaches = []
    orders = Order.objects.exclude(explanation=[]).order_by("pk").only("number", "explanation")
    for order in orders.prefetch_related("parcels").iterator(chunk_size=500):
        try:
            said = {
                step["seller_id"]: Decimal(step["amount"]) for step in order.explanation if step["step"] == "parcel"
            }
        except (KeyError, TypeError, InvalidOperation):
            breaches.append(f"order {order.number}: its explanation cannot be read")
            continue
        totals = {parcel.seller_id: parcel.total for parcel in order.parcels.all()}
        breaches += [
            f"order {order.number}: its explanation gives {amount} for a parcel of {totals.get(seller_id, ZERO)}"
            for seller_id, amount in said.items()
            if totals.get(seller_id) != amount
        ]
    return breaches


ALL: dict[str, Callable[[], list[str]]] = {
    "coupons = orders that hold them": coupons_count_the_orders_that_hold_them,
    "redemptions = discounts": redemptions_are_what_orders_say,
    "parcel = its explanation": explanations_give_each_parcel,
}

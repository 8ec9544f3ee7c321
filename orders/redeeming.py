"""
Coupons in orders: taken when the order is placed, given back when it comes to nothing. Limits hold here.

Taking a use is one conditional UPDATE of the coupon's row, which also locks it until the transaction ends: whoever
counts the uses of one person after it counts alone.
"""

from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q

from accounts.models import User
from cart import coupons
from cart.models import Coupon
from orders.models import CouponRedemption, Order
from shop.core import crypto


def uses(coupon_id: int, user_id: int | None, email: str) -> int:
    """In how many orders somebody holds a coupon, found by account and by email address."""
    mine = Q(email_index=crypto.blind_index(email)) if email else Q(pk__in=[])
    if user_id is not None:
        mine |= Q(buyer=user_id)
    return CouponRedemption.objects.filter(mine, coupon=coupon_id, returned_at=None).count()


def take(coupon: Coupon, *, by: User | None, email: str) -> None:
    """
    Take one use for an order that is about to be written, in its transaction.

    :raises coupons.NotUsable: where the last one went a moment ago, or this person has had theirs.
    """
    if not _take(coupon.pk):
        raise coupons.NotUsable(coupons.used_up(coupon))
    limit = coupon.per_user_limit
    if limit is not None and uses(coupon.pk, by.pk if by else None, email) >= limit:
        raise coupons.NotUsable(coupons.used_before(coupon))


def _take(coupon_id: int) -> bool:
    """The guard of both limits: counts and locks in one statement, as long as there is a use left."""
    left = Q(total_limit=None) | Q(used__lt=F("total_limit"))
    return bool(Coupon.objects.filter(left, pk=coupon_id, is_active=True).update(used=F("used") + 1))


def write(coupon: Coupon, order: Order, *, goods_off: Decimal, delivery_off: Decimal, now: datetime) -> None:
    """Note the use that `take` took."""
    CouponRedemption.objects.create(
        coupon=coupon,
        order=order,
        buyer=order.buyer,
        email_index=order.email_index,
        goods_off=goods_off,
        delivery_off=delivery_off,
        redeemed_at=now,
    )


def give_back(order: Order, *, now: datetime) -> None:
    """The order, locked by the caller, comes to nothing: its coupon can be used again. Twice is once."""
    returned = CouponRedemption.objects.filter(order=order, returned_at=None).update(returned_at=now)
    if returned:
        Coupon.objects.filter(redemptions__order=order).update(used=F("used") - 1)


def take_again(order: Order) -> None:
    """
    An order that had come to nothing is on after all, at the price of its coupon, which is taken once more.

    :raises coupons.NotUsable: the caller rolls back.
    """
    given_back = CouponRedemption.objects.select_related("coupon").filter(order=order, returned_at__isnull=False)
    redemption = given_back.first()
    if redemption is None:
        return
    take(redemption.coupon, by=order.buyer, email=order.email)
    redemption.returned_at = None
    redemption.save(update_fields=["returned_at"])

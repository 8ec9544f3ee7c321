"""Coupons to try: one of each kind, and one of a shop."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Seller, SellerStatus
from cart.models import Coupon, CouponKind

_FOR_ALL: dict[str, dict[str, Any]] = {
    "WELCOME-10": {"kind": CouponKind.PERCENT, "value": Decimal(10), "per_user_limit": 1, "note": "First orders"},
    "FIVE-OFF": {"kind": CouponKind.AMOUNT, "value": Decimal(5), "minimum": Decimal(40), "total_limit": 500},
    "NO-POSTAGE": {"kind": CouponKind.FREE_DELIVERY, "minimum": Decimal(25)},
}


def build(*, now: datetime) -> None:
    """Make what is missing; what is there stays as it is."""
    for code, values in _FOR_ALL.items():
        Coupon.objects.get_or_create(code=code, defaults={"starts_at": now, **values})
    shop = Seller.objects.filter(status=SellerStatus.APPROVED).order_by("pk").first()
    if shop is not None:
        own = {"kind": CouponKind.PERCENT, "value": Decimal(15), "seller": shop, "note": "Paid for by the shop"}
        Coupon.objects.get_or_create(code="SHOP-15", defaults={"starts_at": now, **own})

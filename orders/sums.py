"""The parts that an order's total is made of, from the copies that it keeps."""

from decimal import Decimal

from django.utils.translation import gettext as _

from orders.models import Order
from shop.core.money import ZERO


def of(order: Order) -> list[tuple[str, Decimal | str]]:
    """Names and amounts that add up to the total, for its page, its mail and its invoice."""
    rows: list[tuple[str, Decimal | str]] = [(_("Items"), order.items_total)]
    coupon = _("Coupon %(code)s") % {"code": order.coupon_code} if order.coupon_code else _("Discount")
    if order.discount_total:
        rows.append((coupon, -order.discount_total))
    off = _delivery_off(order)
    rows.append((_("Delivery"), order.delivery_total + off or _("Free")))
    if off:
        rows.append((coupon, -off))
    if not order.prices_include_tax:
        rows.append((_("Tax"), order.tax_total))
    return rows


def _delivery_off(order: Order) -> Decimal:
    """What a coupon took off the delivery, which the order keeps without it."""
    if not order.coupon_code:
        return ZERO
    steps = [step for step in order.explanation if step.get("step") == "delivery_discount"]
    return sum((Decimal(step["amount"]) for step in steps), ZERO)

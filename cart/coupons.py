"""Whether a coupon holds for a basket now, in the words that its owner reads. Reads, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cart.models import LONGEST_CODE, Coupon
from cart.pricing import PricedLine, Reduction
from cart.pricing.quoting import goods_of
from shop.core import dates, errors, money


class NotUsable(errors.Unprocessable):
    """A coupon that does not hold: unknown, over, used up, or not for these goods."""

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"coupon": [message]})


@dataclass(frozen=True)
class Held:
    """The coupon of a basket. `refusal` says why it takes nothing off now; empty where it holds."""

    coupon: Coupon
    refusal: str

    @property
    def reduction(self) -> Reduction | None:
        return None if self.refusal else rule(self.coupon)


def rule(coupon: Coupon) -> Reduction:
    """What it takes off, for `cart.pricing`."""
    return Reduction(coupon.code, coupon.kind, coupon.value, coupon.minimum, coupon.seller_id)


def find(typed: str) -> Coupon:
    """
    The coupon of a code as somebody typed it.

    :raises NotUsable: for none. One that is switched off is none.
    """
    code = "".join(typed.split()).upper()
    known = Coupon.objects.filter(is_active=True).select_related("seller")
    coupon = known.filter(code=code).first() if code.isprintable() and len(code) <= LONGEST_CODE else None
    if coupon is None:
        raise NotUsable(_("We do not know this code. Check its letters and digits."))
    return coupon


def refusal(coupon: Coupon, lines: Sequence[PricedLine], *, uses: int, now: datetime) -> str:
    """
    Why a coupon does not hold for these goods now; empty where it does.

    :param uses: in how many orders this person holds it already.
    """
    return _by_time(coupon, now) or _by_limits(coupon, uses) or _by_goods(coupon, lines)


def used_up(coupon: Coupon) -> str:
    return _("%(code)s was used as often as it could be.") % {"code": coupon.code}


def used_before(coupon: Coupon) -> str:
    return _("You have used %(code)s before.") % {"code": coupon.code}


def _by_time(coupon: Coupon, now: datetime) -> str:
    values = {"code": coupon.code}
    if not coupon.is_active:
        return _("%(code)s does not hold any more.") % values
    if now < coupon.starts_at:
        return _("%(code)s holds from %(day)s on.") % (values | {"day": _day(coupon.starts_at)})
    if coupon.ends_at is not None and now >= coupon.ends_at:
        return _("%(code)s ended on %(day)s.") % (values | {"day": _day(coupon.ends_at)})
    return ""


def _by_limits(coupon: Coupon, uses: int) -> str:
    if coupon.total_limit is not None and coupon.used >= coupon.total_limit:
        return used_up(coupon)
    if coupon.per_user_limit is not None and uses >= coupon.per_user_limit:
        return used_before(coupon)
    return ""


def _by_goods(coupon: Coupon, lines: Sequence[PricedLine]) -> str:
    goods = goods_of(lines, rule(coupon))
    values = {"code": coupon.code, "shop": coupon.seller.name if coupon.seller else ""}
    if coupon.seller and not any(line.seller_id == coupon.seller_id for line in lines):
        return _("%(code)s is for goods of %(shop)s, and there are none in your basket.") % values
    if goods >= coupon.minimum:
        return ""
    values |= {"from": money.shown(coupon.minimum), "missing": money.shown(coupon.minimum - goods)}
    if coupon.seller:
        return _("%(code)s holds for goods of %(shop)s from %(from)s. %(missing)s are missing.") % values
    return _("%(code)s holds for goods from %(from)s. %(missing)s are missing.") % values


def _day(moment: datetime) -> str:
    return dates.shown(timezone.localtime(moment), "j M Y")

"""Which of several discounts counts, and why, in words for the seller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from catalog.models import Discount, DiscountKind
from catalog.pricing.price import best, is_running, reduced
from shop.core import dates, money


@dataclass(frozen=True, slots=True)
class Standing:
    """A discount beside the others that reach the same product: `price` is what it alone would leave to pay."""

    discount: Discount
    price: Decimal
    is_running: bool
    wins: bool
    why: str


def standings(list_price: Decimal, discounts: Sequence[Discount], *, now: datetime) -> list[Standing]:
    """How each discount of a product stands now or, where it is still to come, when it begins; the winner first."""
    found = [_standing(list_price, one, discounts, now) for one in discounts if not _is_over(one, now)]
    return sorted(found, key=lambda one: (not one.is_running, not one.wins, one.discount.starts_at, one.discount.pk))


def _standing(list_price: Decimal, one: Discount, all_: Sequence[Discount], now: datetime) -> Standing:
    runs = is_running(one, now)
    at = now if runs else one.starts_at
    rivals = [other for other in all_ if is_running(other, at)]
    price = best(list_price, None, rivals, now=at)
    winner = next((other for other in rivals if other.pk == price.discount_id), None)
    own, wins = reduced(list_price, one), winner is not None and winner.pk == one.pk
    return Standing(one, own, runs, wins, _why(one, own, winner, price.unit_price, len(rivals), runs))


def _why(one: Discount, own: Decimal, winner: Discount | None, paid: Decimal, rivals: int, runs: bool) -> str:
    values = {
        "own": money.shown(own),
        "paid": money.shown(paid),
        "winner": described(winner) if winner else "",
        "day": dates.shown(timezone.localtime(one.starts_at), "j M, H:i"),
    }
    if winner is None:
        return _("Takes nothing off this price.")
    if winner.pk != one.pk and own == paid:
        text = _("Counts for nothing here: “%(winner)s” leaves the same %(paid)s and is older.")
    elif winner.pk != one.pk and runs:
        text = _("Does not count now: %(own)s is more than the %(paid)s of “%(winner)s”.")
    elif winner.pk != one.pk:
        text = _("Will not count when it begins: %(own)s is more than the %(paid)s of “%(winner)s”.")
    elif not runs:
        text = _("Buyers pay %(paid)s from %(day)s on.")
    elif rivals > 1:
        text = _("Counts now: of all it leaves the least to pay, %(paid)s.")
    else:
        text = _("Counts now: buyers pay %(paid)s.")
    return text % values


def _is_over(discount: Discount, now: datetime) -> bool:
    return discount.removed_at is not None or (discount.ends_at is not None and discount.ends_at <= now)


def taken(discount: Discount) -> str:
    """ "20%" or "€5.00"."""
    if discount.kind == DiscountKind.PERCENT:
        return _("%(value)s%%") % {"value": formats.number_format(discount.value.normalize(), use_l10n=True)}
    return money.shown(discount.value)


def described(discount: Discount) -> str:
    """ "20% off Kitchen"."""
    values = {"taken": taken(discount)}
    if discount.product_id is not None:
        return _("%(taken)s off this product") % values
    if discount.category is not None:
        return _("%(taken)s off %(category)s") % {**values, "category": discount.category.name}
    return _("%(taken)s off the whole shop") % values

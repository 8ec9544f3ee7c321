"""Discounts of a shop that meet: in time and in what they reach. Which one counts there, in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import Discount, DiscountKind
from catalog.pricing.standing import described, taken
from shop.core import money

MOST_NAMED = 3


def overlaps(discounts: Sequence[Discount]) -> dict[int, list[str]]:
    """
    Sentences about the others that each discount meets, by its id; at most `MOST_NAMED`, then how many more.

    :param discounts: with `category` and `product__category` fetched.
    """
    return {one.pk: _named(list(_met(one, discounts))) for one in discounts}


def _named(texts: list[str]) -> list[str]:
    more = len(texts) - MOST_NAMED
    return [*texts[:MOST_NAMED], _("and %(count)d more") % {"count": more}] if more > 0 else texts


def _met(one: Discount, others: Sequence[Discount]) -> Iterator[str]:
    for other in others:
        if other.pk != one.pk and _meet_in_time(one, other) and _meet_in_reach(one, other):
            yield _sentence(one, other)


def _sentence(one: Discount, other: Discount) -> str:
    name = {"other": _name(other)}
    if one.kind == other.kind:
        wins = (one.value, -one.pk) > (other.value, -other.pk)
        text = (
            _("Overlaps with “%(other)s”: this one counts, since it takes more off.")
            if wins
            else _("Overlaps with “%(other)s”: that one counts, since it takes more off.")
        )
        if one.value == other.value:
            text = _("Overlaps with “%(other)s”: both take off the same, they do not add up.")
        return text % name
    percent, amount = (one, other) if one.kind == DiscountKind.PERCENT else (other, one)
    text = _("Overlaps with “%(other)s”: below %(limit)s the %(amount)s count, above it the %(percent)s.")
    limit = money.rounded(amount.value * 100 / percent.value)
    return text % {**name, "limit": money.shown(limit), "amount": taken(amount), "percent": taken(percent)}


def _name(discount: Discount) -> str:
    if discount.product is None:
        return described(discount)
    return _("%(taken)s off “%(title)s”") % {"taken": taken(discount), "title": discount.product.title}


def _meet_in_time(one: Discount, other: Discount) -> bool:
    ends: list[datetime] = [moment for moment in (one.ends_at, other.ends_at) if moment is not None]
    return max(one.starts_at, other.starts_at) < min(ends) if ends else True


def _meet_in_reach(one: Discount, other: Discount) -> bool:
    if one.product_id is not None and other.product_id is not None:
        return one.product_id == other.product_id
    return _within(_path(other), _top(one)) or _within(_path(one), _top(other))


def _top(discount: Discount) -> str | None:
    """The path below which everything is reached; "" is the whole shop, None a single product."""
    if discount.product_id is not None:
        return None
    return discount.category.path if discount.category else ""


def _path(discount: Discount) -> str:
    """Where the discount, or its product, stands in the tree."""
    if discount.product is not None:
        return discount.product.category.path if discount.product.category else ""
    return discount.category.path if discount.category else ""


def _within(path: str, top: str | None) -> bool:
    return top is not None and (top == "" or path == top or path.startswith(f"{top}/"))

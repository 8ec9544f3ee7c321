"""What buyers do with what they have bought: order the same things again, say what they think of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cart import operations as cart_operations
from cart.models import Cart
from catalog import reviews
from catalog.models import Review
from orders.models import Order, OrderLine
from orders.states import ParcelStatus
from shop.core import errors


class NotReviewable(errors.DomainError):
    """Only who bought a thing, and only once it has arrived, may review it."""


@dataclass(frozen=True)
class Again:
    """What came into the basket: `left_out` are sentences about what did not, or not in full."""

    added: int
    left_out: list[str]


@transaction.atomic
def buy_again(*, order: Order, cart: Cart, by: User | None, now: datetime) -> Again:
    """
    Put everything of an order into a basket, at today's prices, as far as it can still be had.

    :raises cart_operations.NotOpen: where the basket is being ordered at this moment.
    """
    added, left_out = 0, []
    for line in order.lines.select_related("variant__product__seller", "variant__stock").order_by("id"):
        try:
            if line.variant is None:
                raise cart_operations.NotForSale(_gone(line.title))
            kept = cart_operations.add(cart=cart, variant=line.variant, quantity=line.quantity, by=by, now=now)
        except (cart_operations.NotForSale, cart_operations.SoldOut, cart_operations.BasketFull) as error:
            left_out.append(error.message)
        else:
            added += 1
            if kept.is_clamped:
                left_out.append(_fewer(line.title, kept.quantity))
    return Again(added, left_out)


@transaction.atomic
def review(*, line: OrderLine, stars: int, text: str, by: User, now: datetime) -> Review:
    """
    Review something that arrived, once per bought line.

    :raises NotReviewable: for who did not buy it, before it arrived, and where the product is gone for good.
    :raises reviews.ReviewedAlready: the second time.
    """
    line = OrderLine.objects.select_related("order", "parcel", "product").get(pk=line.pk)
    arrived = line.parcel.status == ParcelStatus.DELIVERED
    if line.order.buyer_id != by.pk or not arrived or line.product is None:
        raise NotReviewable(_("You can review what you bought once it has arrived."))
    return reviews.add_review(
        product=line.product,
        purchase=f"line:{line.pk}",
        author=by,
        author_name=_shown_name(by),
        stars=stars,
        text=text,
        now=now,
    )


def _shown_name(user: User) -> str:
    """The first name only, and never the address that stands in where no name was given."""
    return user.first_name if user.full_name.strip() else _("A buyer")


def _gone(title: str) -> str:
    return _("“%(title)s” is no longer offered.") % {"title": title}


def _fewer(title: str, quantity: int) -> str:
    return _("“%(title)s”: only %(quantity)d left, so that many are in your basket.") % {
        "title": title,
        "quantity": quantity,
    }

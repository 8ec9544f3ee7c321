"""What orders know of people: taken along with "download my data", without the person after "delete my account"."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.erasure import CannotErase
from catalog.models import Review
from orders import queries
from orders.models import Order, Parcel
from orders.states import ParcelStatus
from shop.core import crypto

_ENDED = (ParcelStatus.DELIVERED, ParcelStatus.CANCELLED, ParcelStatus.RETURNED)


def orders(user: User) -> list[dict[str, Any]]:
    """Every order with its address and what was bought, the newest first."""
    rows = queries.orders_visible_to(user).prefetch_related("lines", "parcels").order_by("-placed_at", "-id")
    return [
        {
            "number": order.number,
            "placed_at": order.placed_at,
            "status": order.status,
            "email": order.email,
            "address": order.parts(),
            "note": order.note,
            "payment_method": order.payment_method,
            "total": f"{order.total} {order.currency}",
            "lines": [
                {"sku": line.sku, "title": line.title, "quantity": line.quantity, "unit_price": str(line.unit_price)}
                for line in order.lines.all()
            ],
        }
        for order in rows
    ]


def reviews(user: User) -> list[dict[str, Any]]:
    rows = Review.objects.filter(author=user).select_related("product").order_by("-created_at", "-id")
    return [
        {"product": row.product.title, "stars": row.stars, "text": row.text, "written_at": row.created_at}
        for row in rows
    ]


def erase(user: User) -> None:
    """
    Contact and note go; name and postal address stay on the invoices that the law makes the shops keep. Reviews stay
    without a name.

    :raises CannotErase: while parcels are on their way, which nobody could be told about any more.
    """
    mine = Order.objects.of(user)
    if Parcel.objects.filter(order__in=mine).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("Parcels are on their way to you. Delete your account once they have arrived."))
    nowhere = f"erased-{user.pk}@erased.invalid"
    rows = mine.filter(~Q(email_index=crypto.blind_index(nowhere)))
    rows.update(email=nowhere, email_index=crypto.blind_index(nowhere), phone="", note="")
    Review.objects.filter(author=user).update(author=None, author_name=_("A buyer"))

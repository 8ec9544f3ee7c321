"""What baskets know of people: taken along with "download my data", removed with "delete my account"."""

from typing import Any

from accounts.models import User
from cart.models import Cart, CartState, SavedItem


def rows(user: User) -> list[dict[str, Any]]:
    """The open basket with the address that waits in it."""
    found = Cart.objects.open().filter(user=user).prefetch_related("lines__variant__product")
    return [
        {
            "created_at": cart.created_at,
            "changed_at": cart.changed_at,
            "checkout": cart.draft,
            "lines": [
                {"title": line.variant.product.title, "sku": line.variant.sku, "quantity": line.quantity}
                for line in cart.lines.all()
            ],
        }
        for cart in found
    ]


def saved(user: User) -> list[dict[str, Any]]:
    """The wish list."""
    rows = SavedItem.objects.filter(user=user).select_related("variant__product").order_by("id")
    return [
        {"saved_at": row.saved_at, "title": row.variant.product.title, "sku": row.variant.sku, "price": row.price_seen}
        for row in rows
    ]


def erase(user: User) -> None:
    """Baskets go, whatever became of them, and the wish list; an order has its own copy of everything."""
    Cart.objects.filter(user=user).delete()
    SavedItem.objects.filter(user=user).delete()


def forgotten_drafts() -> list[str]:
    """For `manage.py reconcile`: an ordered basket has no use for an address any more."""
    kept = Cart.objects.filter(state=CartState.ORDERED).with_draft()
    return [f"basket {pk}: ordered, and its draft is still there" for pk in kept.values_list("pk", flat=True)]


HANDED_OUT = {
    "cart.Cart.user": "basket",
    "cart.Cart.sealed_draft": "basket",
    "cart.SavedItem.user": "saved things",
}

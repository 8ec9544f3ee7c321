"""What baskets know of people: taken along with "download my data", removed with "delete my account"."""

from typing import Any

from accounts.models import User
from cart.models import Cart, CartState


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


def erase(user: User) -> None:
    """Baskets go, whatever became of them; an order that came from one has its own copy of everything."""
    Cart.objects.filter(user=user).delete()


def forgotten_drafts() -> list[str]:
    """For `manage.py reconcile`: an ordered basket has no use for an address any more."""
    kept = Cart.objects.filter(state=CartState.ORDERED).with_draft()
    return [f"basket {pk}: ordered, and its draft is still there" for pk in kept.values_list("pk", flat=True)]

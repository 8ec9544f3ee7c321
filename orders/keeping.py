"""A guest keeps an order: one password makes an account of it."""

from datetime import datetime

from django.db import transaction

from accounts import operations as account_operations
from accounts.models import User, normal_email
from orders.models import Order


def may_keep(order: Order) -> bool:
    """Whether it belongs to no account yet."""
    return order.buyer_id is None


@transaction.atomic
def keep_order(*, order: Order, password: str, now: datetime) -> None:
    """
    Sign the buyer up under the order's address and put the order into the new account.

    As with every sign-up nothing opens before the mailed link is followed, and an address that has an account already
    answers the same: its owner gets a mail, and the order stays where it is.
    """
    order = Order.objects.locked().get(pk=order.pk)
    account_operations.register(email=order.email, password=password, full_name=order.full_name, now=now)
    user = User.objects.get(email=normal_email(order.email))
    if order.buyer_id is None and user.awaits_activation:
        order.buyer = user
        order.save(update_fields=["buyer"])

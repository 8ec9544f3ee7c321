"""To whom a mail about an order goes, in whose words, and that it goes once."""

from typing import Any

from accounts.models import Seller
from orders import tracking
from orders.emails.once import once
from orders.models import Order
from shop.core import mail


def to_buyer(name: str, order: Order, *, about: str, **context: Any) -> None:
    """
    In the language of the order, with the link to its page (for a guest the secret one).

    :param about: what happened, such as "parcel:17": with the mail's name it is what the mail is sent once for.
    """
    facts = {"order": order, "url": mail.absolute(tracking.page_of(order)), **context}

    def send() -> None:
        with mail.language(order.language):
            mail.send(name, to=order.email, context=facts)

    once(f"{name}:{about}", send)


def to_shop(name: str, seller: Seller, *, about: str, path: str, **context: Any) -> None:
    """
    With the link to a page of the desk, and in its language.

    :param about: see `to_buyer`.
    """
    facts = {"seller": seller, "url": mail.absolute(path), **context}

    def send() -> None:
        with mail.language(""):
            mail.send(name, to=seller.user.email, context=facts)

    once(f"{name}:{about}", send)

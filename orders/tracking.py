"""
The secret link by which a guest reads an order: `/track/<token>/`.

The token is the order's id and an HMAC-SHA256 over id and `link_version` under the shop's key, so that nothing has to
be stored and every link that was sent dies when the version is raised.
"""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from orders.models import Order

_SALT = "orders.tracking"
# 160 bits: 27 characters that nobody guesses.
SIGNATURE_BYTES = 20
LONGEST_TOKEN = 60


def token(order: Order) -> str:
    """The token of an order's link, made of letters, digits, `-` and `_`."""
    return f"{order.pk:x}.{_signature(order.pk, order.link_version)}"


def path(order: Order) -> str:
    """The address of the page; the mails put BASE_URL before it."""
    return f"/track/{token(order)}/"


def page_of(order: Order) -> str:
    """Where the buyer reads an order: its page in their account, or the secret link while they cannot sign in."""
    return order.get_absolute_url() if order.buyer is not None and order.buyer.is_active else path(order)


def order_of(text: str) -> Order | None:
    """The order of a token, or None for anything that is not one of ours. Compares in constant time."""
    number, dot, signature = text.partition(".")
    if not dot or len(text) > LONGEST_TOKEN or not text.isascii():
        return None
    try:
        pk = int(number, 16)
    except ValueError:
        return None
    order = Order.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    # An order that does not exist costs the same work as one that does.
    expected = _signature(pk, order.link_version if order else 0)
    return order if constant_time_compare(signature, expected) and order else None


def _signature(pk: int, version: int) -> str:
    digest = salted_hmac(_SALT, f"{pk}:{version}", algorithm="sha256")
    return base64.urlsafe_b64encode(digest.digest()[:SIGNATURE_BYTES]).decode().rstrip("=")

"""
Signed messages: HMAC-SHA256 over `timestamp.body`, as providers of hosted payment pages do it.

The header reads `t=1700000000,v1=<hex>`. The signature is checked over the raw bytes before anything is parsed, and
the timestamp may be off by five minutes in either direction: an old message may be a replay, one from the future was
signed by a clock that nobody can trust.
"""

import hashlib
import hmac
from datetime import datetime

from django.utils.translation import gettext as _

from orders.payments.protocol import BadWebhook

TOLERANCE_S = 300


def sign(body: bytes, *, secret: str, now: datetime) -> str:
    """The value of the signature header."""
    timestamp = int(now.timestamp())
    return f"t={timestamp},v1={_digest(body, timestamp, secret)}"


def check(body: bytes, header: str, *, secret: str, now: datetime) -> None:
    """:raises BadWebhook: for a signature that is missing, wrong, or of another time."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    text, given = parts.get("t", ""), parts.get("v1", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise BadWebhook(_("The signature is missing or malformed."))
    timestamp = int(text)
    if not hmac.compare_digest(given.encode(), _digest(body, timestamp, secret).encode()):
        raise BadWebhook(_("The signature does not match."))
    if abs(now.timestamp() - timestamp) > TOLERANCE_S:
        raise BadWebhook(_("The message is too old, or from the future."))


def _digest(body: bytes, timestamp: int, secret: str) -> str:
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()

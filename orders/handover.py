"""
The four digits that the buyer gives the courier at the door.

The code is derived, never stored: HMAC-SHA256 under HANDOVER_KEY over the parcel's id and its nonce, reduced to
0000-9999 (the 2³² values of four bytes spread over 10,000 codes with a bias below 10⁻⁵). A new nonce makes a new code.
Only the buyer's own pages call `code`; the courier's screen and the staff site never do.
"""

import hashlib
import hmac
import secrets

from django.conf import settings

from orders.models import Parcel
from orders.states import ParcelStatus

DIGITS = 4
# Wrong tries after which the hand-over is locked until somebody of the office opens it.
MOST_TRIES = 5


def new_nonce() -> str:
    """What a new parcel gets, and a parcel whose hand-over is opened again."""
    return secrets.token_hex(16)


def code(parcel: Parcel) -> str:
    """The code of a parcel, such as "0427"."""
    message = f"handover:{parcel.pk}:{parcel.code_nonce}".encode()
    digest = hmac.new(settings.HANDOVER_KEY.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:4], 'big') % 10**DIGITS:0{DIGITS}d}"


def matches(parcel: Parcel, text: str) -> bool:
    """Whether `text`, with or without spaces, is the code. Takes as long for a wrong as for a right one."""
    return hmac.compare_digest("".join(text.split()).encode(), code(parcel).encode())


def is_shown(parcel: Parcel) -> bool:
    """Whether the buyer sees the code: while it is on its way to the door and the hand-over is not locked."""
    on_its_way = parcel.status == ParcelStatus.OUT_FOR_DELIVERY
    return bool(on_its_way and not parcel.by_carrier and parcel.code_locked_at is None)

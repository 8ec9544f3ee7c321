"""
Order numbers such as 4821-9035: unique, short enough to read out, and silent about how much is sold.

The sequence `orders_number` counts; a Feistel network over the decimal digits (a keyed permutation, see Black and
Rogaway, "Ciphers with Arbitrary Finite Domains", 2002) scrambles the count. Every count gives another number.
"""

import hashlib

from django.db import connection

HALF_DIGITS = 4
ROUNDS = 4
# Not a secret, only a scrambler: it must never change, or numbers would come twice.
_KEY = b"millrow order numbers, 2026"


def next_number() -> str:
    """The number of the next order. Gaps are normal: a count is used up even where the order was rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orders_number')")
        row = cursor.fetchone()
    return scrambled(int(row[0]))


def scrambled(count: int) -> str:
    """The number of the `count`-th order (from 1); eight digits for a hundred million orders, then ten, and so on."""
    half = HALF_DIGITS
    while count >= 100**half:
        half += 1
    left, right = divmod(count, 10**half)
    for step in range(ROUNDS):
        left, right = right, (left + _round(step, right, half)) % 10**half
    return f"{left:0{half}d}-{right:0{half}d}"


def _round(step: int, value: int, half: int) -> int:
    digest = hashlib.blake2b(f"{half}:{step}:{value}".encode(), key=_KEY, digest_size=8).digest()
    return int.from_bytes(digest, "big") % int(10**half)

"""
Money: `Decimal` with the currency's places, rounded half up, never a float.

Amounts are plain decimals in the shop's one currency (`settings.CURRENCY`); an order keeps a copy of it.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.conf import settings
from django.utils.translation import get_language
from pydantic import BaseModel

from shop.core import numbers

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF\u00a0"}
# By language, as Unicode's CLDR has them. An Arabic amount begins with a mark of direction, which keeps it whole after
# words of the other direction, and its minus stays before the digits by another one.
_PATTERNS = {"de": "{minus}{number}\u00a0{after}", "ar": "\u200f{minus}{number}\u00a0{after}"}
_MINUS = {"ar": "\u200e−"}
# Twelve digits in the database, two of them decimals.
LARGEST = Decimal("9999999999.99")


class MoneyOut(BaseModel):
    """How the API writes an amount: `{"amount": "19.99", "currency": "EUR"}`."""

    amount: str
    currency: str


def rounded(amount: Decimal) -> Decimal:
    """The amount in whole cents, half up (1.005 → 1.01)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """`percent` (20 means 20 %) of an amount, in whole cents."""
    return rounded(amount * percent / 100)


def percent_off(before: Decimal, after: Decimal) -> int:
    """The reduction in whole percent, half up; at least 1 where there is any, and 100 only for what is free."""
    if after >= before:
        return 0
    exact = (before - after) * 100 / before
    return max(1, min(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), 99 if after else 100))


def included_tax(gross: Decimal, percent: Decimal) -> Decimal:
    """The tax inside a gross amount, in whole cents."""
    return rounded(gross - gross / (1 + percent / 100))


def split(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """
    Split a total of whole cents by weights so that the parts add up to it (largest remainder, Hamilton's method).

    Ties go to the earlier part. Weights of zero get nothing, unless all are zero: then the parts are equal.

    :raises ValueError: for no weights with a total to share, or a negative weight.
    """
    if not weights:
        if total:
            raise ValueError("Nothing to split the amount over.")
        return []
    if min(weights) < 0:
        raise ValueError("Weights cannot be negative.")
    sign = -1 if total < 0 else 1
    cents = int(abs(total) / CENT)
    whole = sum(weights)
    shares = list(weights) if whole else [Decimal(1)] * len(weights)
    whole = whole or Decimal(len(weights))
    exact = [cents * share / whole for share in shares]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: cents - sum(parts)]:
        parts[index] += 1
    return [sign * part * CENT for part in parts]


def shown(amount: Decimal, currency: str | None = None) -> str:
    """
    The amount as a person reads it: `€1,234.50`; in German `1.234,50 €`, in Arabic the same with their own marks.
    """
    currency = currency or settings.CURRENCY
    language, symbol = get_language() or "", SYMBOLS.get(currency, currency + "\u00a0")
    return _PATTERNS.get(language, "{minus}{symbol}{number}").format(
        minus=_MINUS.get(language, "−") if amount < 0 else "",
        symbol=symbol,
        number=numbers.shown(rounded(abs(amount)), 2),
        after=symbol.strip("\u00a0"),
    )


def as_json(amount: Decimal, currency: str | None = None) -> MoneyOut:
    """The amount as the API writes it."""
    return MoneyOut(amount=f"{rounded(amount):f}", currency=currency or settings.CURRENCY)


def parsed(text: str) -> Decimal:
    """
    An amount that a person or a file wrote: `12.50`, `12,50`, `€ 1.234,50`, `1,234.50`.

    :raises ValueError: where it is no amount, has more than two decimals, is negative or too large.
    """
    bare = text.strip().strip("€$£").strip().replace("\u00a0", "").replace(" ", "").replace("'", "")
    if "," in bare and "." in bare:
        thousands = "," if bare.rindex(".") > bare.rindex(",") else "."
        bare = bare.replace(thousands, "")
    bare = bare.replace(",", ".")
    try:
        amount = Decimal(bare) if bare and all(c in "0123456789." for c in bare) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not ZERO <= amount <= LARGEST or amount != rounded(amount):
        raise ValueError(f"‘{text}’ is not a price. Use 12.50.")
    return rounded(amount)

"""Numbers as the reader's language writes them: 1,234 or 1.234."""

from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext


def shown(number: int | float | Decimal, places: int | None = None) -> str:
    """A number with its thousands set apart; `places` fixes its decimals."""
    return str(formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True))


def percent(value: Decimal) -> str:
    """A rate without empty decimals and with the language's sign: 19% or 19 %."""
    plain = value.normalize() if value else Decimal(0)
    return gettext("%(percent)s%%") % {"percent": formats.number_format(plain, use_l10n=True)}


def signed(number: int) -> str:
    """A change: +3, −1 with a real minus, 0."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + shown(abs(number))

"""Numbers as the reader's language writes them: 1,234 or 1.234."""

from decimal import Decimal

from django.utils import formats


def shown(number: int | float | Decimal, places: int | None = None) -> str:
    """A number with its thousands set apart; `places` fixes its decimals."""
    return str(formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True))

"""
What was paid for so many pieces of a line, and for bringing a parcel: by it money goes back, to the cent.

Amounts come from the order's own copies. Pieces are a share of what is left of their line, so that taking back a line
piece by piece gives exactly what the whole line cost, less what was let off. Whatever is not goods is the delivery.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orders.models import OrderLine, Parcel
from shop.core import money

# An amount by the id of a line; None is the delivery.
Left = dict[int | None, Decimal]


@dataclass(frozen=True)
class Part:
    """
    What a refund is made of: pieces of a line, or (without a line) the delivery of the parcel.

    :ivar quantity: none for the delivery, and where only the price is reduced.
    :ivar restock: whether the pieces go back on the shelf.
    :ivar is_goodwill: the price is reduced, and nothing comes back for it.
    """

    line: OrderLine | None
    quantity: int
    amount: Decimal
    restock: bool = False
    is_goodwill: bool = False


def of_line(line: OrderLine, parcel: Parcel) -> Decimal:
    """What the buyer paid for all pieces of a line, tax included."""
    goods: Decimal = line.line_total - line.discount
    return goods if parcel.order.prices_include_tax else goods + line.tax


def of_pieces(line: OrderLine, left: Decimal, quantity: int) -> Decimal:
    """
    What goes back for so many pieces of a line: their share of what is left of its money.

    :param left: see `left`; of the last piece, all of it.
    """
    pieces = line.quantity - line.refunded_quantity
    return money.rounded(left * quantity / pieces) if pieces else money.ZERO


def of_delivery(parcel: Parcel, lines: Iterable[OrderLine]) -> Decimal:
    """What the buyer paid for bringing a parcel."""
    return parcel.total - sum((of_line(line, parcel) for line in lines), money.ZERO)


def left(parcel: Parcel, lines: Sequence[OrderLine], gone: Iterable[tuple[int | None, Decimal]]) -> Left:
    """
    What was paid and did not go back, by the id of the line; None is the delivery.

    :param gone: amounts that were promised back, by the same ids.
    """
    found: Left = {line.pk: of_line(line, parcel) for line in lines}
    found[None] = of_delivery(parcel, lines)
    for key, amount in gone:
        found[key] -= amount
    return found


def reduction(amount: Decimal, of: Left) -> Left:
    """
    An amount that is let off a whole parcel, split by what is left of its lines and its delivery, so that each part
    carries its own rate of tax. Largest remainder; what comes to nothing is left out.
    """
    keys = sorted(of, key=lambda key: (key is None, key))
    shares = zip(keys, money.split(amount, [of[key] for key in keys]), strict=True)
    return {key: share for key, share in shares if share}


def net(line: OrderLine, parcel: Parcel, amount: Decimal) -> Decimal:
    """The net goods inside an amount that was paid for pieces of a line, not rounded: the base of the commission."""
    paid = of_line(line, parcel)
    return amount * (paid - line.tax) / paid if paid else money.ZERO

"""
What was paid for so many pieces of a line, and for bringing a parcel: by it money goes back, to the cent.

Amounts come from the order's own copies. Parts of a line are differences of a running sum, so that taking back a line
piece by piece gives exactly what the whole line cost. Whatever is not goods is the delivery.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from orders.models import OrderLine, Parcel
from shop.core import money


@dataclass(frozen=True)
class Part:
    """
    What a refund is made of: pieces of a line, or (without a line) the delivery of the parcel.

    :ivar restock: whether the pieces go back on the shelf.
    """

    line: OrderLine | None
    quantity: int
    amount: Decimal
    restock: bool = False


def of_line(line: OrderLine, parcel: Parcel) -> Decimal:
    """What the buyer paid for all pieces of a line, tax included."""
    goods: Decimal = line.line_total - line.discount
    return goods if parcel.order.prices_include_tax else goods + line.tax


def of_pieces(line: OrderLine, parcel: Parcel, quantity: int) -> Decimal:
    """What was paid for the next so many pieces of a line, after those whose money went back before."""
    paid = of_line(line, parcel)
    before = line.refunded_quantity
    return _share(paid, before + quantity, line.quantity) - _share(paid, before, line.quantity)


def _share(paid: Decimal, pieces: int, of: int) -> Decimal:
    return money.rounded(paid * pieces / of)


def of_delivery(parcel: Parcel, lines: Iterable[OrderLine]) -> Decimal:
    """What the buyer paid for bringing a parcel."""
    return parcel.total - sum((of_line(line, parcel) for line in lines), money.ZERO)


def net(line: OrderLine, parcel: Parcel, amount: Decimal) -> Decimal:
    """The net goods inside an amount that was paid for pieces of a line, not rounded: the base of the commission."""
    paid = of_line(line, parcel)
    return amount * (paid - line.tax) / paid if paid else money.ZERO

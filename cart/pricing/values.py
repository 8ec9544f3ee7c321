"""The values of a price: what is put in, and the quote that comes out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cart.pricing.reductions import Reduction
from catalog.delivery import Tariff
from shop.core.money import ZERO


@dataclass(frozen=True)
class PricedLine:
    """One variant in a basket with its price of now. `tax_percent`: 19 means 19 %. `weight_g`: of one piece."""

    variant_id: int
    product_id: int
    seller_id: int
    sku: str
    title: str
    options_text: str
    quantity: int
    list_price: Decimal
    unit_price: Decimal
    tax_percent: Decimal
    weight_g: int = 0


@dataclass(frozen=True)
class DeliveryChoice:
    """
    How one seller's parcel travels: price as shown, promised days, tax on the charge.

    :ivar tariff: from which the price comes, with `weight_g`, for the explanation.
    """

    rate_id: int
    name: str
    method: str
    price: Decimal
    arrives_from: date
    arrives_to: date
    area_id: int | None
    tax_percent: Decimal
    tariff: Tariff | None = None
    weight_g: int = 0


@dataclass(frozen=True)
class LineQuote:
    """:ivar discount: this line's share of the coupon."""

    line: PricedLine
    line_total: Decimal
    discount: Decimal
    tax: Decimal


@dataclass(frozen=True)
class ParcelQuote:
    """
    One seller's part. `delivery` is None where nothing was chosen or nobody delivers: the charge is then zero.

    :ivar delivery_price: what the buyer pays, after `delivery_off` of a coupon.
    """

    seller_id: int
    lines: tuple[LineQuote, ...]
    items_total: Decimal
    discount_total: Decimal
    delivery: DeliveryChoice | None
    delivery_price: Decimal
    delivery_off: Decimal
    delivery_tax: Decimal
    tax_total: Decimal
    total: Decimal
    prices_include_tax: bool

    @property
    def net_goods(self) -> Decimal:
        """Goods after discount without their tax: what commission is taken of."""
        paid = self.items_total - self.discount_total
        return paid - sum((line.tax for line in self.lines), ZERO) if self.prices_include_tax else paid


@dataclass(frozen=True)
class Quote:
    """
    The whole basket. Each total is the sum over the parcels.

    :ivar coupon: the one that was given and takes something off; None otherwise.
    """

    currency: str
    prices_include_tax: bool
    parcels: tuple[ParcelQuote, ...]
    items_total: Decimal
    discount_total: Decimal
    delivery_total: Decimal
    delivery_off: Decimal
    tax_total: Decimal
    total: Decimal
    coupon: Reduction | None

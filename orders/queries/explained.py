"""
The stored steps of a price (`cart.pricing.explanation`) as rows that people read: buyer, shop and office see the same.

A shop is shown its own parcel only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.delivery import Tariff
from orders.models import Order, Parcel
from shop.core import money


@dataclass(frozen=True)
class Row:
    """:ivar is_note: an amount that is inside others and not added."""

    label: str
    amount: Decimal
    detail: str = ""
    is_note: bool = False
    is_sum: bool = False


@dataclass
class Part:
    """One parcel. `shop` is empty where there is only one to show."""

    shop: str
    rows: list[Row] = field(default_factory=list)


def of(order: Order, *, parcel: Parcel | None = None) -> list[Part]:
    """
    The explanation of an order, or of one parcel of it; empty where none was kept.

    :param parcel: what its shop may see.
    """
    parcels = [parcel] if parcel else sorted(order.parcels.all(), key=lambda one: one.pk)
    parts = {one.seller_id: Part(one.seller.name if len(parcels) > 1 else "") for one in parcels}
    try:
        return _filled(parts, order)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
        # Not steps as we write them: `manage.py reconcile` names such an order.
        return []


def _filled(parts: dict[int, Part], order: Order) -> list[Part]:
    words = _Words(order.currency, order.coupon_code)
    seller_id = None
    for step in order.explanation:
        seller_id = step.get("seller_id", seller_id)
        write = _ROWS.get(step["step"])
        row = write(words, step, Decimal(step["amount"])) if write is not None and seller_id in parts else None
        if row is not None and (row.amount or not row.is_note):
            parts[seller_id].rows.append(row)
    return [part for part in parts.values() if part.rows]


@dataclass(frozen=True)
class _Words:
    currency: str
    code: str

    def shown(self, amount: Any) -> str:
        return money.shown(Decimal(amount), self.currency)

    def line(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        values = {"price": self.shown(step["unit_price"]), "was": self.shown(step["list_price"])}
        is_reduced = Decimal(step["unit_price"]) < Decimal(step["list_price"])
        detail = _("%(price)s each, reduced from %(was)s") if is_reduced else _("%(price)s each")
        return Row(f"{step['quantity']} × {step['title']}", amount, detail % values)

    def share(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        return Row(_("Coupon %(code)s") % {"code": self.code}, -amount, _("the share of this line"))

    def tax(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        values = {"percent": formats.number_format(Decimal(step["percent"]).normalize()), "of": self.shown(step["of"])}
        if step["included"]:
            return Row(_("%(percent)s%% tax, contained in %(of)s") % values, amount, is_note=True)
        return Row(_("%(percent)s%% tax on %(of)s") % values, amount)

    def delivery(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        return Row(_("Delivery: %(name)s") % {"name": step["name"]}, amount, self._by_tariff(step, amount))

    def delivery_off(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        return Row(_("Coupon %(code)s") % {"code": self.code}, -amount, _("free delivery"))

    def parcel(self, step: Mapping[str, Any], amount: Decimal) -> Row:
        return Row(_("This parcel"), amount, is_sum=True)

    def _by_tariff(self, step: Mapping[str, Any], amount: Decimal) -> str:
        if "base" not in step:
            return ""
        if step["free_over"] is not None and Decimal(step["of"]) >= Decimal(step["free_over"]):
            return _("free for goods from %(from)s") % {"from": self.shown(step["free_over"])}
        tariff = Tariff(Decimal(step["base"]), None, int(step["included_g"]), Decimal(step["per_kg"]))
        kilos = tariff.further_kilos(int(step["weight_g"])) if tariff.per_kg else 0
        if not kilos:
            return ""
        values = {"base": self.shown(tariff.base), "per_kg": self.shown(tariff.per_kg), "kilos": kilos}
        values |= {"weight": formats.number_format(Decimal(step["weight_g"]) / 1000)}
        text = ngettext(
            "%(weight)s kg: %(base)s, and %(per_kg)s for one further kilogram",
            "%(weight)s kg: %(base)s, and %(per_kg)s for each of %(kilos)d further kilograms",
            kilos,
        )
        return text % values


_ROWS = {
    "line": _Words.line,
    "discount": _Words.share,
    "tax": _Words.tax,
    "delivery": _Words.delivery,
    "delivery_discount": _Words.delivery_off,
    "parcel": _Words.parcel,
}

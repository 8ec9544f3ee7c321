"""
The rows of the seller's lists as one form: what was typed beside what the page showed, and the ticked products.

Fields by variant id: `price-7`, `price_was-7`, `stock-7`, `was-7`. A field that was not sent is left alone, so that a
row that came to the page meanwhile loses nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from catalog import bulk, offers, stock
from catalog.forms import fields, pieces
from catalog.models import Variant
from shop.core import forms as core_forms
from shop.core import money

MOST_ROWS = 100


class ListForm(core_forms.Form):
    """
    :param variants: those that stand on the page, with product and stock.
    :param priced: whether their prices are fields, too.
    :ivar held: the variants whose stock was refused since open orders hold more, for the page to name these.
    """

    data: Any

    def __init__(self, data: Any = None, *, variants: Sequence[Variant], priced: bool = True) -> None:
        super().__init__(data)
        self.variants, self.priced = list(variants), priced
        self.held: list[Variant] = []
        for variant in self.variants:
            for name, field in self._fields_of(variant):
                if data is None or name in data:
                    self.fields[name] = field

    def _fields_of(self, variant: Variant) -> list[tuple[str, forms.Field]]:
        named = {"name": name_of(variant)}
        on_hand = variant.stock.on_hand
        found: list[tuple[str, forms.Field]] = [
            (f"stock-{variant.pk}", pieces.PiecesField(label=_("Stock of %(name)s") % named, initial=str(on_hand))),
            (f"was-{variant.pk}", _hidden_number(on_hand)),
        ]
        if self.priced:
            label, initial = _("Price of %(name)s") % named, variant.price or None
            price = fields.MoneyField(label=label, initial=initial, required=bool(variant.price))
            was = fields.MoneyField(required=False, initial=initial, widget=forms.HiddenInput)
            found += [(f"price-{variant.pk}", price), (f"price_was-{variant.pk}", was)]
        return found

    def bound(self, name: str, variant: Variant) -> BoundField | None:
        """A field of a row for the template; None where a posted page did not hold it."""
        key = f"{name}-{variant.pk}"
        return self[key] if key in self.fields else None

    def edits(self) -> list[bulk.Edit]:
        """Once valid: the rows of which something is no longer what the page showed."""
        found = (self._edit(variant) for variant in self.variants)
        return [edit for edit in found if edit != bulk.Edit(edit.variant)]

    def _edit(self, variant: Variant) -> bulk.Edit:
        typed = {name: self.cleaned_data.get(f"{name}-{variant.pk}") for name in ("price", "price_was", "stock", "was")}
        values: dict[str, Any] = {}
        if typed["price"] is not None and typed["price"] != typed["price_was"]:
            # An empty hidden field was an empty price: a draft without one.
            values |= {"price": typed["price"], "price_was": typed["price_was"] or money.ZERO}
        if typed["stock"] is not None and typed["stock"].is_change:
            values["change"] = typed["stock"].number
        elif typed["stock"] is not None and typed["stock"].number != typed["was"]:
            values |= {"on_hand": typed["stock"].number, "on_hand_was": typed["was"]}
        return bulk.Edit(variant, **values)

    def settle(self, refused: Sequence[bulk.Refusal], saved: Sequence[bulk.Edit]) -> None:
        """
        Note what was refused beside its row. The next save starts from what the stock or the price is now: the message
        names it. What was saved is shown as saved.
        """
        data = self.data.dict()
        faults = {(one.edit.variant.pk, one.field) for one in refused}
        for edit in saved:
            pk = edit.variant.pk
            now = Variant.objects.select_related("stock").get(pk=pk)
            if (pk, "stock") not in faults and f"stock-{pk}" in data:
                data |= {f"stock-{pk}": str(now.stock.on_hand), f"was-{pk}": str(now.stock.on_hand)}
            if (pk, "price") not in faults and f"price-{pk}" in data:
                data |= {f"price-{pk}": f"{now.price:.2f}", f"price_was-{pk}": f"{now.price:.2f}"}
        for one in refused:
            if isinstance(one.error, stock.ChangedMeanwhile):
                data[f"was-{one.edit.variant.pk}"] = str(one.error.current)
            elif isinstance(one.error, offers.PriceChanged):
                data[f"price_was-{one.edit.variant.pk}"] = f"{one.error.current:.2f}"
        self.data = data
        self.held = [one.edit.variant for one in refused if isinstance(one.error, stock.StockTooLow)]
        for one in refused:
            self.add_error(f"{one.field}-{one.edit.variant.pk}", one.error.message)


def ids(texts: Iterable[str]) -> list[int]:
    """Those of the texts that are ids, each once, in their order; at most `MOST_ROWS`."""
    found = (int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18)
    return list(dict.fromkeys(found))[:MOST_ROWS]


def name_of(variant: Variant) -> str:
    return f"{variant.product.title}, {variant.options_text}" if variant.options else variant.product.title


def _hidden_number(initial: int) -> fields.WholeNumberField:
    return fields.WholeNumberField(required=False, initial=initial, widget=forms.HiddenInput)

"""The stock table as a form: `stock-<variant id>` beside `was-<variant id>`, what the page showed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from catalog import stock
from catalog.desk import StockRow
from catalog.forms import fields
from catalog.models import Variant
from shop.core import errors
from shop.core import forms as core_forms


@dataclass(frozen=True, slots=True)
class Edit:
    """A row whose number was changed. Pieces on hand."""

    variant: Variant
    on_hand: int
    expected: int | None


class StockForm(core_forms.Form):
    data: Any

    def __init__(self, data: Any = None, *, rows: Sequence[StockRow]) -> None:
        super().__init__(data)
        self.rows = rows
        for row in rows:
            label = _("Stock of %(name)s") % {"name": _name(row.variant)}
            self.fields[f"stock-{row.variant.pk}"] = fields.WholeNumberField(
                label=label, min_value=0, max_value=stock.MOST_PIECES, initial=row.on_hand
            )
            self.fields[f"was-{row.variant.pk}"] = fields.WholeNumberField(
                required=False, initial=row.on_hand, widget=forms.HiddenInput
            )

    def pairs(self) -> Iterator[tuple[StockRow, BoundField, BoundField]]:
        """Each row with its two fields, for the template."""
        for row in self.rows:
            yield row, self[f"stock-{row.variant.pk}"], self[f"was-{row.variant.pk}"]

    def edits(self) -> list[Edit]:
        """Once valid: the rows whose number is no longer the one that the page showed."""
        found = []
        for row in self.rows:
            typed, was = (self.cleaned_data[f"{name}-{row.variant.pk}"] for name in ("stock", "was"))
            if typed != was:
                found.append(Edit(row.variant, typed, was))
        return found

    def refuse(self, edit: Edit, error: errors.DomainError) -> None:
        """Beside the row; the next save starts from what the stock is now, which the message names."""
        self.add_error(f"stock-{edit.variant.pk}", error.message)
        current = getattr(error, "current", None)
        if current is not None:
            self.data = {**self.data.dict(), f"was-{edit.variant.pk}": str(current)}


def _name(variant: Variant) -> str:
    return f"{variant.product.title}, {variant.options_text}" if variant.options else variant.product.title

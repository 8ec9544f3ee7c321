"""Which pieces of a parcel the money goes back for: for the office, which executes, and the shop, which proposes."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import OrderLine
from orders.refunding import Wish
from shop.core.forms import Form


class RefundForm(Form):
    """
    `pieces_7` and `restock_7` for the line 7, the delivery, why.

    `key` is made with the page and sent with it, so that a double click or a repeat is one refund.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    delivery = forms.BooleanField(label=gettext_lazy("The delivery charge, too"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write why.")},
    )

    def __init__(self, *args: Any, lines: Sequence[OrderLine], restocks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.pk: line for line in lines if line.quantity > line.refunded_quantity}
        for pk, line in self.lines.items():
            self.fields[f"pieces_{pk}"] = _pieces(line)
            if restocks:
                self.fields[f"restock_{pk}"] = forms.BooleanField(label=_("Back on the shelf"), required=False)
        self.order_fields([name for name in self.fields if name not in ("delivery", "reason")])

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                "pieces": self[f"pieces_{pk}"],
                "restock": self[f"restock_{pk}"] if f"restock_{pk}" in self.fields else None,
            }
            for pk, line in self.lines.items()
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not values.get("delivery") and not any(self._pieces(values).values()):
            raise forms.ValidationError(_("Choose what the money goes back for."))
        return values

    def _pieces(self, values: dict[str, Any]) -> dict[int, int]:
        return {pk: values[f"pieces_{pk}"] for pk in self.lines if values.get(f"pieces_{pk}")}

    def wish(self) -> Wish:
        """Only of a valid form."""
        values = self.cleaned_data
        pieces = self._pieces(values)
        return Wish(pieces, values["delivery"], frozenset(pk for pk in pieces if values.get(f"restock_{pk}")))


def _pieces(line: OrderLine) -> forms.TypedChoiceField:
    most = line.quantity - line.refunded_quantity
    return forms.TypedChoiceField(
        label=str(_("Pieces of %(title)s") % {"title": line.title}),
        coerce=int,
        required=False,
        choices=[(number, str(number)) for number in range(most + 1)],
    )

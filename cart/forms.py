"""What people type into a basket. A form checks and never writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cart.contents import PricedCart
from cart.models import LARGEST_QUANTITY
from cart.operations import Change
from shop.core.forms import Form

# More digits than any quantity has, yet not more than a database column takes.
LARGEST_ID = 2**63 - 1
_WHOLE_NUMBER = _("Enter a whole number, such as 1.")


def _quantity(smallest: int) -> forms.IntegerField:
    """What exceeds the largest quantity is cut to it, like everything that cannot be had."""
    errors = {"invalid": _WHOLE_NUMBER, "required": _WHOLE_NUMBER, "min_value": _WHOLE_NUMBER}
    return forms.IntegerField(label=_("Quantity"), min_value=smallest, initial=1, error_messages=errors)


class AddForm(Form):
    """A variant and a number of pieces, as product pages post them."""

    variant = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    quantity = _quantity(1)

    def clean_quantity(self) -> int:
        return min(int(self.cleaned_data["quantity"]), LARGEST_QUANTITY)


class BasketForm(Form):
    """
    The quantities of a basket. Each line has what is typed (`q-17`), what the page had shown (`was-17`) and the price
    that it had shown (`seen-17`); a line that cannot be had any more has only `gone-17`.
    """

    coupon = forms.CharField(label=_("Coupon code"), required=False, max_length=200)

    def __init__(self, *args: Any, priced: PricedCart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_ids = [row.line.pk for row in priced.rows]
        for row in priced.rows:
            pk = row.line.pk
            posted = self.is_bound and f"q-{pk}" in self.data
            self.fields[f"q-{pk}"] = _quantity(0)
            self.fields[f"q-{pk}"].label = row.title
            self.fields[f"q-{pk}"].required = posted
            self.fields[f"was-{pk}"] = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
            self.fields[f"seen-{pk}"] = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)
            self.fields[f"gone-{pk}"] = forms.BooleanField(required=False)

    def changes(self) -> dict[int, Change]:
        """What was typed, by line id. Lines that came into the basket after the page was made are left out."""
        found = {}
        for pk in self.line_ids:
            values = self.cleaned_data
            was, to = values.get(f"was-{pk}"), values.get(f"q-{pk}")
            if values.get(f"gone-{pk}") and was is not None:
                found[pk] = Change(was=was, to=0)
            elif to is not None:
                found[pk] = Change(was=was, to=to, seen=values.get(f"seen-{pk}"))
        return found

    def errors_by_line(self) -> dict[int, str]:
        """The sentence beside each wrong quantity."""
        return {pk: str(self.errors[f"q-{pk}"][0]) for pk in self.line_ids if f"q-{pk}" in self.errors}

"""The forms of one variant's stock: a count or a change with its reason, and from when on it is low."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import stock
from catalog.forms import fields, pieces
from shop.core import forms as core_forms

REASONS = {
    "counted": gettext_lazy("Counted"),
    "delivery": gettext_lazy("A delivery came"),
    "broken": gettext_lazy("Broken or lost"),
    "found": gettext_lazy("Found again"),
    "other": gettext_lazy("Another reason"),
}


class AdjustForm(core_forms.Form):
    """:ivar was: what the page showed, for a count."""

    pieces = pieces.PiecesField(
        label=gettext_lazy("Pieces"), help_text=gettext_lazy("12 for what you counted, +5 or -2 for a change.")
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=list(REASONS.items()),
        error_messages={
            "required": gettext_lazy("Choose a reason."),
            "invalid_choice": gettext_lazy("Choose a reason from the list."),
        },
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=120, required=False)
    was = fields.WholeNumberField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def said(self) -> str:
        """Reason and note as the ledger keeps them."""
        values: dict[str, Any] = self.cleaned_data
        reason = str(REASONS[values["reason"]])
        return _("%(reason)s: %(note)s") % {"reason": reason, "note": values["note"]} if values["note"] else reason


class MarkForm(core_forms.Form):
    low_at = fields.WholeNumberField(label=gettext_lazy("Low from"), min_value=0, max_value=stock.MOST_PIECES)

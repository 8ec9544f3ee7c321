"""What shops fill in about their parcels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.core.forms import Form

LONGEST_REASON = 300


class CarrierForm(Form):
    """Which parcel service took it, and its number for following it."""

    carrier = forms.CharField(
        label=_("Parcel service"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "carriers"}),
        error_messages={"required": _("Name the parcel service, such as DHL.")},
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"), max_length=60, required=False, help_text=_("The buyer follows the parcel with it.")
    )


class ShopCancellationForm(Form):
    """Why the shop cannot send the parcel."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("The buyer reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tell the buyer why.")},
    )


class BulkForm(Form):
    """The parcels that were ticked in the list; whose they are is checked by the query that loads them."""

    parcels = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose at least one order.")})

    def __init__(self, *args: object, ids: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parcels"].choices = [(pk, pk) for pk in ids]  # type: ignore[attr-defined]

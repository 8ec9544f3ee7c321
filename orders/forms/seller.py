"""What shops fill in about their parcels."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orders.models import Parcel
from shop.core.forms import Form, known

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
    """The parcels that were ticked in the list, all of the shop's own."""

    parcels = forms.ModelMultipleChoiceField(
        queryset=Parcel.objects.none(),
        error_messages={
            "required": _("Tick at least one order."),
            "invalid_choice": _("One of the orders is not there any more."),
            "invalid_pk_value": _("One of the orders is not there any more."),
        },
    )

    def __init__(self, *args: Any, parcels: QuerySet[Parcel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known(forms.ModelMultipleChoiceField, self.fields["parcels"]).queryset = parcels

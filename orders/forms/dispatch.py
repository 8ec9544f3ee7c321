"""What the office fills in when it hands out parcels, opens a hand-over or takes in cash."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Courier
from orders.models import Parcel
from shop.core.forms import Form

LONGEST_REASON = 300


class AssignForm(Form):
    """Ticked parcels for a courier; a reason where they are taken from another."""

    parcels = forms.ModelMultipleChoiceField(
        queryset=Parcel.objects.none(),
        error_messages={
            "required": _("Tick at least one parcel."),
            "invalid_choice": _("One of the parcels was changed meanwhile. Look at the list again."),
            "invalid_pk_value": _("One of the parcels is not there."),
        },
    )
    courier = forms.ModelChoiceField(
        queryset=Courier.objects.none(), error_messages={"required": _("Choose a courier.")}
    )

    def __init__(self, *args: Any, parcels: QuerySet[Parcel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["parcels"].queryset = parcels
        fields["courier"].queryset = Courier.objects.filter(is_active=True).select_related("user")


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Write why; it goes into the history.")},
    )


class ReassignForm(AssignForm, ReasonForm):
    """Taken from one courier, given to another."""


class ReceiveForm(Form):
    """The cash that came in."""

    received = forms.DecimalField(
        label=_("Received"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Type the sum that you received."), "invalid": _("Type a sum such as 152.90.")},
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST_REASON)

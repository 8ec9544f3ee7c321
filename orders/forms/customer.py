"""What buyers fill in after the purchase."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog import delivery
from orders.models import Parcel
from shop.core import lists
from shop.core.forms import Form, known
from shop.templatetags import ui_text

LONGEST_REASON = 300
LONGEST_REVIEW = 2000


class CancellationForm(Form):
    """Which of the parcels that may still be cancelled, and why if one wants to say so."""

    parcels = forms.TypedMultipleChoiceField(
        label=_("Parcels to cancel"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one parcel.")},
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, help_text=_("The shop reads it.")
    )

    def __init__(self, *args: Any, parcels: Sequence[Parcel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_parcels = {parcel.pk: parcel for parcel in parcels}
        field = known(forms.TypedMultipleChoiceField, self.fields["parcels"])
        field.choices = [(pk, _label(parcel)) for pk, parcel in self.open_parcels.items()]

    def chosen(self) -> list[Parcel]:
        """The parcels that were ticked; only of a valid form."""
        return [self.open_parcels[pk] for pk in self.cleaned_data["parcels"]]


def _label(parcel: Parcel) -> str:
    days = delivery.date_range(parcel.arrives_from, parcel.arrives_to)
    return f"{lists.isolated(parcel.seller.name)} · {ui_text.whole_days(days)}"


class ReviewForm(Form):
    """What a buyer thinks of something that arrived."""

    stars = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (5, _("5 – excellent")),
            (4, _("4 – good")),
            (3, _("3 – all right")),
            (2, _("2 – disappointing")),
            (1, _("1 – bad")),
        ],
        error_messages={"required": _("Choose from one to five stars.")},
    )
    text = forms.CharField(
        label=_("Your review"),
        required=False,
        max_length=LONGEST_REVIEW,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What should the next buyer know? Everybody can read it, with your first name."),
    )

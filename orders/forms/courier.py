"""What couriers type with one thumb."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders import handover
from orders.models import FailureReason
from shop.core import dates
from shop.core.forms import Form

# The days that the form offers for the next attempt; Sundays are left out.
DAYS_OFFERED = 5
SUNDAY = 6


def _photo() -> forms.FileField:
    """Optional; `orders.proofs` checks what it really is."""
    return forms.FileField(
        label=_("Photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("Only the buyer and the office see it."),
    )


class HandoverForm(Form):
    """The four digits that the buyer reads out."""

    code = forms.CharField(
        label=_("Hand-over code"),
        help_text=_("Ask for the 4-digit code on their order page."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": " *([0-9] *){4}"}),
        error_messages={"required": _("Type the four digits of the code.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("The buyer reads it: “Behind the green gate.”")
    )
    photo = _photo()

    @property
    def opens_note(self) -> bool:
        """Whether the folded part holds a fault."""
        return bool(self.errors.keys() & {"note", "photo"})

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != handover.DIGITS or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(_("The code has four digits. This try does not count."))
        return code


class FailureForm(Form):
    """Why it could not be handed over, and when somebody comes again (not asked at the last attempt)."""

    reason = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        choices=FailureReason.choices,
        error_messages={"required": _("Choose what happened.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("For the office and the next try.")
    )
    photo = _photo()
    next_on = forms.DateField(
        label=_("Next attempt"), widget=forms.RadioSelect, error_messages={"required": _("Choose a day.")}
    )

    def __init__(self, *args: Any, today: datetime.date, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = next_days(today)
        if is_last:
            del self.fields["next_on"]
            return
        self.fields["next_on"].widget.choices = [(day.isoformat(), _day(day)) for day in days]
        self.fields["next_on"].initial = days[0].isoformat()


class CountForm(Form):
    """What lies in the drawer at the end of the day."""

    counted = forms.DecimalField(
        label=_("Cash in the drawer"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Count the drawer and type the sum."),
            "invalid": _("Type the sum in figures, such as 152.90."),
            "min_value": _("The sum cannot be below zero."),
        },
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("Needed where the sum is not what was collected.")
    )


def next_days(today: datetime.date) -> list[datetime.date]:
    """The coming days on which couriers work."""
    days = (today + datetime.timedelta(days=ahead) for ahead in range(1, DAYS_OFFERED + 3))
    return [day for day in days if day.weekday() != SUNDAY][:DAYS_OFFERED]


def _day(day: datetime.date) -> str:
    return dates.shown(day, "l j F")

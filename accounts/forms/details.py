"""Changing what we know about a person."""

import functools
import zoneinfo
from collections import defaultdict
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import addresses
from accounts.forms.fields import EmailField, NameField, NewPasswordField, PasswordField, check_strength
from accounts.models import User
from shop.core.forms import ChosenField, Form

_CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@functools.cache
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones of the IANA database that are places, by continent."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        continent, _slash, place = name.partition("/")
        if place and continent in _CONTINENTS:
            groups[continent].append((name, place.replace("_", " ").replace("/", ", ")))
    return list(groups.items())


def zone_choices() -> list[Any]:
    """The shop's own zone first, under the empty name."""
    return [("", _("As the shop (%(zone)s)") % {"zone": settings.TIME_ZONE}), *time_zones()]


class DetailsForm(Form):
    full_name = NameField()
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Only for the courier on the day."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    time_zone = ChosenField(
        label=gettext_lazy("Time zone"),
        choices=zone_choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
    )

    def clean_phone(self) -> str:
        try:
            return addresses.normal_phone(self.cleaned_data["phone"], country=addresses.HOME)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class _KnowsUser(Form):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class EmailChangeForm(_KnowsUser):
    new_email = EmailField(label=gettext_lazy("New email"))
    current_password = PasswordField(label=gettext_lazy("Current password"))

    def clean_new_email(self) -> str:
        email: str = self.cleaned_data["new_email"]
        if email == self.user.email:
            raise ValidationError(_("This is your address already."))
        return email


class PasswordChangeForm(_KnowsUser):
    current_password = PasswordField(label=gettext_lazy("Current password"))
    password = NewPasswordField(label=gettext_lazy("New password"))

    def clean(self) -> dict[str, Any]:
        check_strength(self, self.user)
        return self.cleaned_data


class DeleteAccountForm(Form):
    current_password = PasswordField(label=gettext_lazy("Your password"))

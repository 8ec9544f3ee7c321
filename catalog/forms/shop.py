"""What buyers read of a shop, as the form of its settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import details as accounts_forms
from accounts.models import Seller
from catalog import stock
from catalog.forms import fields
from shop.core import forms as core_forms


class ShopForm(core_forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Shop name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give your shop a name.")},
    )
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    story = forms.CharField(
        label=gettext_lazy("Story"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Who you are and how your things are made."),
    )
    handling_days = fields.WholeNumberField(
        label=gettext_lazy("Working days to pack"),
        min_value=0,
        max_value=30,
        help_text=gettext_lazy("0: the same day."),
    )
    holiday_until = forms.DateField(
        label=gettext_lazy("On holiday until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day away. Buyers see later delivery dates."),
        error_messages={"invalid": gettext_lazy("Write the date as 2026-11-22.")},
    )

    low_stock_at = fields.WholeNumberField(
        label=gettext_lazy("Stock is low from"),
        min_value=0,
        max_value=stock.MOST_PIECES,
        help_text=gettext_lazy(
            "Pieces left to sell. For all variants without a mark of their own; one mail each time."
        ),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=accounts_forms.zone_choices,
        required=False,
        help_text=gettext_lazy("Your days, discounts and times everywhere are those of this zone."),
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
    )
    banner = forms.FileField(
        label=gettext_lazy("Banner"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("A wide picture above your storefront, at most five times as wide as high."),
    )
    remove_banner = forms.BooleanField(label=gettext_lazy("Remove the banner"), required=False)


def initial_of(seller: Seller) -> dict[str, Any]:
    names = ("name", "town", "story", "handling_days", "holiday_until", "low_stock_at")
    return {**{name: getattr(seller, name) for name in names}, "time_zone": seller.user.time_zone}

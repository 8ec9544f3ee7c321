from django import forms
from django.utils.translation import gettext_lazy as _

from shop.core.forms import Form


class ApplicationForm(Form):
    """What an admin decides about."""

    shop_name = forms.CharField(
        label=_("Shop name"), max_length=80, error_messages={"required": _("Enter the name of your shop.")}
    )
    story = forms.CharField(
        label=_("What do you make, and how?"),
        max_length=2000,
        help_text=_("A few sentences. Buyers will read them on the page of your shop."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell us in a few sentences what you want to sell.")},
    )

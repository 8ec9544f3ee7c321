"""An address, with the fields that its country has. Used by the address book and by the checkout."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts import addresses
from accounts.models import PARTS
from shop.core.forms import Form, LongSelect

_AUTOCOMPLETE = {
    "full_name": "name",
    "line1": "address-line1",
    "line2": "address-line2",
    "postal_code": "postal-code",
    "city": "address-level2",
    "region": "address-level1",
    "country": "country",
    "phone": "tel",
}


class AddressForm(Form):
    """
    The parts of an address. Bound or not, it has the fields of the country that it holds: a region where the country
    has regions, a postcode under the name that people there know. After `is_valid()`, `parts()` is what to store.

    :param section: of the browser's autocomplete, such as "shipping".
    """

    full_name = forms.CharField(label=_("Full name"))
    line1 = forms.CharField(label=_("Street and number"))
    line2 = forms.CharField(label=_("Flat, company"), required=False)
    postal_code = forms.CharField(label=_("Postcode"))
    city = forms.CharField(label=_("City"))
    region = forms.CharField(label=_("Region"))
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: list(countries), initial=addresses.HOME, widget=LongSelect
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        help_text=_("Only for the courier on the day."),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, *args: Any, section: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, token in _AUTOCOMPLETE.items():
            # The rules of the country say what is missing and what is too long, with sentences of their own.
            self.fields[name].required = False
            self.fields[name].widget.attrs["autocomplete"] = f"{section} {token}".strip()
        self._fit(addresses.rules(self._given("country")) or addresses.rules(addresses.HOME))

    def _given(self, name: str) -> str:
        """What the form holds for a field before it is cleaned."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name)) or "")
        return str(self.get_initial_for_field(self.fields[name], name) or "")

    def _fit(self, rules: addresses.Rules | None) -> None:
        assert rules is not None  # noqa: S101 (the country of HOME exists)
        for name in ("full_name", "line1", "country"):
            self.fields[name].required = True
        self.fields["city"].required = rules.needs_city
        self.fields["postal_code"].label = rules.postal_code_label
        self.fields["postal_code"].required = rules.needs_postal_code
        self.fields["region"].label = rules.region_label
        self.fields["region"].required = rules.needs_region
        if rules.regions:
            attrs = {"autocomplete": self.fields["region"].widget.attrs["autocomplete"]}
            choices = [("", _("Choose one")), *rules.regions]
            self.fields["region"].widget = forms.Select(attrs=attrs, choices=choices)
        if not rules.uses_postal_code:
            del self.fields["postal_code"]
        if not rules.uses_region or not (rules.regions or rules.needs_region):
            del self.fields["region"]

    def clean(self) -> dict[str, Any]:
        given = {name: self._given(name) for name in PARTS if name in self.fields}
        try:
            self.cleaned_data.update(addresses.normalised(given))
        except addresses.WrongAddress as wrong:
            for name, messages in wrong.fields.items():
                if name in self.fields:
                    self.errors.pop(name, None)
                    self.add_error(name, messages)
        return self.cleaned_data

    def parts(self) -> dict[str, str]:
        """The cleaned address under the names of the API, every part of it."""
        return {name: self.cleaned_data.get(name, "") for name in PARTS}


class BookForm(AddressForm):
    """An address of the book, which may be the one that is offered first."""

    make_default = forms.BooleanField(label=_("Use as default"), required=False)

"""The delivery rates of a shop, as rows of a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Seller
from catalog import shops
from catalog.authoring import data
from catalog.forms import fields
from catalog.models import Area, DeliveryMethod, DeliveryRate
from shop.core import errors, money
from shop.core import forms as core_forms

BLANK_ROWS = 2
WEIGHTS = ("included_g", "per_kg", "max_g")
RATE = ("id", "area", "method", "name", "price", "free_over", "days_min", "days_max", *WEIGHTS, "remove")


def _grams(label: Any) -> fields.WholeNumberField:
    return fields.WholeNumberField(label=label, min_value=0, max_value=data.HEAVIEST_G, required=False)


class RateForm(core_forms.Form):
    id = fields.WholeNumberField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=gettext_lazy("Area"),
        required=False,
        empty_label=gettext_lazy("Choose an area"),
        error_messages={"invalid_choice": gettext_lazy("Choose an area from the list.")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Brought by"), choices=DeliveryMethod.choices, initial=DeliveryMethod.COURIER.value
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60, required=False)
    price = fields.MoneyField(label=gettext_lazy("Price"), required=False)
    free_over = fields.MoneyField(label=gettext_lazy("Free from"), required=False)
    days_min = fields.WholeNumberField(label=gettext_lazy("Days, at least"), min_value=0, max_value=60, required=False)
    days_max = fields.WholeNumberField(label=gettext_lazy("Days, at most"), min_value=0, max_value=60, required=False)
    included_g = _grams(gettext_lazy("Grams in the price"))
    per_kg = fields.MoneyField(label=gettext_lazy("Each further kilogram"), required=False)
    max_g = _grams(gettext_lazy("Grams at most"))
    remove = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        core_forms.known(forms.ModelChoiceField, self.fields["area"]).queryset = Area.objects.order_by(
            "country", "name", "pk"
        )

    @property
    def is_blank(self) -> bool:
        """An empty row at the end, which the person left alone."""
        values = self.cleaned_data
        return not any(values.get(name) not in (None, "") for name in ("id", "area", "name", "price"))

    @property
    def is_by_weight(self) -> bool:
        """Whether the fields of the weight shall be seen: something stands in them."""
        return any(self[name].value() or self[name].errors for name in WEIGHTS)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("remove") or (self.is_blank and not self.errors):
            return values
        needed = {
            "area": _("Choose an area."),
            "name": _("Name the rate, such as Standard."),
            "price": _("Set a price."),
        }
        for name, text in needed.items():
            if values.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, text)
        return values

    def data_of(self) -> shops.RateData:
        values = self.cleaned_data
        least = 1 if values["days_min"] is None else values["days_min"]
        most = values["days_max"] if values["days_max"] is not None else max(3, least)
        return shops.RateData(
            values["area"], values["method"], values["name"], values["price"], values["free_over"], least, most,
            values["id"], values["included_g"] or 0, values["per_kg"] or money.ZERO, values["max_g"],
        )  # fmt: skip


RateFormSet = forms.formset_factory(
    RateForm, extra=BLANK_ROWS, max_num=shops.MOST_RATES, absolute_max=shops.MOST_RATES + BLANK_ROWS, validate_max=True
)


def rate_rows(seller: Seller) -> list[dict[str, Any]]:
    rows = seller.delivery_rates.filter(is_active=True).order_by("position", "pk")
    return [_row(rate) for rate in rows]


def _row(rate: DeliveryRate) -> dict[str, Any]:
    values = {name: getattr(rate, name) for name in RATE if name not in ("area", "remove")}
    # A price by weight that there is not stands as an empty field.
    return {**values, "area": rate.area_id, **{name: values[name] or None for name in WEIGHTS}}


def rates_of(formset: Any) -> list[shops.RateData]:
    """The rates that stay, once valid."""
    return [form.data_of() for form in formset if not form.cleaned_data.get("remove") and not form.is_blank]


def refuse(formset: Any, error: errors.DomainError) -> None:
    """Note what an operation said beside its row ("rates.2.name"), counting the rows that stay."""
    staying = [form for form in formset if not form.cleaned_data.get("remove") and not form.is_blank]
    for path, texts in error.fields.items():
        index, _dot, name = path.removeprefix("rates.").partition(".")
        if index.isdigit() and int(index) < len(staying):
            staying[int(index)].add_error(name, texts)

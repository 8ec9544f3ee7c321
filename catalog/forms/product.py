"""The forms of a product page: its texts, a row per variant, a row per picture."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog import pictures, stock
from catalog.authoring import data
from catalog.forms import fields
from catalog.models import Category
from shop.core import forms as core_forms


class ProductForm(core_forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=data.LONGEST_TITLE,
        help_text=_("Up to 80 characters show in full on a card."),
        error_messages={"required": _("Give the product a title.")},
    )
    category = fields.CategoryField(label=_("Category"), required=False, help_text=_("Needed to publish."))
    brand = forms.CharField(label=_("Brand"), max_length=data.LONGEST_BRAND, required=False)
    description = forms.CharField(
        label=_("Description"),
        max_length=data.LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea,
        help_text=_("What it is, what it is made of, whom it suits."),
    )
    facts = forms.CharField(
        label=_("Facts"),
        max_length=60_000,
        required=False,
        widget=forms.Textarea,
        help_text=_("One per line, such as “Material: Stoneware”."),
    )
    option1_name = forms.CharField(label=_("Option"), max_length=data.LONGEST_OPTION_NAME, required=False)
    option1_add = forms.CharField(label=_("Values to add"), max_length=2000, required=False)
    option2_name = forms.CharField(label=_("Second option"), max_length=data.LONGEST_OPTION_NAME, required=False)
    option2_add = forms.CharField(label=_("Values to add"), max_length=2000, required=False)
    pictures = fields.PicturesField(
        label=_("Add pictures"),
        required=False,
        help_text=_("JPEG, PNG or WebP, smaller than %(size)d MB each, at most %(most)d in all.")
        % {"size": pictures.LARGEST_MB, "most": pictures.MOST_PER_PRODUCT},
    )
    version = fields.WholeNumberField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, category: Category | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        core_forms.known(fields.CategoryField, self.fields["category"]).offer(category)

    def clean_facts(self) -> dict[str, str]:
        facts: dict[str, str] = {}
        for line in self.cleaned_data["facts"].splitlines():
            if not line.strip():
                continue
            name, colon, value = line.partition(": ") if ": " in line else line.partition(":")
            if not colon or not name.strip() or not value.strip():
                text = _("“%(line)s” is no fact. Write “Material: Stoneware”.") % {"line": line.strip()[:60]}
                raise forms.ValidationError(text)
            facts[" ".join(name.split())] = value
        return facts

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for name, add in (("option1_name", "option1_add"), ("option2_name", "option2_add")):
            if values.get(add) and not values.get(name):
                self.add_error(name, _("Name the option whose values you add, such as Colour."))
        return values


class VariantForm(core_forms.Form):
    id = fields.WholeNumberField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    value1 = forms.CharField(label=_("Option"), max_length=data.LONGEST_OPTION, required=False)
    value2 = forms.CharField(label=_("Second option"), max_length=data.LONGEST_OPTION, required=False)
    sku = forms.CharField(label=_("SKU"), max_length=data.LONGEST_SKU, required=False)
    price = fields.MoneyField(label=_("Price"), required=False)
    compare_at_price = fields.MoneyField(
        label=_("Recommended price"), required=False, help_text=_("Shown beside yours where it is higher.")
    )
    weight_g = fields.WholeNumberField(label=_("Weight"), min_value=0, max_value=data.HEAVIEST_G, required=False)
    stock = fields.WholeNumberField(label=_("Stock"), min_value=0, max_value=stock.MOST_PIECES, required=False)
    stock_was = fields.WholeNumberField(required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=_("Remove"), required=False)


class PictureForm(core_forms.Form):
    id = fields.WholeNumberField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    alt = forms.CharField(label=_("Description of the picture"), max_length=data.LONGEST_ALT, required=False)
    sku = forms.CharField(label=_("Shows"), max_length=data.LONGEST_SKU, required=False, widget=forms.Select)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def offer(self, variants: Mapping[str, str]) -> None:
        """:param variants: the words of each variant by its SKU."""
        widget = core_forms.known(forms.Select, self.fields["sku"].widget)
        widget.choices = [("", _("All variants")), *variants.items()]


VariantFormSet = forms.formset_factory(VariantForm, extra=0, max_num=data.MOST_VARIANTS, validate_max=True)
PictureFormSet = forms.formset_factory(PictureForm, extra=0, max_num=pictures.MOST_PER_PRODUCT + 20)

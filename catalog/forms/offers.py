"""The forms of prices and discounts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms import fields
from catalog.models import Category, DiscountKind, Variant
from shop.core import forms as core_forms
from shop.core import money

SALE_PRICE = "sale_price"
KINDS = [
    (DiscountKind.PERCENT.value, gettext_lazy("Percent off")),
    (DiscountKind.AMOUNT.value, gettext_lazy("Amount off")),
    (SALE_PRICE, gettext_lazy("Sale price")),
]


class PriceForm(core_forms.Form):
    """The list price of each variant: field `price-<id>`."""

    def __init__(self, *args: Any, variants: list[Variant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variants = variants
        for variant in variants:
            label = variant.options_text or _("Price")
            initial = variant.price or None
            self.fields[self.name_of(variant)] = fields.MoneyField(label=label, initial=initial)

    @staticmethod
    def name_of(variant: Variant) -> str:
        return f"price-{variant.pk}"

    def prices(self) -> list[tuple[Variant, Decimal]]:
        return [(variant, self.cleaned_data[self.name_of(variant)]) for variant in self.variants]


class DiscountForm(core_forms.Form):
    """
    A discount by percent, by amount or (for one product with one price) by the price that is left.

    :param price: the product's price where all its variants cost the same; None leaves "sale price" out.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=DiscountKind.PERCENT.value,
        error_messages={"required": gettext_lazy("Choose a kind."), "invalid_choice": gettext_lazy("Choose a kind.")},
    )
    value = fields.MoneyField(label=gettext_lazy("Value"))
    starts_at = fields.LocalDateTimeField(label=gettext_lazy("Starts"), required=False)
    ends_at = fields.LocalDateTimeField(label=gettext_lazy("Ends"), required=False)

    def __init__(self, *args: Any, price: Decimal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.price = price
        if price is None:
            core_forms.known(forms.ChoiceField, self.fields["kind"]).choices = KINDS[:2]
        zone = timezone.get_current_timezone_name()
        self.fields["starts_at"].help_text = _("Empty: now. Times are in %(zone)s.") % {"zone": zone}
        self.fields["ends_at"].help_text = _("Empty: until you remove it.")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        wanted = values.get("value")
        if values.get("kind") == SALE_PRICE and self.price is not None and wanted is not None:
            if not money.ZERO < wanted < self.price:
                text = _("The sale price must be lower than %(price)s.") % {"price": money.shown(self.price)}
                self.add_error("value", text if wanted else _("The sale price must be above zero."))
            values["kind"], values["value"] = DiscountKind.AMOUNT.value, self.price - wanted
        return values


class ShopDiscountForm(DiscountForm):
    """A discount of the whole shop or of a category."""

    category = fields.CategoryField(
        label=gettext_lazy("Where"), required=False, help_text=gettext_lazy("A category includes everything below it.")
    )
    field_order = ("category", "kind", "value", "starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = core_forms.known(fields.CategoryField, self.fields["category"])
        field.empty_label = _("The whole shop")
        field.offer()

    def category_chosen(self) -> Category | None:
        category: Category | None = self.cleaned_data["category"]
        return category

"""Taxes, areas and what delivery costs: plain rows, which the database keeps in order."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.categories import ByPath
from catalog.models import Area, Category, DeliveryRate, TaxRate
from shop.core.generics import ModelAdmin, ModelForm


class TaxRateForm(ModelForm[TaxRate]):
    category = ByPath(
        Category.objects.order_by("path"), label=_("Category"), required=False, empty_label=_("(standard rate)")
    )

    class Meta:
        model = TaxRate
        fields = ("category", "country", "percent")


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin[TaxRate]):
    form = TaxRateForm
    list_display = ("__str__", "country", "percent")
    list_select_related = ("category",)
    ordering = ("category__path", "country", "id")
    show_full_result_count = False


@admin.register(Area)
class AreaAdmin(ModelAdmin[Area]):
    """An area without prefixes is the whole country. Its couriers see its parcels."""

    list_display = ("name", "country", "prefixes")
    list_filter = ("country",)
    search_fields = ("name",)
    ordering = ("country", "name", "id")
    show_full_result_count = False

    @admin.display(description=_("postcode prefixes"))
    def prefixes(self, area: Area) -> str:
        return ", ".join(area.postcode_prefixes) or "–"

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "couriers":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "postcode_prefixes" and field is not None:
            field.help_text = _("With commas between: 10, 12, 13. Empty: the whole country.")
        return field


class DeliveryRateForm(ModelForm[DeliveryRate]):
    included_g = forms.IntegerField(label=_("Grams included"), min_value=0, required=False, initial=0)
    per_kg = forms.DecimalField(
        label=_("Price per further kilogram"), min_value=0, max_digits=10, decimal_places=2, required=False, initial=0
    )

    class Meta:
        model = DeliveryRate
        fields = (
            "seller", "area", "method", "name", "price", "free_over", "included_g", "per_kg", "max_g",
            "days_min", "days_max", "position", "is_active",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for name in ("included_g", "per_kg"):
            if values.get(name) is None and name not in self.errors:
                values[name] = 0
        least, most = values.get("days_min"), values.get("days_max")
        if least is not None and most is not None and most < least:
            self.add_error("days_max", forms.ValidationError(_("The last day cannot come before the first.")))
        return values


@admin.register(DeliveryRate)
class DeliveryRateAdmin(ModelAdmin[DeliveryRate]):
    form = DeliveryRateForm
    list_display = ("seller", "area", "name", "method", "price", "free_over", "days_min", "days_max", "is_active")
    list_filter = ("area", "method", "is_active")
    list_select_related = ("seller", "area")
    search_fields = ("seller__name", "name")
    ordering = ("seller__name", "area__name", "position", "id")
    show_full_result_count = False

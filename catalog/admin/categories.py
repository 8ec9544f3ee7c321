"""The category tree. Moving a node keeps every path below it true."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import deeds
from catalog import siblings, tree
from catalog.models import Category
from shop.core.generics import ModelAdmin, ModelChoiceField, ModelForm


class ByPath(ModelChoiceField[Category]):
    """Categories by their paths, so that two of one name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.path)


class CategoryForm(ModelForm[Category]):
    parent = ByPath(Category.objects.order_by("path"), label=_("Parent"), required=False, empty_label=_("(at the top)"))
    slug = forms.SlugField(
        label=_("Slug"), required=False, help_text=_("Its part of the address. Empty: made from the name.")
    )

    class Meta:
        model = Category
        fields = ("name", "slug", "parent", "description", "position", "is_active")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        slug = values.get("slug") or slugify(values.get("name", ""))[:80] or "category"
        values["slug"] = slug
        known = Category.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        try:
            tree.check_place(category=known, parent=values.get("parent"), slug=slug)
        except tree.BadCategory as error:
            for name, texts in error.fields.items():
                self.add_error(name, texts)
        return values


@admin.register(Category)
class CategoryAdmin(ModelAdmin[Category]):
    form = CategoryForm
    list_display = ("path", "name", "order", "is_active")
    actions = ("move_up", "move_down")
    list_filter = ("is_active",)
    search_fields = ("name", "path")
    ordering = ("path",)
    list_per_page = 200
    show_full_result_count = False

    def save_model(self, request: Any, obj: Category, form: ModelForm[Category], change: bool) -> None:
        values = form.cleaned_data
        if not change:
            made = tree.create_category(by=request.user, **{n: v for n, v in values.items() if n != "is_active"})
            obj.pk, obj.path = made.pk, made.path
            obj._state.adding = False
        known = Category.objects.get(pk=obj.pk)
        if (known.parent, known.slug) != (values["parent"], values["slug"]):
            tree.move_category(
                category=known, parent=values["parent"], slug=values["slug"], by=request.user, now=timezone.now()
            )
        tree.change_category(
            category=known,
            name=values["name"],
            description=values["description"],
            position=values["position"],
            is_active=values["is_active"],
            by=request.user,
            now=timezone.now(),
        )

    @admin.display(description=_("order"), ordering="position")
    def order(self, category: Category) -> int:
        return category.position

    @admin.action(description=_("Move up among its siblings"), permissions=["change"])
    def move_up(self, request: Any, rows: QuerySet[Category]) -> None:
        self._shift(request, rows.order_by("position", "name", "id"), -1, gettext("Moved up"))

    @admin.action(description=_("Move down among its siblings"), permissions=["change"])
    def move_down(self, request: Any, rows: QuerySet[Category]) -> None:
        self._shift(request, rows.order_by("-position", "-name", "-id"), 1, gettext("Moved down"))

    def _shift(self, request: Any, rows: QuerySet[Category], steps: int, done: str) -> None:
        def deed(category: Category) -> object:
            return siblings.shift(category=category, steps=steps, by=request.user, now=timezone.now())

        deeds.each(self, request, rows, deed, done)

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> Any:
        return ()

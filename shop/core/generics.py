"""Django's classes that are generic for mypy only, so that `ModelAdmin[Seller]` can be written and run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, sitemaps

from shop.core import figures, written_down

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet
    ModelAdmin = admin.ModelAdmin
    ModelChoiceField = forms.ModelChoiceField
    ModelForm = forms.ModelForm
    Sitemap = sitemaps.Sitemap
    TabularInline = admin.TabularInline
else:

    class _Subscriptable:
        def __class_getitem__(cls, item: Any) -> type:
            return cls

    class BaseInlineFormSet(_Subscriptable, forms.BaseInlineFormSet):
        pass

    class ModelAdmin(_Subscriptable, written_down.WrittenDown, admin.ModelAdmin):
        def get_list_display(self, request: Any) -> Any:
            return figures.columns(self.model, super().get_list_display(request))

    class ModelChoiceField(_Subscriptable, forms.ModelChoiceField):
        pass

    class ModelForm(_Subscriptable, forms.ModelForm):
        pass

    class Sitemap(_Subscriptable, sitemaps.Sitemap):
        pass

    class TabularInline(_Subscriptable, admin.TabularInline):
        pass

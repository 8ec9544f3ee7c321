"""What the office teaches the search: synonyms, words to leave alone; and a box to see what comes of it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from catalog import filters as listing_filters
from catalog import fragments, words
from catalog.models import KeptWord, Synonym
from catalog.queries import explaining, terms
from shop.core.generics import ModelAdmin, ModelForm


def _folded(text: str) -> str:
    """As queries are compared: lower case, no accents, plain words."""
    return " ".join(part for chunk in words.chunks(text) for part in chunk)


class SynonymForm(ModelForm[Synonym]):
    class Meta:
        model = Synonym
        fields = ("word", "means", "is_two_way")

    def clean_word(self) -> str:
        return self._folded("word")

    def clean_means(self) -> str:
        means = self._folded("means")
        if means == self.cleaned_data.get("word"):
            raise forms.ValidationError(_("Both are the same word for the search. Write another one."))
        return means

    def _folded(self, name: str) -> str:
        folded = _folded(self.cleaned_data[name])
        if not folded:
            raise forms.ValidationError(_("Write a word of letters or digits."))
        return folded


class KeptWordForm(ModelForm[KeptWord]):
    class Meta:
        model = KeptWord
        fields = ("word",)

    def clean_word(self) -> str:
        word = _folded(self.cleaned_data["word"])
        if not word or " " in word:
            raise forms.ValidationError(_("Write one word of letters or digits."))
        return word


class Taught(ModelAdmin[Any]):
    """Whatever changes here counts from the next search on."""

    show_full_result_count = False
    change_list_template = "admin/search_words.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        fragments.forget_lists()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        fragments.forget_lists()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        fragments.forget_lists()


@admin.register(Synonym)
class SynonymAdmin(Taught):
    form = SynonymForm
    list_display = ("word", "means", "is_two_way")
    list_filter = ("is_two_way",)
    search_fields = ("word", "means")
    ordering = ("word", "means", "pk")

    def get_urls(self) -> list[Any]:
        own = path("try/", self.admin_site.admin_view(self.try_out), name="catalog_try_search")
        return [own, *super().get_urls()]

    def try_out(self, request: HttpRequest) -> HttpResponse:
        """A query, and why each result of it stands where it does."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = terms.typed(request.GET.get("q", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Try a search"),
            "query": query.text,
            "found": None if query.is_blank else explaining.explain(listing_filters.Filters(words=query)),
        }
        return TemplateResponse(request, "admin/try_search.html", context)


@admin.register(KeptWord)
class KeptWordAdmin(Taught):
    form = KeptWordForm
    list_display = ("word", "created_at")
    search_fields = ("word",)
    ordering = ("word", "pk")

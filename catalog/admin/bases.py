"""What the catalogue's lists in the office share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from shop.core import figures, paging
from shop.core.generics import ModelAdmin, TabularInline


class LookOnly(figures.LookedAt, ModelAdmin[Any]):
    """Rows to look at; what may change about them are actions, which call operations."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    paginator = paging.CappedPaginator
    list_per_page = 50

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """There is nothing to save."""
        unsaved = figures.unsaved(self.opts.verbose_name)
        return super().changeform_view(request, object_id, form_url, {**unsaved, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookOnlyInline(figures.LookedAt, TabularInline[Any, Any]):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

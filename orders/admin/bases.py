"""What the lists of the office share: nothing is typed over, long lists are not counted, problems are filters."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.core import exceptions
from django.db import models
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Courier
from orders.queries.office import Problem
from shop.core import figures, paging
from shop.core.generics import BaseInlineFormSet, ModelAdmin, TabularInline

LONGEST_REASON = 300
# Nobody reads on from here; a longer number or a filter narrows it down.
MOST_FOUND = 500


class OfficeForm(ActionForm):
    """Beside the list of actions: why, and for a new courier who."""

    reason = forms.CharField(label=_("Reason:"), max_length=LONGEST_REASON, required=False)


class ParcelForm(OfficeForm):
    courier = forms.ModelChoiceField(
        label=_("Courier:"), queryset=Courier.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["courier"]
        field.queryset = Courier.objects.filter(is_active=True).select_related("user").order_by("user__full_name", "id")


class ReadOnly(figures.LookedAt, ModelAdmin[Any]):
    """
    Rows to look at. What may change about them are actions, which call operations.

    :cvar related: what the page of one row shows of other tables; for the list it is `list_select_related`.
    """

    related: tuple[str, ...] = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    paginator = paging.CappedPaginator
    list_per_page = 50
    view_on_site = False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """What another table is searched by is looked up there first: joined by OR, no index would be used."""
        term = search_term.replace("\0", "").strip()
        if not term:
            return queryset, False
        condition = models.Q()
        for name in self.search_fields:
            condition |= _found_by(queryset.model, name, term)
        return queryset.filter(condition), False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row with what its page shows of other tables, in one statement."""
        rows = self.get_queryset(request)
        rows = rows.select_related(*self.related) if self.related else rows
        field: Any = self.opts.get_field(from_field) if from_field else self.opts.pk
        try:
            return rows.get(**{field.name: field.to_python(object_id)})
        except (rows.model.DoesNotExist, exceptions.ValidationError, ValueError):
            return None

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


def _found_by(model: type[models.Model], name: str, term: str) -> models.Q:
    """:param name: a column or `relation__column`, with its lookup or without one (then: contains)."""
    head, _two, rest = name.partition("__")
    field = model._meta.get_field(head)
    if not field.is_relation:
        return models.Q(**{name if rest else f"{name}__icontains": term})
    is_plain = name.endswith(("name", "slug", "code"))
    related: Any = field.related_model
    rows = related._default_manager.filter(**{f"{rest}__icontains" if is_plain else rest: term})
    return models.Q(**{f"{head}__in": list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])})


def short(moment: datetime | None) -> str:
    """A time as the narrow columns of a list show it: "Sun 22 Nov, 19:32"."""
    return formats.date_format(timezone.localtime(moment), "D j M, H:i") if moment else ""


class KnowsItsPage(BaseInlineFormSet[Any, Any, Any]):
    """Its rows are given the object of the page that they stand on, which each of them would otherwise load anew."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        for row in rows:
            setattr(row, self.fk.name, self.instance)
        return rows


class ReadOnlyInline(figures.LookedAt, TabularInline[Any, Any]):
    """
    Rows below an object, to look at.

    :cvar related: what their columns show of other tables.
    """

    extra = 0
    can_delete = False
    show_change_link = False
    formset = KnowsItsPage
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def problem_filter(problems: Mapping[str, Problem]) -> type[admin.SimpleListFilter]:
    """The filter behind the numbers of the overview."""

    class ProblemFilter(admin.SimpleListFilter):
        title = _("problem")
        parameter_name = "problem"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
            return [(name, problem.label) for name, problem in problems.items()]

        def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
            problem = problems.get(self.value() or "")
            return queryset.filter(problem.condition(timezone.now())) if problem else queryset

    return ProblemFilter

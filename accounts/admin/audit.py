"""The audit trail, to read: by person, object and day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, User
from shop.core import paging
from shop.core.generics import ModelAdmin


class KindFilter(admin.SimpleListFilter):
    """Kinds of objects that staff have touched."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = AuditEvent.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return [(kind, _name_of(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    title = _("person")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        people = User.objects.filter(is_staff=True).order_by("email").values_list("pk", "email")[:100]
        return [(str(pk), email) for pk, email in people]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        value = self.value() or ""
        is_key = value.isascii() and value.isdigit() and len(value) < 19
        return queryset.filter(actor=int(value)) if is_key else queryset


@admin.register(AuditEvent)
class AuditAdmin(ModelAdmin[AuditEvent]):
    list_display = ("seq", "when", "who", "deed", "changes", "reason")
    list_filter = ("at", PersonFilter, KindFilter)
    search_fields = ("object_id",)  # see get_search_results
    search_help_text = _("An email address, an object such as order:12, a day such as 2026-11-22, or several of them")
    ordering = ("-seq",)
    list_display_links = ("seq",)
    list_per_page = 50
    list_max_show_all = 0
    paginator = paging.CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = readonly_fields = ("seq", "at", "who", "action", "what", "changes", "reason", "hash", "previous")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        email = User.objects.filter(pk=OuterRef("actor")).values("email")
        rows = super().get_queryset(request).annotate(email=Subquery(email))
        return rows.defer("body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        for word in search_term.replace("\0", "").split()[:5]:
            queryset = _narrowed(queryset, word)
        return queryset, False

    @admin.display(description=_("who"))
    def who(self, event: Any) -> str:
        return str(event.email or event.actor or _("the system"))

    @admin.display(description=_("when"), ordering="at")
    def when(self, event: AuditEvent) -> str:
        return formats.date_format(timezone.localtime(event.at), "D j M, H:i:s")

    @admin.display(description=_("what"))
    def deed(self, event: AuditEvent) -> str:
        return format_html("{} {}", event.action, self.what(event))

    @admin.display(description=_("object"))
    def what(self, event: AuditEvent) -> str:
        app, _dot, model = event.kind.partition(".")
        text = f"{_name_of(event.kind)} {event.object_id}"
        try:
            url = reverse(f"admin:{app}_{model}_change", args=[event.object_id])
        except NoReverseMatch:
            return text
        return format_html('<a href="{}">{}</a>', url, text)

    @admin.display(description=_("before → after"))
    def changes(self, event: AuditEvent) -> str:
        names = sorted({*event.before, *event.after})
        rows = ((name, event.before.get(name, "–"), event.after.get(name, "–")) for name in names)
        return format_html_join(", ", "{}: {} → {}", rows)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _narrowed(rows: QuerySet[AuditEvent], word: str) -> QuerySet[AuditEvent]:
    """By what the word looks like: a person, a day, an object, or else the start of what was done."""
    if "@" in word:
        return rows.filter(actor__in=User.objects.filter(email__iexact=word).values("pk"))
    day = _day(word)
    if day:
        start = timezone.make_aware(datetime.combine(day, time()))
        return rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    kind, colon, key = word.rpartition(":")
    if colon:
        kinds = [model._meta.label_lower for model in apps.get_models() if kind.lower() in _words_for(model)]
        return rows.filter(kind__in=kinds, object_id=key)
    return rows.filter(action__istartswith=word)


def _name_of(kind: str) -> str:
    """What people call "orders.cashcount": cash count. A model that is gone keeps its own name."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind.partition(".")[2]


def _words_for(model: Any) -> set[str]:
    """What a model is found by: its own name, and what the list calls it, in one word."""
    return {str(model._meta.model_name), str(model._meta.verbose_name).lower().replace(" ", "")}


def _day(word: str) -> date | None:
    try:
        return parse_date(word)
    except ValueError:
        return None

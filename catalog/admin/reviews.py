"""Reviews: reported, kept or hidden, and shown again, with who did it and why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import deeds, histories
from catalog import reviews
from catalog.admin.bases import LookOnly, LookOnlyInline
from catalog.models import Review, ReviewEvent, ReviewReport


class ReasonForm(ActionForm):
    """Beside the list of actions: what the history says."""

    reason = forms.CharField(label=gettext_lazy("Reason:"), max_length=300, required=False)


class EventInline(histories.Words, LookOnlyInline):
    model = ReviewEvent
    fields = ("at", "by", "before", "after", "note")
    ordering = ("-at", "-id")
    verbose_name_plural = gettext_lazy("History")


class ReportInline(LookOnlyInline):
    model = ReviewReport
    fields = ("created_at", "reporter", "reason", "text", "settled_at", "settled_by")
    ordering = ("-created_at", "-id")


class Reported(admin.SimpleListFilter):
    """Reviews that a reader reported and nobody has looked at yet."""

    title = gettext_lazy("reports")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("Open reports"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> QuerySet[Review]:
        return queryset.filter(_open_reports()) if self.value() == "open" else queryset


def _open_reports() -> Exists:
    return Exists(ReviewReport.objects.filter(review=OuterRef("pk"), settled_at=None))


@admin.register(Review)
class ReviewAdmin(LookOnly):
    list_display = ("created_at", "product", "stars", "author_name", "beginning", "status", "is_reported")
    list_filter = (Reported, "status", "stars")
    list_select_related = ("product",)
    search_fields = ("product__title", "author_name", "text")
    ordering = ("-created_at", "-id")
    actions = ("hide", "keep", "show")
    action_form = ReasonForm
    fields = ("product", "author", "author_name", "stars", "text", "seller_reply", "status", "purchase", "created_at")
    inlines = (ReportInline, EventInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        rows: QuerySet[Review] = super().get_queryset(request)
        return rows.annotate(has_open_reports=_open_reports())

    @admin.display(description=gettext_lazy("reported"), boolean=True)
    def is_reported(self, review: Any) -> bool:
        return bool(review.has_open_reports)

    @admin.display(description=gettext_lazy("review"))
    def beginning(self, review: Review) -> str:
        return Truncator(review.text).chars(80)

    @admin.action(description=gettext_lazy("Keep, the reports are settled"), permissions=["change"])
    def keep(self, request: Any, rows: QuerySet[Review]) -> None:
        self._each(request, rows, reviews.dismiss_reports, _("Kept"))

    @admin.action(description=gettext_lazy("Hide"), permissions=["change"])
    def hide(self, request: Any, rows: QuerySet[Review]) -> None:
        self._each(request, rows, reviews.hide_review, _("Hidden"))

    @admin.action(description=gettext_lazy("Show again"), permissions=["change"])
    def show(self, request: Any, rows: QuerySet[Review]) -> None:
        self._each(request, rows, reviews.show_review, _("Shown again"))

    def _each(self, request: Any, rows: QuerySet[Review], operation: Callable[..., Review], done: str) -> None:
        reason = request.POST.get("reason", "").replace("\0", "")[:300]

        def deed(review: Review) -> object:
            return operation(review=review, by=request.user, now=timezone.now(), note=reason)

        deeds.each(self, request, rows.order_by("pk"), deed, done)

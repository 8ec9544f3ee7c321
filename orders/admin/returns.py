"""Returns in the office: to look at, to step in for a shop, and to send the money of what was received."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import deeds
from orders import photos, returns
from orders.admin import acting, histories
from orders.admin.bases import ReadOnly, ReadOnlyInline, problem_filter
from orders.forms.returning import ApproveForm, ReceiveForm, RejectForm
from orders.models import ReturnEvent, ReturnLine, ReturnRequest
from orders.queries import office, returning
from orders.returns import Action
from shop.core import downloads


class ReturnEventInline(histories.HistoryInline):
    model = ReturnEvent


class ReturnLineInline(ReadOnlyInline):
    model = ReturnLine
    fields = ("line", "quantity", "reason", "note", "photo_link", "restock")
    readonly_fields = ("photo_link",)
    ordering = ("id",)
    related = ("line",)

    @admin.display(description=gettext_lazy("photo"))
    def photo_link(self, line: ReturnLine) -> str:
        if not line.photo:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("admin:orders_return_photo", args=[line.pk]), _("See it"))


@admin.register(ReturnRequest)
class ReturnAdmin(ReadOnly):
    list_display = ("parcel", "status", "created_at", "refund", "steps")
    list_filter = (problem_filter(office.RETURNS), "status")
    list_select_related = ("parcel__order", "parcel__seller", "refund")
    related = list_select_related
    search_fields = ("parcel__order__number__startswith", "parcel__seller__name")
    ordering = ("-id",)
    actions = ("send_money",)
    fields = ("parcel", "status", "created_at", "instructions", "decision", "refund", "steps")
    inlines = (ReturnLineInline, ReturnEventInline)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own: list[URLPattern] = [
            path("photo/<int:line_id>/", view(self.photo), name="orders_return_photo"),
            path("<int:return_id>/do/<slug:action>/", view(self.do), name="orders_return_do"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("next step"))
    def steps(self, request: ReturnRequest) -> str:
        """What the state lets the office do for the shop."""
        words = {Action.APPROVE: _("Approve"), Action.REJECT: _("Reject"), Action.RECEIVE: _("Mark as received")}
        links = [
            (reverse("admin:orders_return_do", args=[request.pk, action.value]), word)
            for action, word in words.items()
            if returns.ALLOWED[action][1] == request.status
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    def do(self, request: HttpRequest, return_id: int, action: str) -> HttpResponse:
        """One step of a return, in the shop's place."""
        found = get_object_or_404(returning.loaded(ReturnRequest.objects.all()), pk=return_id)
        data: Any = request.POST if request.method == "POST" else None
        known: dict[str, tuple[str, Form, Any]] = {
            Action.APPROVE: (_("Approve return"), ApproveForm(data), returns.approve),
            Action.REJECT: (_("Reject return"), RejectForm(data), returns.reject),
            Action.RECEIVE: (_("Mark as received"), ReceiveForm(data, lines=list(found.lines.all())), returns.receive),
        }
        if action not in known:
            raise Http404
        title, form, operation = known[action]
        page = acting.Page(
            title=title,
            button=title,
            subject=found,
            back=reverse("admin:orders_returnrequest_change", args=[found.pk]),
            form=form,
            deed=lambda filled: operation(request=found, by=request.user, now=timezone.now(), **filled.cleaned_data),
            done=_("Done. The buyer gets a mail."),
            facts=[(_("Item:"), f"{line}, {line.get_reason_display()}: {line.note}") for line in found.lines.all()],
        )
        return acting.act(self, request, page)

    def photo(self, request: HttpRequest, line_id: int) -> HttpResponse:
        line = get_object_or_404(ReturnLine.objects.exclude(photo=""), pk=line_id)
        try:
            return downloads.picture(photos.read(line.photo))
        except FileNotFoundError as error:
            raise Http404 from error

    @admin.action(description=gettext_lazy("Send the money back"), permissions=["change"])
    def send_money(self, request: Any, rows: QuerySet[ReturnRequest]) -> None:
        def deed(found: ReturnRequest) -> object:
            return returns.refund(request=found, by=request.user, now=timezone.now())

        deeds.each(self, request, rows, deed, _("Refund sent"))

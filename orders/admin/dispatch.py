"""The dispatch page: parcels without a courier by area, what each courier carries, locked hand-overs, cash."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import admin, messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Courier
from orders import cash, delivery
from orders.forms.dispatch import AssignForm, ReasonForm, ReassignForm, ReceiveForm
from orders.models import CashCount, Parcel
from orders.queries import dispatch
from shop.core import errors

NAME = "admin:orders_parcel_dispatch"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows; POST gives the ticked parcels that wait to a courier."""
    form = AssignForm(request.POST if request.method == "POST" else None, parcels=dispatch.unassigned())
    if form.is_bound and form.is_valid():
        courier = form.cleaned_data["courier"]
        _each(request, form, lambda parcel: delivery.assign(parcel=parcel, courier=courier, **_who(request)))
        return redirect(NAME)
    midnight = datetime.combine(timezone.localdate(), time.min, tzinfo=timezone.get_current_timezone())
    loads = dispatch.loads(midnight=midnight)
    context = {
        **admin.site.each_context(request),
        "title": _("Dispatch"),
        "form": form,
        "waiting": dispatch.waiting(loads),
        "loads": loads,
        "locked": dispatch.locked(),
        "counts": dispatch.cash_to_confirm(),
    }
    return TemplateResponse(request, "admin/dispatch.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_courier(request: HttpRequest, courier_id: int) -> HttpResponse:
    """What one courier carries; POST gives the ticked parcels to another, with a reason."""
    courier = get_object_or_404(Courier.objects.select_related("user"), pk=courier_id)
    carried = dispatch.carried_by(courier)
    form = ReassignForm(request.POST if request.method == "POST" else None, parcels=carried)
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("courier", "reason")}
        _each(request, form, lambda parcel: delivery.reassign(parcel=parcel, **given, **_who(request)))
        return redirect("admin:orders_parcel_courier", courier.pk)
    others = Courier.objects.filter(is_active=True).exclude(pk=courier.pk).select_related("user").order_by("id")
    context = {
        **admin.site.each_context(request),
        "title": str(courier),
        "form": form,
        "carried": carried,
        "others": others,
    }
    return TemplateResponse(request, "admin/dispatch_courier.html", context, status=422 if form.is_bound else 200)


@require_POST
def open_handover(request: HttpRequest, parcel_id: int) -> HttpResponse:
    """A locked hand-over gets a new code, with a reason. Nobody of the office ever sees it."""
    parcel = get_object_or_404(Parcel, pk=parcel_id)

    def deed(values: dict[str, Any]) -> object:
        return delivery.override_handover(parcel=parcel, **values, **_who(request))

    return _one(request, ReasonForm(request.POST), deed, _("Open again. The buyer has a new code."))


@require_POST
def receive_cash(request: HttpRequest, count_id: int) -> HttpResponse:
    """The cash of a courier came in."""
    count = get_object_or_404(CashCount, pk=count_id)

    def deed(values: dict[str, Any]) -> object:
        return cash.confirm(count=count, **values, **_who(request))

    return _one(request, ReceiveForm(request.POST), deed, _("Cash confirmed."))


def _one(request: HttpRequest, form: Form, deed: Callable[[dict[str, Any]], object], done: str) -> HttpResponse:
    """What is refused is said above the page as it is now."""
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(NAME)
    try:
        deed(form.cleaned_data)
    except errors.DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(NAME)


def _each(request: HttpRequest, form: AssignForm, deed: Callable[[Parcel], object]) -> None:
    """Each by itself; what one refuses is said, the others still go."""
    done = 0
    for parcel in form.cleaned_data["parcels"].select_related("order", "seller").order_by("pk"):
        try:
            deed(parcel)
            done += 1
        except errors.DomainError as error:
            messages.error(request, f"{parcel}: {error.message}")
    if done:
        text = ngettext("%(count)d parcel for %(courier)s.", "%(count)d parcels for %(courier)s.", done)
        messages.success(request, text % {"count": done, "courier": form.cleaned_data["courier"]})


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}

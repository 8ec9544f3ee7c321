"""The shop's returns: what to answer, what is on its way back, one return with what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import forms, photos, returns
from orders.forms.returning import ApproveForm, ReceiveForm, RejectForm
from orders.models import ReturnLine, ReturnRequest
from orders.queries import returning
from orders.returns import Action
from shop.core import downloads, errors, paging

_DONE: dict[str, tuple[Callable[..., ReturnRequest], str | Promise]] = {
    Action.APPROVE: (returns.approve, gettext_lazy("Approved. The buyer reads how to send it back.")),
    Action.REJECT: (returns.reject, gettext_lazy("Rejected. The buyer reads why.")),
    Action.RECEIVE: (returns.receive, gettext_lazy("Received. Our office sends the money back.")),
}


@guards.requires(Permission.SELL)
@require_safe
def listed(request: AuthenticatedRequest) -> HttpResponse:
    """The returns of a saved view (`view`); without one, those to answer."""
    mine = ReturnRequest.objects.of_seller(request.user)
    view = request.GET.get("view", "")
    view = view if view in returning.VIEWS else returning.FIRST_VIEW
    counts = returning.counts(mine)
    tabs = [
        {"label": label, "url": f"?view={name}", "current": name == view, "count": counts.get(name)}
        for name, (label, _states) in returning.VIEWS.items()
    ]
    page = paging.numbered(returning.listed(mine, view), request.GET.get("page"), size=returning.PER_PAGE)
    context = {"page": page, "tabs": tabs, "view": view, "label": returning.VIEWS[view][0]}
    return render(request, "seller/returns.html", context)


@guards.requires(Permission.SELL)
@require_safe
def one(request: AuthenticatedRequest, return_id: int) -> HttpResponse:
    return _page(request, return_id)


@guards.requires(Permission.SELL)
@require_POST
def act(request: AuthenticatedRequest, return_id: int, action: str) -> HttpResponse:
    """One step of one return. A refusal is shown on the page as it is now."""
    if action not in _DONE:
        raise Http404
    found = get_object_or_404(returning.loaded(ReturnRequest.objects.of_seller(request.user)), pk=return_id)
    form = _forms(found, request.POST)[action]
    operation, done = _DONE[action]
    if form.is_valid():
        try:
            operation(request=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, str(done))
            return redirect("orders:seller-return", return_id)
    return _page(request, return_id, action=action, form=form)


@guards.requires(Permission.SELL)
@require_safe
def photo(request: AuthenticatedRequest, return_id: int, line_id: int) -> HttpResponse:
    """What the buyer photographed."""
    mine = ReturnLine.objects.filter(request__in=ReturnRequest.objects.of_seller(request.user), request=return_id)
    line = get_object_or_404(mine.exclude(photo=""), pk=line_id)
    try:
        return downloads.picture(photos.read(line.photo))
    except FileNotFoundError as error:
        raise Http404 from error


def _page(request: AuthenticatedRequest, return_id: int, *, action: str = "", form: Form | None = None) -> HttpResponse:
    found = get_object_or_404(returning.loaded(ReturnRequest.objects.of_seller(request.user)), pk=return_id)
    asked = _forms(found) | ({action: form} if form is not None else {})
    context: dict[str, Any] = {
        "card": returning.card(found),
        "found": found,
        "may": {one.value: True for one in returns.open_to(request.user, found)},
        "form": form,
        "asked": asked,
        "crumbs": [(_("Returns"), "/seller/returns/"), (found.parcel.order.number, "")],
    }
    return render(request, "seller/return.html", context, status=422 if form else 200)


def _forms(found: ReturnRequest, data: Any = None) -> dict[str, Form]:
    said = {"instructions": returning.last_instructions(found.parcel)}
    return {
        Action.APPROVE.value: ApproveForm(data, initial=said),
        Action.REJECT.value: RejectForm(data),
        Action.RECEIVE.value: ReceiveForm(data, lines=list(found.lines.all())),
    }

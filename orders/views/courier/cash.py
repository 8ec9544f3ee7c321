"""The drawer: what was collected, and handing it in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import cash as drawers
from orders import forms
from orders.forms.courier import CountForm
from orders.queries import courier
from shop.core import errors


@guards.requires(Permission.DELIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def cash(request: AuthenticatedRequest) -> HttpResponse:
    """GET shows what is to be handed in; POST counts it."""
    form = CountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            drawers.count(by=request.user, now=timezone.now(), **form.cleaned_data)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Counted and handed in. The office confirms it."))
            return redirect("orders:cash")
    context = {"drawer": courier.drawer(request.user), "form": form}
    return render(request, "courier/cash.html", context, status=422 if form.is_bound else 200)

"""Asking to sell."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import guards, operations
from accounts.forms import ApplicationForm
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from shop.core import errors, forms


@guards.requires(Permission.APPLY_TO_SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: AuthenticatedRequest) -> HttpResponse:
    """The form, or how the application stands."""
    seller = getattr(request.user, "seller", None)
    if request.method != "POST":
        form = None if seller else ApplicationForm()
        return render(request, "accounts/apply.html", {"form": form, "seller": seller})
    form = ApplicationForm(request.POST)
    if form.is_valid():
        try:
            operations.apply_to_sell(user=request.user, **form.cleaned_data, by=request.user, now=timezone.now())
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("We have your application. You will hear from us by email."))
            return redirect("accounts:apply")
    return render(request, "accounts/apply.html", {"form": form, "seller": None}, status=422)

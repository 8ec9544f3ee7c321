"""Passkeys: added, named and removed. They need a script; without one the page says what to use instead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import guards, operations, shown_once
from accounts.forms import PasskeyForm
from accounts.guards import AuthenticatedRequest
from accounts.models import Passkey
from shop.core import errors, forms


@guards.signed_in
@guards.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        name, answer = form.cleaned_data["name"], form.cleaned_data["credential"]
        try:
            codes = operations.add_passkey(request, user=request.user, name=name, answer=answer, now=timezone.now())
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("The passkey is added. From now on, signing in asks for it."))
            return _on(request, codes)
    context = {"form": form, "options": operations.ask_to_make(request, user=request.user)}
    return render(request, "accounts/passkey_add.html", context, status=422 if form.is_bound else 200)


def _on(request: AuthenticatedRequest, codes: list[str]) -> HttpResponse:
    if not codes:
        return redirect("accounts:second-factor")
    shown_once.put(request, shown_once.CODES, codes)
    return redirect("accounts:recovery-codes")


@guards.signed_in
@guards.confirmed
@require_POST
def remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    passkey = get_object_or_404(Passkey, pk=pk, user=request.user)
    try:
        operations.remove_passkey(passkey=passkey, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(passkey)s is removed.") % {"passkey": passkey.name})
    return redirect("accounts:second-factor")

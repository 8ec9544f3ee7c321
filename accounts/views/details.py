"""`/update/user-info/`: three forms on one page, of which the button sends one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import emails, guards, operations
from accounts.forms import DetailsForm, EmailChangeForm, PasswordChangeForm
from accounts.guards import AuthenticatedRequest
from accounts.models import TokenScope
from shop.core import errors, forms

DETAILS, EMAIL, PASSWORD = "details", "email", "password"


@guards.signed_in
@sensitive_post_parameters("password", "current_password")
@require_http_methods(["GET", "HEAD", "POST"])
def update_user_info(request: AuthenticatedRequest) -> HttpResponse:
    sent = request.POST.get("form", DETAILS) if request.method == "POST" else ""
    page = _forms(request, sent)
    if not sent:
        return render(request, "accounts/update.html", page)
    form = page.get(sent) or page[DETAILS]
    if form.is_valid():
        try:
            messages.success(request, _SAVE.get(sent, _save_details)(request, form.cleaned_data))
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            return redirect("accounts:user-info")
    return render(request, "accounts/update.html", page, status=422)


def _forms(request: AuthenticatedRequest, sent: str) -> dict[str, forms.Form]:
    """The three forms; only the one that was sent holds what was typed."""

    def data(name: str) -> Any:
        return request.POST if sent == name or (name == DETAILS and sent not in (*_SAVE, "")) else None

    user = request.user
    initial = {"full_name": user.full_name, "phone": user.phone, "time_zone": user.time_zone}
    return {
        DETAILS: DetailsForm(data(DETAILS), initial=initial, auto_id="id_details_%s"),
        EMAIL: EmailChangeForm(data(EMAIL), user=user, auto_id="id_email_%s"),
        PASSWORD: PasswordChangeForm(data(PASSWORD), user=user, auto_id="id_password_%s"),
    }


def _save_details(request: AuthenticatedRequest, values: dict[str, Any]) -> str:
    operations.update_details(user=request.user, **values, by=request.user, now=timezone.now())
    return _("Saved.")


def _ask_for_email(request: AuthenticatedRequest, values: dict[str, Any]) -> str:
    operations.request_email_change(request, user=request.user, **values)
    address = {"address": emails.masked(values["new_email"])}
    return _("We sent a link to %(address)s. Your email changes once you open it.") % address


def _change_password(request: AuthenticatedRequest, values: dict[str, Any]) -> str:
    operations.change_password(request, user=request.user, **values, now=timezone.now())
    return _("Your password is changed. You are signed out everywhere else.")


_SAVE = {DETAILS: _save_details, EMAIL: _ask_for_email, PASSWORD: _change_password}


@guards.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: AuthenticatedRequest) -> HttpResponse:
    """Where the link in the mail to the new address leads: a page with one button, since scanners open links too."""
    token, now = request.GET.get("token", ""), timezone.now()
    try:
        if request.method == "POST":
            operations.confirm_email(token=request.POST.get("token", ""), by=request.user, now=now)
            messages.success(request, _("Your email is changed."))
            return redirect("accounts:user-info")
        link = operations.check_link(scope=TokenScope.EMAIL, token=token, now=now)
        if link.user_id != request.user.pk:
            raise operations.UnknownLink
    except errors.DomainError as error:
        return render(request, "accounts/link_dead.html", {"reason": error, "kind": "email"}, status=error.status)
    return render(request, "accounts/email_confirm.html", {"token": token, "new_email": link.new_email})

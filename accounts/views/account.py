"""One's own account at a glance, and what can be ended, taken along or deleted there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards, operations, queries
from accounts.forms import DeleteAccountForm
from accounts.guards import AuthenticatedRequest
from shop.core import errors, forms


@guards.signed_in
@require_safe
def user_info(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "overview": queries.overview(request.user, now=timezone.now()),
        "session_key": request.session.session_key,
    }
    return render(request, "accounts/overview.html", context)


@guards.signed_in
@require_POST
def end_device(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(queries.devices_of(request.user), pk=pk)
    if device.session_key == request.session.session_key:
        operations.log_out(request)
        return redirect("/")
    operations.end_device(device=device, by=request.user, now=timezone.now())
    messages.success(request, _("%(device)s is signed out.") % {"device": device.label})
    return redirect("accounts:user-info")


@guards.signed_in
@require_POST
def end_other_devices(request: AuthenticatedRequest) -> HttpResponse:
    key = request.session.session_key
    operations.end_other_devices(user=request.user, keep=key, by=request.user, now=timezone.now())
    messages.success(request, _("Every other device is signed out."))
    return redirect("accounts:user-info")


@guards.signed_in
@guards.confirmed
@require_safe
def download(request: AuthenticatedRequest) -> HttpResponse:
    archive = operations.personal_archive(request.user, now=timezone.now())
    response = HttpResponse(archive, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@guards.signed_in
@sensitive_post_parameters("current_password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AuthenticatedRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/delete.html", {"form": DeleteAccountForm()})
    form = DeleteAccountForm(request.POST)
    if form.is_valid():
        try:
            password = form.cleaned_data["current_password"]
            operations.delete_account(request, user=request.user, password=password, now=timezone.now())
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Your account is deleted. Thank you for shopping here."))
            return redirect("/")
    return render(request, "accounts/delete.html", {"form": form}, status=422)

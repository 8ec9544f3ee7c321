"""`/user-info/second-factor/`: the app that shows codes, and the recovery codes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards, operations, queries, shown_once
from accounts.forms import CodeForm
from accounts.guards import AuthenticatedRequest
from accounts.models import CodeApp
from shop.core import errors, forms

HOME = "accounts:second-factor"


@guards.signed_in
@require_safe
def overview(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "accounts/second_factor.html", {"factor": queries.second_factor(request.user)})


@guards.signed_in
@guards.confirmed
@require_POST
def start_app(request: AuthenticatedRequest) -> HttpResponse:
    operations.start_code_app(user=request.user, by=request.user, now=timezone.now())
    return redirect("accounts:code-app")


@guards.signed_in
@guards.confirmed
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code_app(request: AuthenticatedRequest) -> HttpResponse:
    """The QR code and the key of an app that is being set up, until its first code comes."""
    app = CodeApp.objects.filter(user=request.user, confirmed_at=None).first()
    if app is None:
        return redirect(HOME)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            values = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
            codes = operations.confirm_code_app(user=request.user, **values)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Your app is set up. From now on, signing in asks for its code."))
            return _on(request, codes)
    context = {"form": form, "setup": queries.app_setup(app)}
    return render(request, "accounts/code_app.html", context, status=422 if form.is_bound else 200)


@guards.signed_in
@guards.confirmed
@require_POST
def remove_app(request: AuthenticatedRequest) -> HttpResponse:
    try:
        operations.remove_code_app(user=request.user, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The app is removed."))
    return redirect(HOME)


@guards.signed_in
@guards.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: AuthenticatedRequest) -> HttpResponse:
    """POST makes new ones; GET shows them for as long as they wait in this session."""
    if request.method == "POST":
        if not queries.second_factor(request.user).is_on:
            raise Http404
        codes = operations.new_recovery_codes(user=request.user, by=request.user, now=timezone.now())
        return _on(request, codes)
    codes = shown_once.lines(request, shown_once.CODES)
    if not codes:
        return redirect(HOME)
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@guards.signed_in
@guards.confirmed
@require_safe
def recovery_file(request: AuthenticatedRequest) -> HttpResponse:
    codes = shown_once.lines(request, shown_once.CODES)
    if not codes:
        raise Http404
    text = "\n".join([_("Millrow recovery codes for %(email)s") % {"email": request.user.email}, "", *codes, ""])
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="millrow-recovery-codes.txt"'
    return response


@guards.signed_in
@require_POST
def codes_kept(request: AuthenticatedRequest) -> HttpResponse:
    """The person has them: nobody sees them here again."""
    shown_once.forget(request, shown_once.CODES)
    return redirect(HOME)


def _on(request: AuthenticatedRequest, codes: list[str]) -> HttpResponse:
    if not codes:
        return redirect(HOME)
    shown_once.put(request, shown_once.CODES, codes)
    return redirect("accounts:recovery-codes")

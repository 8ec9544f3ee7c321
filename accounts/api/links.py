"""
Where the links in mails lead: pages for a browser, JSON for programs, at the same addresses.

GET never does what the link is for, since mail scanners open links too: it shows a page with one button, or the form.
A form needs the CSRF token; JSON needs none, as no form of another site can send it, and the link's own token proves
enough. The token of a new password leaves the address bar at once: the session keeps which row it was, and the
browser goes on to the clean address.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.utils import check_csrf

from accounts import operations
from accounts.api import pages, schemas
from accounts.emails import RESET_PATH
from accounts.forms import NewPasswordForm
from accounts.models import Token, TokenScope
from shop.core import errors, forms, http

router = Router()
_ANSWERS = http.refusals(400, 404, 410, 422)


@router.get(
    "/activation_token/",
    response=_ANSWERS,
    operation_id="activation_page",
    summary="The page behind the link of the mail",
    openapi_extra=pages.HTML,
)
def activation_page(request: HttpRequest, activation_token: str = "") -> HttpResponse:
    """For a browser: a page with one button."""
    try:
        token = _activation(activation_token)
    except errors.DomainError as error:
        return pages.dead_link(request, error, kind="activation")
    context = {"token": activation_token, "is_active": token.user.is_active}
    return pages.private(render(request, "accounts/activate.html", context))


@router.post(
    "/activation_token/",
    response={200: schemas.Activated, **_ANSWERS, **http.refusals(403)},
    operation_id="activate",
    summary="Open an account with the key of the mail",
    openapi_extra=pages.FORM,
)
def activate(request: HttpRequest, activation_token: str = "") -> Any:
    """Activate the account. A second time changes nothing. A form is answered with a page."""
    if pages.is_form(request):
        return check_csrf(request) or _activate_by_form(request, activation_token)
    operations.activate(token=activation_token, now=timezone.now())
    return Status(200, schemas.Activated(active=True))


def _activate_by_form(request: HttpRequest, token: str) -> HttpResponse:
    try:
        operations.activate(token=token or request.POST.get("activation_token", ""), now=timezone.now())
    except errors.DomainError as error:
        return pages.dead_link(request, error, kind="activation")
    messages.success(request, _("Your account is active. Sign in to begin."))
    return redirect("accounts:login")


def _activation(raw: str) -> Token:
    return operations.check_link(scope=TokenScope.ACTIVATION, token=raw, now=timezone.now())


@router.get(
    "/new-password/",
    response=_ANSWERS,
    operation_id="new_password_page",
    summary="The page behind the link of the mail",
    openapi_extra=pages.HTML,
)
def new_password_page(request: HttpRequest, reset_token: str = "") -> HttpResponse:
    """For a browser: the form. With a token in the address it first moves into the session."""
    try:
        if reset_token:
            token = operations.check_link(scope=TokenScope.RESET, token=reset_token, now=timezone.now())
            request.session[pages.RESET_KEY] = token.pk
            return redirect(RESET_PATH)
        token = pages.kept_token(request)
    except errors.DomainError as error:
        return pages.dead_link(request, error, kind="reset")
    return pages.password_form(request, NewPasswordForm(user=token.user))


@router.post(
    "/new-password/",
    response={200: schemas.PasswordSet, **_ANSWERS, **http.refusals(403)},
    operation_id="new_password",
    summary="Choose a new password with the key of the mail",
    openapi_extra=pages.html_and_json(schemas.PasswordIn),
)
def new_password(request: HttpRequest, reset_token: str = "") -> Any:
    """Set a new password, once. Every session and token ends. A form is answered with a page."""
    if pages.is_form(request):
        return check_csrf(request) or _set_by_form(request, reset_token)
    return _set_by_json(request, reset_token)


@router.put(
    "/new-password/",
    response={200: schemas.PasswordSet, **_ANSWERS},
    operation_id="put_new_password",
    summary="The same, for programs that put",
    openapi_extra=pages.json_body(schemas.PasswordIn),
)
def put_new_password(request: HttpRequest, reset_token: str = "") -> Any:
    """The same as POST with JSON."""
    return _set_by_json(request, reset_token)


def _set_by_json(request: HttpRequest, reset_token: str) -> Status[Any]:
    """The token comes in the address only: what a browser's session holds opens nothing for a program."""
    password = pages.json_of(request, schemas.PasswordIn).password
    token = operations.check_link(scope=TokenScope.RESET, token=reset_token, now=timezone.now())
    values = forms.cleaned(NewPasswordForm({"password": password}, user=token.user))
    operations.reset_password(token=reset_token, **values, now=timezone.now())
    return Status(200, schemas.PasswordSet(message=_("The new password works from now on.")))


def _set_by_form(request: HttpRequest, reset_token: str) -> HttpResponse:
    now = timezone.now()
    try:
        if reset_token:
            token = operations.check_link(scope=TokenScope.RESET, token=reset_token, now=now)
        else:
            token = pages.kept_token(request)
        form = NewPasswordForm(request.POST, user=token.user)
        if not form.is_valid():
            return pages.password_form(request, form, status=422)
        operations.reset_password(pk=token.pk, **form.cleaned_data, now=now)
    except errors.DomainError as error:
        return pages.dead_link(request, error, kind="reset")
    # This browser's own session may be one of those that just ended.
    operations.log_out(request)
    messages.success(request, _("Your new password works from now on. You are signed out everywhere else."))
    return redirect("accounts:login")

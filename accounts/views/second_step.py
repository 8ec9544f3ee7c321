"""`/login/second/`: the second factor, after the right password."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import guards, operations
from accounts.forms import CodeForm, PasskeyAnswerForm
from accounts.models import User
from shop.core import errors, forms, http, ratelimit


@guards.public
@never_cache
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    user, target = operations.waiting(request, now=timezone.now()), http.safe_next(request)
    if user is None:
        if not request.user.is_authenticated:
            messages.info(request, _("Sign in with your password first."))
        return redirect("accounts:login")
    if request.method != "POST":
        return _page(request, user, CodeForm())
    form = _form(request)
    try:
        if form.is_valid() and _enter(request, user, form):
            return redirect(target)
    except errors.DomainError as error:
        forms.refuse(form, error)
    except ratelimit.RateLimited as error:
        form.add_error(None, _("Too many wrong codes. Try again in some minutes."))
        return _page(request, user, form, status=429, retry_after=error.retry_after)
    return _page(request, user, form, status=422)


def _form(request: HttpRequest) -> forms.Form:
    return PasskeyAnswerForm(request.POST) if request.POST.get("credential") else CodeForm(request.POST)


def _enter(request: HttpRequest, user: User, form: forms.Form) -> User:
    now = timezone.now()
    if isinstance(form, CodeForm):
        return operations.log_in_by_code(request, user=user, code=form.cleaned_data["code"], now=now)
    return operations.log_in_by_passkey(request, user=user, answer=form.cleaned_data["credential"], now=now)


def _page(
    request: HttpRequest, user: User, form: forms.Form, *, status: int = 200, retry_after: int = 0
) -> HttpResponse:
    code = form if isinstance(form, CodeForm) else CodeForm()
    context: dict[str, Any] = {
        "form": form,
        "code": code,
        "next": http.safe_next(request),
        "passkey": operations.ask_to_show(request, user=user),
    }
    response = render(request, "accounts/second_step.html", context, status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response

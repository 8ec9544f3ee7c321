"""In and out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import guards, operations
from accounts.forms import LoginForm
from shop.core import forms, http, ratelimit


@guards.public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    target = http.safe_next(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(target)
        return _page(request, LoginForm(), target)
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _page(request, form, target, status=422)
    try:
        operations.log_in(request, **form.cleaned_data, now=timezone.now())
    except operations.SecondFactorRequired:
        query = f"?{urlencode({'next': target})}" if target != "/" else ""
        return redirect(reverse("accounts:second-step") + query)
    except operations.WrongCredentials as error:
        forms.refuse(form, error)
        return _page(request, form, target, status=422)
    except ratelimit.RateLimited as error:
        form.add_error(None, _("Too many tries. Try again in a minute, or choose a new password."))
        response = _page(request, form, target, status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    return redirect(target)


def _page(request: HttpRequest, form: LoginForm, target: str, *, status: int = 200) -> HttpResponse:
    return render(request, "accounts/login.html", {"form": form, "next": target}, status=status)


@guards.public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Also for somebody who is signed out already, in another tab."""
    operations.log_out(request)
    messages.success(request, _("You are signed out."))
    response = redirect("/")
    # What a courier's phone keeps for a dead spot goes even where no script of ours runs any more.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response

"""`/confirm/`: the password once more, before something dangerous."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import guards, operations
from accounts.forms import ConfirmForm
from accounts.guards import AuthenticatedRequest
from shop.core import errors, forms, http, ratelimit


@guards.signed_in
@sensitive_post_parameters("current_password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthenticatedRequest) -> HttpResponse:
    target = http.safe_next(request, default="/user-info/")
    if request.method != "POST":
        return render(request, "accounts/confirm.html", {"form": ConfirmForm(), "next": target})
    form, status = ConfirmForm(request.POST), 422
    try:
        if form.is_valid():
            password = form.cleaned_data["current_password"]
            operations.confirm(request, user=request.user, password=password, now=timezone.now())
            return redirect(target)
    except errors.DomainError as error:
        forms.refuse(form, error)
    except ratelimit.RateLimited as error:
        form.add_error(None, _("Too many tries. Try again in a minute."))
        status, wait = 429, str(error.retry_after)
    response = render(request, "accounts/confirm.html", {"form": form, "next": target}, status=status)
    if status == 429:
        response.headers["Retry-After"] = wait
    return response

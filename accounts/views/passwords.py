"""A forgotten password. Setting the new one is in `accounts.api.links`, where its link leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import guards, operations
from accounts.forms import EmailForm


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/forget.html", {"form": EmailForm()})
    form = EmailForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/forget.html", {"form": form}, status=422)
    operations.request_reset(request, email=form.cleaned_data["email"])
    return redirect("accounts:forget-sent")


@guards.public
@require_safe
def forget_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/forget_sent.html")

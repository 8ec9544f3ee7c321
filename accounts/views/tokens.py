"""API tokens: made with a name, shown once, revoked one by one or all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import guards, operations, queries, shown_once
from accounts.forms import TokenNameForm
from accounts.guards import AuthenticatedRequest


@guards.signed_in
@guards.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = TokenNameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token, _expires = operations.make_token(request, user=request.user, **form.cleaned_data, now=timezone.now())
        shown_once.put(request, shown_once.TOKEN, [token])
        return redirect("accounts:token-made")
    return render(request, "accounts/token_add.html", {"form": form}, status=422 if form.is_bound else 200)


@guards.signed_in
@guards.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def made(request: AuthenticatedRequest) -> HttpResponse:
    """The new token; POST says that its owner has it."""
    lines = shown_once.lines(request, shown_once.TOKEN)
    if request.method == "POST" or not lines:
        shown_once.forget(request, shown_once.TOKEN)
        return redirect("accounts:user-info")
    return render(request, "accounts/token_made.html", {"token": lines[0]})


@guards.signed_in
@require_POST
def revoke(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    token = get_object_or_404(queries.tokens_of(request.user, now=now), pk=pk)
    operations.revoke_token(token=token, by=request.user, now=now)
    messages.success(request, _("The token no longer works."))
    return redirect("accounts:user-info")


@guards.signed_in
@require_POST
def revoke_all(request: AuthenticatedRequest) -> HttpResponse:
    count = operations.revoke_tokens(user=request.user, by=request.user, now=timezone.now())
    text = ngettext("%(count)s token no longer works.", "%(count)s tokens no longer work.", count)
    messages.success(request, text % {"count": count})
    return redirect("accounts:user-info")

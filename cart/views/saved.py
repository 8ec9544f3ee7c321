"""`/saved/`: the wish list, for guests too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.models import User
from cart import operations, saved, sessions
from cart.queries import saved as queries
from cart.views import posted
from catalog.models import Variant
from shop.core import errors, http
from shop.core.http import HtmxRequest

_REMOVED = "saved_removed"


@guards.public
@never_cache
@require_safe
def saved_list(request: HttpRequest) -> HttpResponse:
    rows = queries.rows(saved.wishes(request), now=timezone.now())
    context = {"rows": rows, "removed": request.session.get(_REMOVED)}
    return render(request, "cart/saved.html", context)


@guards.public
@require_POST
def add(request: HtmxRequest) -> HttpResponse:
    """Save; with JavaScript the answer is the button in its other state."""
    variant = posted.variant(request.POST.get("variant", ""))
    saved.put(request, variant, now=timezone.now())
    request.session.pop(_REMOVED, None)
    return _answer(request, variant, is_saved=True, words=_("%(title)s is saved."))


@guards.public
@require_POST
def remove(request: HtmxRequest) -> HttpResponse:
    variant = posted.variant(request.POST.get("variant", ""))
    saved.remove(request, variant.pk)
    if request.POST.get("undo"):
        request.session[_REMOVED] = {"variant": variant.pk, "title": variant.product.title}
        return redirect("cart:saved")
    return _answer(request, variant, is_saved=False, words=_("%(title)s is no longer saved."))


@guards.public
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """From the list into the basket."""
    variant, now = posted.variant(request.POST.get("variant", "")), timezone.now()
    by = request.user if isinstance(request.user, User) else None
    try:
        operations.add(cart=sessions.ensure(request, now=now), variant=variant, quantity=1, by=by, now=now)
    except errors.DomainError as error:
        messages.warning(request, f"{variant.product.title}: {error.message}")
    else:
        saved.remove(request, variant.pk)
        request.session.pop(_REMOVED, None)
        messages.success(request, _("%(title)s is in your basket.") % {"title": variant.product.title})
    return redirect("cart:saved")


def _answer(request: HtmxRequest, variant: Variant, *, is_saved: bool, words: str) -> HttpResponse:
    if request.htmx:
        context: dict[str, Any] = {"variant": variant, "is_saved": is_saved}
        return render(request, "cart/_save.html", context)
    messages.success(request, words % {"title": variant.product.title})
    return redirect(http.safe_next(request, "/saved/"))

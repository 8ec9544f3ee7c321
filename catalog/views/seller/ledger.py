"""`/seller/stock/<variant>/` and `/seller/stock/movements/`: what moved, why and by whom; and moving it by hand."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import desk, shortage, stock
from catalog.forms.adjusting import AdjustForm, MarkForm
from catalog.models import MovementKind, Variant
from shop.core import errors
from shop.core import forms as core_forms


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: AuthenticatedRequest, variant_id: int) -> HttpResponse:
    """What is posted is a count or a change (`action` adjust), or from when on the variant is low (`action` mark)."""
    variant = get_object_or_404(desk.variants_editable_by(request.user), pk=variant_id)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    started = {"was": variant.stock.on_hand, "token": uuid.uuid4().hex}
    adjust = AdjustForm(request.POST if action == "adjust" else None, initial=started)
    mark = MarkForm(request.POST if action == "mark" else None, initial={"low_at": variant.stock.low_at})
    if (action == "adjust" and adjust.is_valid() and _adjust(request, variant, adjust)) or (
        action == "mark" and mark.is_valid() and _mark(request, variant, mark)
    ):
        return redirect("catalog:seller_stock_ledger", variant.pk)
    kind = request.GET.get("kind", "")
    page = desk.ledger(variant, kind=kind, page=request.GET.get("page"))
    held = [variant.pk] if variant.stock.reserved else []
    context = {"variant": variant, "page": page, "adjust": adjust, "mark": mark, "held": held, "kinds": kinds(kind)}
    return render(request, "seller/ledger.html", context, status=422 if request.method == "POST" else 200)


def _adjust(request: AuthenticatedRequest, variant: Variant, form: AdjustForm) -> bool:
    typed = form.cleaned_data["pieces"]
    same: dict[str, Any] = {"variant": variant, "by": request.user, "at": timezone.now(), "note": form.said()}
    # The page's own token names the change, so that sending it twice changes the stock once.
    source = f"desk:{form.cleaned_data['token'] or uuid.uuid4().hex}"
    try:
        if typed.is_change:
            stock.change_by(pieces=typed.number, kind=MovementKind.ADJUST, source=source, **same)
        else:
            was = form.cleaned_data["was"]
            stock.set_on_hand(on_hand=typed.number, expected=was, kind=MovementKind.SET, source=source, **same)
    except errors.DomainError as error:
        core_forms.refuse(form, type(error)(error.message) if isinstance(error, stock.StockTooLow) else error)
        current = getattr(error, "current", None)
        form.data = {**request.POST.dict(), **({} if current is None else {"was": str(current)})}
        return False
    messages.success(request, _("Stock saved."))
    return True


def _mark(request: AuthenticatedRequest, variant: Variant, form: MarkForm) -> bool:
    shortage.set_mark(variant=variant, low_at=form.cleaned_data["low_at"], by=request.user)
    messages.success(request, _("Saved. It is low from %(count)d pieces on.") % {"count": form.cleaned_data["low_at"]})
    return True


@requires(Permission.SELL)
@require_safe
def movements(request: AuthenticatedRequest) -> HttpResponse:
    """All movements of a shop."""
    seller = get_object_or_404(Seller, user=request.user)
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "")[: desk.LONGEST_SEARCH]
    page = desk.movements(seller, kind=kind, text=text, page=request.GET.get("page"))
    context = {"page": page, "kinds": kinds(kind, text), "text": text, "kind": kind}
    return render(request, "seller/movements.html", context)


def kinds(current: str, text: str = "") -> list[dict[str, Any]]:
    """The kinds of movements as links; an unknown one means all."""
    current = current if current in MovementKind.values else ""
    return [
        {
            "label": label,
            "url": "?" + urlencode({k: v for k, v in (("kind", value), ("q", text)) if v}),
            "current": value == current,
        }
        for value, label in (("", _("All")), *MovementKind.choices)
    ]

"""`/seller/stock/`: pieces per variant in one table, and the ledger of each."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import desk, stock
from catalog.forms.stock import StockForm
from catalog.models import MovementKind
from shop.core import errors

VIEWS = (("all", gettext_lazy("All")), ("low", gettext_lazy("Low")), ("sold_out", gettext_lazy("Sold out")))


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def stock_table(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    view = request.GET.get("view", "all")
    view = view if view in dict(VIEWS) else "all"
    text = request.GET.get("q", "")[: desk.LONGEST_SEARCH]
    page = desk.stock_rows(seller, view=view, text=text, page=request.GET.get("page"))
    form = StockForm(request.POST if request.method == "POST" else None, rows=list(page.object_list))
    if request.method == "POST" and form.is_valid() and _save(request, form):
        return redirect(request.get_full_path())
    context = {
        "page": page,
        "form": form,
        "rows": form.pairs(),
        "views": _tabs(view, text),
        "text": text,
        "view": view,
    }
    return render(request, "seller/stock.html", context, status=422 if form.errors else 200)


def _save(request: AuthenticatedRequest, form: StockForm) -> bool:
    """Each changed row for itself: what can be saved is, the others say why not. Whether all were."""
    saved = 0
    batch = uuid.uuid4().hex
    for edit in form.edits():
        try:
            stock.set_on_hand(
                variant=edit.variant,
                on_hand=edit.on_hand,
                expected=edit.expected,
                kind=MovementKind.SET,
                source=f"counted:{batch}",
                by=request.user,
                at=timezone.now(),
            )
            saved += 1
        except errors.DomainError as error:
            form.refuse(edit, error)
    if saved or not form.errors:
        text = ngettext("Stock of %(count)d variant saved.", "Stock of %(count)d variants saved.", saved)
        messages.success(request, text % {"count": saved} if saved else _("Nothing changed."))
    return not form.errors


def _tabs(current: str, text: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": "?" + urlencode({k: v for k, v in (("view", name), ("q", text)) if v}),
            "current": name == current,
        }
        for name, label in VIEWS
    ]


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_safe
def ledger(request: AuthenticatedRequest, variant_id: int) -> HttpResponse:
    variant = get_object_or_404(desk.variants_editable_by(request.user), pk=variant_id)
    page = desk.ledger(variant, page=request.GET.get("page"))
    return render(request, "seller/ledger.html", {"variant": variant, "page": page, "movements": page.object_list})

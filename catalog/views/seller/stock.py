"""`/seller/stock/`: pieces per variant in one table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import desk
from catalog.forms import listed
from catalog.models import Variant
from catalog.views.seller import rows, saving
from shop.core import http

VIEWS = (("all", gettext_lazy("All")), ("low", gettext_lazy("Low")), ("sold_out", gettext_lazy("Sold out")))


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def stock_table(request: AuthenticatedRequest) -> HttpResponse:
    """What is posted may come from another page (`next`), such as the desk's rows that run low."""
    seller = get_object_or_404(Seller, user=request.user)
    if request.method != "POST":
        return _page(request, seller)
    variants = desk.named_variants(seller, listed.ids(_named(request)))
    form = listed.ListForm(request.POST, variants=variants, priced="product" in request.GET)
    if form.is_valid() and saving.save_rows(request, form):
        return redirect(http.safe_next(request, request.get_full_path()))
    return _page(request, seller, variants, form)


def _named(request: AuthenticatedRequest) -> list[str]:
    return [name.removeprefix("stock-") for name in request.POST if name.startswith("stock-")]


def _page(
    request: AuthenticatedRequest,
    seller: Seller,
    variants: list[Variant] | None = None,
    form: listed.ListForm | None = None,
) -> HttpResponse:
    query = request.GET
    view = query.get("view", "all")
    view = view if view in dict(VIEWS) else "all"
    text = query.get("q", "")[: desk.LONGEST_SEARCH]
    product = next(iter(listed.ids([query.get("product", "")])), None)
    page = desk.stock_page(seller, view=view, text=text, product=product, page=query.get("page"))
    shown = list(page.object_list) if variants is None else variants
    form = form or listed.ListForm(variants=shown, priced=product is not None)
    context = {
        "page": page,
        "form": form,
        "held": [variant.pk for variant in form.held],
        "rows": [rows.of_variant(variant, form) for variant in shown],
        "views": _tabs(view, text),
        "text": text,
        "view": view,
    }
    return render(request, "seller/stock.html", context, status=422 if form.errors else 200)


def _tabs(current: str, text: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": "?" + urlencode({k: v for k, v in (("view", name), ("q", text)) if v}),
            "current": name == current,
        }
        for name, label in VIEWS
    ]

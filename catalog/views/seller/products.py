"""`/seller/products/`: own products in saved views; prices, stock and states of many at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import desk
from catalog.forms import listed
from catalog.models import Product, ProductStatus, Variant
from catalog.views.seller import rows, saving, undo

# A product with more variants is edited on a page of its own.
MOST_VARIANTS_SHOWN = 12


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def product_list(request: AuthenticatedRequest) -> HttpResponse:
    """What is posted saves all changed rows first; then what was pressed happens to the ticked products."""
    seller = get_object_or_404(Seller, user=request.user)
    if request.method != "POST":
        return _page(request, seller)
    products = desk.named(seller, listed.ids(" ".join(request.POST.getlist("row")).split()))
    form = listed.ListForm(request.POST, variants=_editable(products))
    if not form.is_valid() or not saving.save_rows(request, form):
        return _page(request, seller, products, form)
    return saving.do(request, seller)


def _page(
    request: AuthenticatedRequest,
    seller: Seller,
    products: list[Product] | None = None,
    form: listed.ListForm | None = None,
) -> HttpResponse:
    view = request.GET.get("view", "all")
    view = view if view in desk.VIEWS else "all"
    text, sort = request.GET.get("q", "")[: desk.LONGEST_SEARCH], request.GET.get("sort", "")
    page = desk.products(seller, view=view, text=text, sort=sort, page=request.GET.get("page"))
    shown = list(page.object_list) if products is None else products
    form = form or listed.ListForm(variants=_editable(shown))
    now = timezone.now()
    context = {
        "page": page,
        "form": form,
        "held": [variant.pk for variant in form.held],
        "rows": [rows.of(product, now, form, most=MOST_VARIANTS_SHOWN) for product in shown],
        "views": tabs(desk.counts(seller), view, text),
        "view": view,
        "text": text,
        "sort": sort if sort in desk.SORTS else "",
        "undo": undo.of_deed(seller, request.GET),
    }
    return render(request, "seller/products.html", context, status=422 if form.errors else 200)


def _editable(products: list[Product]) -> list[Variant]:
    """The variants whose price and stock stand as fields on the page."""
    found = []
    for product in products:
        variants = [variant for variant in product.variants.all() if variant.is_active]
        if product.status != ProductStatus.ARCHIVED and len(variants) <= MOST_VARIANTS_SHOWN:
            found += variants
    return found


def tabs(counts: dict[str, int], current: str, text: str) -> list[dict[str, Any]]:
    """The saved views as links."""
    return [
        {
            "label": label,
            "url": "?" + urlencode({k: v for k, v in (("view", name), ("q", text)) if v}),
            "count": counts[name],
            "current": name == current,
        }
        for name, (label, _condition) in desk.VIEWS.items()
    ]

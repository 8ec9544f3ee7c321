"""`/seller/` and `/seller/sales/`: what to do now, and the sales behind the figures."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.models import Seller
from accounts.roles import Permission
from catalog.forms import listed
from catalog.models import Product
from orders.queries import desk, sales, sold


@guards.requires(Permission.SELL)
@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    """What must I do now? `range` is 7d, 30d or 90d."""
    shop = get_object_or_404(Seller, user=request.user)
    chosen = _range(request)
    page = desk.home(shop, days=sales.RANGES[chosen], now=timezone.now())
    form = listed.ListForm(variants=[row.variant for row in page.low], priced=False)
    fields = [(row, form.bound("stock", row.variant), form.bound("was", row.variant)) for row in page.low]
    context = {"home": page, "ranges": _ranges(chosen), "range": chosen, "low": fields}
    return render(request, "seller/home.html", context)


@guards.requires(Permission.SELL)
@require_safe
def sales_list(request: AuthenticatedRequest) -> HttpResponse:
    """The lines behind a figure of the desk: of the whole time, of a `day`, of a `product`."""
    shop = get_object_or_404(Seller, user=request.user)
    chosen, day = _range(request), _day(request)
    product = next(iter(listed.ids([request.GET.get("product", "")])), None)
    rows = sold.lines(shop, days=sales.RANGES[chosen], now=timezone.now(), day=day, product=product)
    pieces, amount = sold.sums(rows)
    context = {
        "page": sold.page_of(rows, page=request.GET.get("page")),
        "pieces": pieces,
        "amount": amount,
        "ranges": _ranges(chosen),
        "time": sales.last_days(sales.RANGES[chosen]),
        "day": day,
        "product": Product.objects.filter(seller=shop, pk=product).first() if product else None,
    }
    return render(request, "seller/sales.html", context)


def _range(request: HttpRequest) -> str:
    chosen = request.GET.get("range", "")
    return chosen if chosen in sales.RANGES else sales.FIRST_RANGE


def _day(request: HttpRequest) -> date | None:
    try:
        found = parse_date(request.GET.get("day", "")[:10])
    except ValueError:
        return None
    return found if found and 2000 <= found.year <= 2100 else None


def _ranges(chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": sales.last_days(days), "url": f"?range={name}", "current": name == chosen}
        for name, days in sales.RANGES.items()
    ]

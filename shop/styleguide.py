"""`/styleguide/`: every component in every state, and one sample of each page's structure. Only with DEV_PAGES."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import guards
from shop import styleguide_samples as samples
from shop.core.paging import numbered

SHOP_PAGES = ("home", "listing", "product", "basket", "checkout", "submitted")
PAGES = (*SHOP_PAGES, "account", "sign", "desk", "stop", "round", "sheet")


@guards.public
@require_safe
def styleguide(request: HttpRequest, page: str = "") -> HttpResponse:
    """The component sheet, or the sample of one page structure."""
    if not settings.DEV_PAGES or (page and page not in PAGES):
        raise Http404
    context = {**_context(), "pages": PAGES}
    if page:
        return render(request, f"styleguide/pages/{page}.html", context)
    return render(request, "styleguide/index.html", context)


def _context() -> dict[str, Any]:
    """Everything that the sheet and the samples show; invented, and the same each time."""
    filled = samples.SampleForm({"wrong-email": "amara@example", "wrong-phone": "12"}, prefix="wrong")
    return {
        "form": None,
        "empty_form": samples.SampleForm(),
        "wrong_form": filled,
        "cards": samples.cards(),
        "images": samples.images(),
        "facets": samples.FACETS,
        "applied": samples.APPLIED,
        "crumbs": [("Home", "/"), ("Home and living", "/category/home/"), ("Kitchen", "")],
        "steps": [("Basket", "/styleguide/basket/"), ("Delivery", "/styleguide/checkout/"), ("Payment", "")],
        "colours": samples.COLOURS,
        "timeline": samples.timeline(),
        "failed_timeline": samples.failed_timeline(),
        "all_states": samples.ALL_STATES,
        "icons": samples.icons(),
        "tabs": samples.TABS,
        "chart": samples.chart(30),
        "line_chart": samples.chart(90),
        "empty_chart": samples.chart(0),
        "totals": samples.TOTALS,
        "total": samples.TOTAL,
        "lines": samples.lines(),
        "address": samples.ADDRESS,
        "page": numbered(range(480), "7", size=24),
        "short_page": Paginator(range(30), 24).page(1),
        "tokens": samples.TOKENS,
        "hints": {"standard": "Tue 24 – Wed 25 Nov · €3.90", "express": "Mon 23 Nov · €7.90"},
    }

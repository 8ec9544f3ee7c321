"""`/shop/<slug>/`: a shop's own page, its products with the same search, filters and order as every listing."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.models import Seller
from catalog import filters as listing_filters
from catalog.filters import Filters
from catalog.queries import storefront
from catalog.views import listing
from catalog.views.listing import Frame
from shop.core.http import HtmxRequest


@guards.public
@require_safe
def shop(request: HtmxRequest, slug: str) -> HttpResponse:
    seller = get_object_or_404(Seller.objects.approved().defer("payout_details"), slug=slug)
    filters, notices = listing_filters.read(request.GET, shop=slug)
    crumbs = [("Millrow", "/"), (seller.name, "")]
    frame = Frame(seller.name, crumbs, request.path, subject=seller.story, extra=_front(seller, filters))
    return listing.respond(request, filters, notices, frame)


def _front(seller: Seller, filters: Filters) -> dict[str, Any]:
    front = storefront.of(seller)
    return {
        "seller": seller,
        "front": front,
        "shop_categories": [
            {
                "label": name,
                "count": count,
                "url": f"?{urlencode({'category': path})}",
                "current": filters.categories == (path,),
            }
            for path, name, count in front.categories
        ]
        if len(front.categories) > 1
        else [],
        "holiday_until": holiday(seller),
    }


def holiday(seller: Seller) -> date | None:
    """The last day of a holiday that goes on or is still to come."""
    until: date | None = seller.holiday_until
    return until if until and until >= timezone.localdate() else None

"""The product page."""

import functools
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.models import User
from accounts.roles import Permission
from catalog import delivery, fragments, pictures
from catalog.models import Product
from catalog.queries import cards as card_queries
from catalog.queries import product as queries
from catalog.queries.product import Around, Offer
from catalog.views import cards, options, structured
from shop.core import paging

DESCRIPTION_CHARACTERS = 155


@guards.public
@require_safe
def product(request: HttpRequest, product_id: int, slug: str) -> HttpResponse:
    found = queries.find(product_id)
    if found is None or not (found.is_live or _may_preview(request, found)):
        raise Http404
    if slug != found.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(found.get_absolute_url() + (f"?{query}" if query else ""))
    return render(request, "catalog/product.html", _context(request, found))


def _may_preview(request: HttpRequest, product: Product) -> bool:
    return _owns(request, product) or (isinstance(request.user, User) and request.user.may(Permission.MANAGE_CATALOGUE))


def _owns(request: HttpRequest, product: Product) -> bool:
    return isinstance(request.user, User) and product.seller.user_id == request.user.pk


def _context(request: HttpRequest, product: Product) -> dict[str, Any]:
    now = timezone.now()
    offers = queries.offers(product, now=now)
    offer, is_gone = queries.chosen(offers, request.GET.get("variant", ""))
    around = queries.around(product)
    similar = card_queries.rows(around.similar, now=now)
    estimates = delivery.estimates([product.seller_id, *(row.seller_id for row in similar)], now=now)
    images = around.images(offer.variant if offer else None, alt=product.title)
    return {
        "product": product,
        "offer": offer,
        "was": offer.price.list_price if offer and offer.price.is_reduced else None,
        "recommended": offer.price.compare_at if offer and not offer.price.is_reduced else None,
        "is_choice_gone": is_gone,
        "is_owner": _owns(request, product),
        "option_groups": options.groups(product, offers, offer),
        "low_stock": card_queries.LOW_STOCK,
        "delivery": estimates.get(product.seller_id),
        "images": images,
        "crumbs": [(_("Home"), "/"), *around.trail, (product.title, "")],
        "similar": cards.from_rows(similar, estimates, level=3, eager=0).values(),
        **_more(product, offer, around, request.GET.get("reviews", "")),
        **_about(product, offer, images),
    }


def _more(product: Product, offer: Offer | None, around: Around, page_text: str) -> dict[str, Any]:
    """Description, facts and a page of reviews as kept HTML; the first page was read with what stands around."""
    page = paging.numbered(range(sum(around.stars)), page_text, size=queries.REVIEWS_PER_PAGE)
    rows = around.reviews if page.number == 1 else queries.reviews(product.pk, page=page.number)
    shown = {
        "product": product,
        "variant": offer.variant if offer else None,
        "reviews": [{**row, "day": parse_datetime(row["created_at"])} for row in rows],
        "stars": list(zip(range(queries.MOST_STARS, 0, -1), around.stars, strict=True)),
    }
    name = fragments.digest(
        get_language(),
        *(product.pk, product.updated_at, product.description, product.brand, product.attributes, product.seller.name),
        *(product.rating_average, product.rating_count, rows, around.stars),
        *((offer.variant.sku, offer.variant.weight_g) if offer else ()),
    )
    html = fragments.pieces({name: shown}, functools.partial(render_to_string, "catalog/_more.html"))
    return {"more": html[name], "review_page": page, "reviews": rows}


def _about(product: Product, offer: Offer | None, images: Sequence[pictures.Shown]) -> dict[str, Any]:
    """What the head of the page says to search engines and to those who share its address."""
    structured_data = structured.product(product, offer, images) if offer and product.is_live else None
    return {
        "canonical": f"{settings.BASE_URL}{product.get_absolute_url()}",
        "summary": Truncator(" ".join(product.description.split())).chars(DESCRIPTION_CHARACTERS),
        "share_image": structured.absolute(images[0].src) if images else "",
        "structured": structured.data_block(structured_data) if structured_data else "",
    }

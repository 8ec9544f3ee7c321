"""The product page."""

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.models import User
from accounts.roles import Permission
from catalog import delivery, fragments, recent
from catalog.models import Product
from catalog.queries import cards as card_queries
from catalog.queries import product as queries
from catalog.queries.product import Around, Offer
from catalog.views import cards, head, options, reviews, storefront


@guards.public
@require_safe
def product(request: HttpRequest, product_id: int, slug: str) -> HttpResponse:
    found = queries.find(product_id)
    if found is None or not (found.is_live or _may_preview(request, found)):
        raise Http404
    if slug != found.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(found.get_absolute_url() + (f"?{query}" if query else ""))
    response = render(request, "catalog/product.html", _context(request, found))
    if found.is_live:
        recent.remember(request, response, found.pk)
    return response


def _may_preview(request: HttpRequest, product: Product) -> bool:
    return _owns(request, product) or (isinstance(request.user, User) and request.user.may(Permission.MANAGE_CATALOGUE))


def _owns(request: HttpRequest, product: Product) -> bool:
    return isinstance(request.user, User) and product.seller.user_id == request.user.pk


def _context(request: HttpRequest, product: Product) -> dict[str, Any]:
    now = timezone.now()
    offer, is_gone = queries.chosen(offers := queries.offers(product, now=now), request.GET.get("variant", ""))
    around = queries.around(product)
    shelves = {"similar": around.similar, "recent": recent.ids(request, without=[product.pk, *around.similar])}
    rows = card_queries.rows([pk for ids in shelves.values() for pk in ids], now=now)
    estimates = delivery.estimates([product.seller_id, *(row.seller_id for row in rows)], now=now)
    html = cards.from_rows(rows, estimates, level=3, eager=0)
    images = around.images(offer.variant if offer else None, alt=product.title)
    return {
        "product": product,
        "offer": offer,
        "was": offer.price.was if offer else None,
        "recommended": offer.price.compare_at if offer and not offer.price.is_reduced else None,
        "is_choice_gone": is_gone,
        "is_owner": _owns(request, product),
        "holiday_until": storefront.holiday(product.seller),
        "option_groups": options.groups(product, offers, offer),
        "low_stock": card_queries.LOW_STOCK,
        "delivery": estimates.get(product.seller_id),
        "images": images,
        "crumbs": [("Millrow", "/"), *around.trail, (product.title, "")],
        **{name: cards.shelf(ids, html) for name, ids in shelves.items()},
        **_more(request, product, offer, around),
        **head.about(product, offer, images, around.trail),
    }


def _more(request: HttpRequest, product: Product, offer: Offer | None, around: Around) -> dict[str, Any]:
    """Description, facts and a page of reviews as kept HTML; the first page was read with what stands around."""
    section = reviews.section(request.GET, product, around)
    shown = {"product": product, "variant": offer.variant if offer else None, **section.shown}
    name = fragments.digest(
        *(product.pk, product.updated_at, product.description, product.brand, product.attributes, product.seller.name),
        *(product.rating_average, product.rating_count, section.shown),
        *((offer.variant.sku, offer.variant.weight_g) if offer else ()),
    )
    html = fragments.pieces({name: shown}, functools.partial(render_to_string, "catalog/_more.html"))
    return {"more": html[name], "review_page": section.page, "reviews": section.shown["reviews"]}

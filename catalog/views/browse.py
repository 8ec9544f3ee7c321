"""Where shoppers look around: home, listings, categories."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts import guards
from catalog import filters as listing_filters
from catalog import recent
from catalog.queries import home as home_queries
from catalog.queries import listing as listing_queries
from catalog.views import cards
from catalog.views import listing as listing_page
from catalog.views.listing import Frame
from shop.core.http import HtmxRequest


@guards.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    shown = home_queries.page(now=now)
    looked_at = recent.ids(request)
    html = cards.rendered(dict.fromkeys([*shown.product_ids, *looked_at]), now=now, level=3, eager=0)
    context = {
        "home": shown,
        "shelves": [(shelf, cards.shelf(shelf.ids, html)) for shelf in shown.shelves],
        "recent": cards.shelf(looked_at, html),
        "canonical": f"{settings.BASE_URL}/",
    }
    return render(request, "catalog/home.html", context)


@guards.public
@require_safe
def listing(request: HtmxRequest, pattern: str | None = None) -> HttpResponse:
    filters, notices = listing_filters.read(request.GET, pattern=pattern)
    crumbs = [("Millrow", "/"), (_("All products"), reverse("catalog:listing"))]
    title = _("All products")
    if not filters.words.is_blank:
        title = listing_page.result_title(filters.words)
        crumbs.append((pgettext("what was searched for", "‘%(words)s’") % {"words": filters.words.text}, ""))
    return listing_page.respond(request, filters, notices, Frame(title, crumbs, request.path))


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    """The old address of a category leads to the new one, for good."""
    found = listing_queries.moved(path)
    if found is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(found.get_absolute_url() + (f"?{query}" if query else ""))


@guards.public
@require_safe
def category(request: HtmxRequest, path: str) -> HttpResponse:
    trail = listing_queries.trail(path)
    if not trail or trail[-1].path != path:
        return _moved(request, path)
    filters, notices = listing_filters.read(request.GET, scope=path)
    here = trail[-1]
    crumbs = [("Millrow", "/"), *((node.name, node.get_absolute_url()) for node in trail)]
    frame = Frame(here.name, crumbs, request.path, subject=here.description)
    return listing_page.respond(request, filters, notices, frame)

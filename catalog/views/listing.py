"""What the listing, category and shop pages have in common: search, assemble the page, render."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import push_url

from catalog import filters as listing_filters
from catalog import fragments
from catalog.filters import Filters
from catalog.queries import home, listing, ranking, terms
from catalog.queries.found import Found
from catalog.views import cards, category_panel, chips, panels
from shop.core import http, links, numbers, ratelimit
from shop.templatetags import ui_shop

Crumbs = Sequence[tuple[str, str]]
DEFAULTS = {"sort": "relevance", "page": "1"}


@dataclass(frozen=True)
class Frame:
    """What a kind of listing puts around the products. `subject` describes the page to search engines."""

    title: str
    crumbs: Crumbs
    path: str
    subject: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def respond(request: http.HtmxRequest, filters: Filters, notices: list[str], frame: Frame) -> HttpResponse:
    """
    Search and render. Only searches by words count against the limit of searches.

    Without scripts the forms send their empty fields, too: such an address leads to the tidy one.
    """
    if not request.htmx and (tidy := links.tidied(request, defaults=DEFAULTS)):
        return HttpResponseRedirect(tidy)
    if not filters.words.is_blank:
        ratelimit.hit(request, "search", key=http.client_ip(request))
    found = listing.find(filters, page=_page_number(request.GET, notices))
    applied = chips.applied(filters, found)
    context = {
        "filters": filters,
        "found": found,
        "frame": frame,
        "notices": notices,
        "sorts": listing_filters.SORTS.items(),
        "search_text": filters.words.text,
        "count_text": _count_text(found),
        "chips": applied,
        "canonical": _canonical(filters, found, frame),
        "is_indexed": bool(found.total) and not any(filters.pairs()),
        **frame.extra,
        **(_results(filters, found) if found.total else _nothing(filters, found, applied)),
    }
    response = render(request, "catalog/listing.html", context)
    # The address bar gets the address of these results, without the fields that were left empty.
    return push_url(response, (frame.path + filters.query()).rstrip("?")) if request.htmx else response


def _results(filters: Filters, found: Found) -> dict[str, Any]:
    groups = panels.groups(filters, found)
    html = cards.rendered(found.ids, now=timezone.now())
    return {
        "cards": [html[pk] for pk in found.ids[: found.exact_here] if pk in html],
        "loose": [html[pk] for pk in found.ids[found.exact_here :] if pk in html],
        "categories": found.categories,
        "page": _page(found),
        "groups": groups,
        "facets": _facets(groups),
        "subcategories": category_panel.below_page(filters, found),
    }


def _facets(groups: list[panels.Group]) -> SafeString:
    """The filter groups as HTML, kept: with the cards they are what a listing costs."""
    name = fragments.digest(groups)
    return fragments.pieces({name: groups}, ui_shop.facets)[name]


def _nothing(filters: Filters, found: Found, applied: Sequence[chips.Chip]) -> dict[str, Any]:
    """Ways on from an empty page: filters to lift, with what each would bring; categories; what others buy."""
    now = timezone.now()
    return {
        "lifts": chips.lifts(filters, found, applied),
        "without_all": _without_all(found, applied),
        "categories": found.categories,
        "top_categories": [] if found.categories else home.page(now=now).tiles,
        "popular": cards.rendered(listing.popular(), now=now, level=3, eager=0).values(),
    }


def _without_all(found: Found, applied: Sequence[chips.Chip]) -> str:
    """How many products there are without any filter, where only several filters together hide them."""
    hidden = found.counts.matching
    return _number_text(hidden) if hidden and applied and not found.lifts else ""


def _page(found: Found) -> Page[int]:
    """A page object for the pagination: its rows are somewhere else."""
    return Paginator(range(found.shown_total), ranking.PAGE_SIZE).page(found.page)


def _page_number(query: QueryDict, notices: list[str]) -> int:
    text = query.get("page", "").strip()
    if not text:
        return 1
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    notices.append(_("We cannot read this page number. This is page 1."))
    return 1


def _count_text(found: Found) -> str:
    return _number_text(found.total)


def _number_text(number: int) -> str:
    if number > ranking.MOST_COUNTED:
        return _("More than %(count)s products") % {"count": numbers.shown(ranking.MOST_COUNTED)}
    return ngettext("%(count)s product", "%(count)s products", number) % {"count": numbers.shown(number)}


def _canonical(filters: Filters, found: Found, frame: Frame) -> str:
    """The address under which search engines keep the page: plain words in the path, no filters, no order."""
    path = frame.path
    if not filters.words.is_blank and filters.words.path and not filters.scope and not filters.shop:
        path = reverse("catalog:listing-pattern", args=[filters.words.path])
    query = f"?page={found.page}" if found.page > 1 else ""
    return f"{settings.BASE_URL}{path}{query}"


def result_title(words: terms.Terms) -> str:
    return _("Results for ‘%(words)s’") % {"words": words.text}

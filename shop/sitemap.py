"""What search engines are told: `/sitemap.xml`, an index of parts where the shop is large, and `/robots.txt`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.models import Seller
from catalog.models import Category, Product

if TYPE_CHECKING:
    from django.contrib.sites.requests import RequestSite

# Search engines accept 50,000 addresses in a file; smaller ones answer faster.
PER_FILE = 5000
NOT_FOR_ROBOTS = (
    "/admin/", "/api/", "/order/", "/orders/", "/track/", "/user-info/", "/update/", "/addresses/", "/seller/",
    "/deliver/", "/add/", "/del/", "/publish/", "/forget/",
)  # fmt: skip


class Products(Sitemap):  # type: ignore[type-arg]
    limit = PER_FILE

    def items(self) -> QuerySet[Product]:
        return Product.objects.on_sale_floor().order_by("pk").only("pk", "slug", "updated_at")

    def lastmod(self, item: Product) -> datetime:
        return item.updated_at


class Categories(Sitemap):  # type: ignore[type-arg]
    limit = PER_FILE

    def items(self) -> QuerySet[Category]:
        return cast("QuerySet[Category]", Category.objects.active().order_by("path"))


class Shops(Sitemap):  # type: ignore[type-arg]
    limit = PER_FILE

    def items(self) -> QuerySet[Seller]:
        return Seller.objects.approved().order_by("pk").only("pk", "slug")


class Pages(Sitemap):  # type: ignore[type-arg]
    def items(self) -> list[str]:
        return ["/", "/listing/", "/about/", "/delivery-and-returns/", "/help/"]

    def location(self, item: str) -> str:
        return item


SECTIONS: Mapping[str, type["Sitemap[Any]"]] = {
    "pages": Pages,
    "categories": Categories,
    "shops": Shops,
    "products": Products,
}


@dataclass(frozen=True)
class Site:
    """Where the addresses of a sitemap begin: at BASE_URL, whatever host the request names."""

    domain: str


@guards.public
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page or, where they are too many for one file, the index of the files."""
    pages = {name: section().paginator for name, section in SECTIONS.items()}
    if sum(paginator.count for paginator in pages.values()) <= PER_FILE:
        return _urls(request, [url for name in SECTIONS for url in _section(name, 1)])
    parts = [
        {"location": f"{settings.BASE_URL}{reverse('sitemap-part', args=[name, number])}"}
        for name, paginator in pages.items()
        for number in paginator.page_range
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


@guards.public
@require_safe
@cache_control(public=True, max_age=3600)
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file of a large shop's sitemap."""
    if name not in SECTIONS or not 1 <= number <= SECTIONS[name]().paginator.num_pages:
        raise Http404
    return _urls(request, _section(name, number))


@guards.public
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _section(name: str, number: int) -> list[dict[str, Any]]:
    base = urlsplit(settings.BASE_URL)
    site = cast("RequestSite", Site(base.netloc))
    return list(SECTIONS[name]().get_urls(page=number, site=site, protocol=base.scheme))


def _urls(request: HttpRequest, urls: list[dict[str, Any]]) -> HttpResponse:
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")

"""What search engines are told: `/sitemap.xml`, an index of parts where the shop is large, and `/robots.txt`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, F, IntegerField, Max, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.models import Seller
from catalog import fragments
from catalog.models import Category, Product
from shop.core.generics import Sitemap

if TYPE_CHECKING:
    from django.contrib.sites.requests import RequestSite

# Search engines accept 50,000 addresses in a file; smaller ones answer faster.
PER_FILE = 5000
MOST_FILES = 1_000_000
INDEX_SECONDS = 3600
NOT_FOR_ROBOTS = (
    "/admin/", "/api/", "/order/", "/orders/", "/track/", "/user-info/", "/update/", "/addresses/", "/seller/",
    "/deliver/", "/add/", "/del/", "/publish/", "/forget/",
)  # fmt: skip


class Products(Sitemap[Product]):
    """Products by ranges of ids, so that the last file costs as little as the first."""

    limit = PER_FILE

    def __init__(self, number: int = 1) -> None:
        self.first, self.last = (number - 1) * PER_FILE + 1, number * PER_FILE

    def items(self) -> QuerySet[Product]:
        rows = Product.objects.on_sale_floor().filter(pk__range=(self.first, self.last))
        return rows.order_by("pk").only("pk", "slug", "updated_at")

    def lastmod(self, item: Product) -> datetime:
        return timezone.localtime(item.updated_at)


class Categories(Sitemap[Category]):
    limit = PER_FILE

    def items(self) -> QuerySet[Category]:
        return cast("QuerySet[Category]", Category.objects.active().order_by("path"))


class Shops(Sitemap[Seller]):
    limit = PER_FILE

    def items(self) -> QuerySet[Seller]:
        return Seller.objects.approved().order_by("pk").only("pk", "slug")


class Pages(Sitemap[str]):
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
    products = _product_files()
    pages = {name: section().paginator for name, section in SECTIONS.items() if name != "products"}
    others = sum(paginator.count for paginator in pages.values())
    if others + sum(count for _number, count, _last in products) <= PER_FILE:
        names = [(name, 1) for name in pages] + [("products", number) for number, _count, _last in products]
        return _urls(request, [url for name, number in names for url in _section(name, number)])
    files = [(name, number, None) for name, paginator in pages.items() for number in paginator.page_range]
    parts = [
        {"location": f"{settings.BASE_URL}{reverse('sitemap-part', args=[name, number])}", "last_mod": last}
        for name, number, last in [*files, *(("products", number, last) for number, _count, last in products)]
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


@guards.public
@require_safe
@cache_control(public=True, max_age=3600)
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file of a large shop's sitemap."""
    if name not in SECTIONS or number < 1 or number > MOST_FILES:
        raise Http404
    if name != "products" and number > SECTIONS[name]().paginator.num_pages:
        raise Http404
    urls = _section(name, number)
    if not urls:
        raise Http404
    return _urls(request, urls)


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
    section, page = (Products(number), 1) if name == "products" else (SECTIONS[name](), number)
    return list(section.get_urls(page=page, site=site, protocol=base.scheme))


def _product_files() -> list[tuple[int, int, date]]:
    """
    Number of a file, its products, and when the last of them changed. Remembered with the lists; of more products than
    one file holds for an hour, since all of them are read for it: a new file is that late.
    """
    if fragments.remembered_list(f"sitemap is large {PER_FILE}", _is_large):
        known = fragments.remembered_for(INDEX_SECONDS, f"sitemap {PER_FILE}", _counted)
    else:
        known = fragments.remembered_list(f"sitemap {PER_FILE}", _counted)
    return [(number, count, date.fromisoformat(last)) for number, count, last in known]


def _is_large() -> bool:
    return Product.objects.on_sale_floor().order_by()[: PER_FILE + 1].count() > PER_FILE


def _counted() -> list[tuple[int, int, str]]:
    number = Cast((F("pk") - 1) / PER_FILE + 1, IntegerField())
    rows = Product.objects.on_sale_floor().order_by().annotate(file=number).values_list("file")
    found = rows.annotate(count=Count("pk"), last=Max("updated_at")).order_by("file")
    return [(file, count, timezone.localdate(last).isoformat()) for file, count, last in found]


def _urls(request: HttpRequest, urls: list[dict[str, Any]]) -> HttpResponse:
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")

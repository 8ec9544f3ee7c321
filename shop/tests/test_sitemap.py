import re

import pytest
from django.utils import timezone

from catalog import fragments
from catalog.models import ProductStatus
from catalog.tests.factories import CategoryFactory, ProductFactory
from shop import sitemap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _base(settings):
    settings.BASE_URL = "https://millrow.example"


def test_names_every_public_page_and_no_other(client):
    product = ProductFactory(slug="mug", category=CategoryFactory(name="Mugs", slug="mugs", path="mugs"))
    draft = ProductFactory(status=ProductStatus.DRAFT)

    response = client.get("/sitemap.xml", secure=True)

    body = response.content.decode()
    assert response["Content-Type"] == "application/xml"
    for path in ("/", "/listing/", "/category/mugs/", f"/shop/{product.seller.slug}/", f"/product/{product.pk}/mug/"):
        assert f"<loc>https://millrow.example{path}</loc>" in body
    assert f"/product/{draft.pk}/" not in body
    assert f"<lastmod>{timezone.localdate(product.updated_at)}</lastmod>" in body


def test_large_shops_get_an_index_of_files(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 3)
    products = [ProductFactory() for _ in range(7)]

    index = client.get("/sitemap.xml", secure=True).content.decode()
    paths = re.findall(r"https://millrow.example(/sitemap-products-\d+\.xml)", index)
    files = [client.get(path, secure=True) for path in paths]

    assert len(paths) in (3, 4)  # three ids to a file
    assert f"<lastmod>{timezone.localdate(products[0].updated_at)}</lastmod>" in index
    assert [response.status_code for response in files] == [200] * len(files)
    found = b"".join(response.content for response in files).decode()
    assert all(found.count(f"/product/{product.pk}/") == 1 for product in products)


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-nothing-1.xml",
        "/sitemap-products-0.xml",
        "/sitemap-products-99999999999.xml",
        "/sitemap-products-900000.xml",
        "/sitemap-pages-2.xml",
    ],
)
def test_files_that_are_not_there_are_404(client, path):
    assert client.get(path, secure=True).status_code == 404


def test_robots_stay_out_of_what_is_private(client):
    body = client.get("/robots.txt", secure=True).content.decode()

    assert "Disallow: /order/\n" in body
    assert "Disallow: /listing" not in body
    assert "Sitemap: https://millrow.example/sitemap.xml\n" in body


def test_unchanged_sitemap_is_304(client):
    ProductFactory()
    first = client.get("/sitemap.xml", secure=True)

    assert client.get("/sitemap.xml", headers={"if-none-match": first["ETag"]}, secure=True).status_code == 304


@pytest.mark.django_db(transaction=True)
def test_the_index_of_a_large_shop_is_counted_once_an_hour(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemap, "PER_FILE", 3)
    for _ in range(4):
        ProductFactory()
    client.get("/sitemap.xml", secure=True)
    first = client.get("/sitemap.xml", secure=True).content
    fragments.forget_lists()

    with django_assert_num_queries(3):  # whether it is large; categories; shops
        assert client.get("/sitemap.xml", secure=True).content == first

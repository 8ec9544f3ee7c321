from decimal import Decimal

import pytest
from django.utils import timezone

from catalog import pricing, search
from catalog.models import ProductStatus, SearchDocument
from catalog.tests.browsing import offered
from catalog.tests.factories import CategoryFactory, DiscountFactory, ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db
SORTS = ["relevance", "newest", "price", "-price", "rating", "popular", "discount"]


def get(client, path, **query):
    return client.get(f"/api/{path}", query, secure=True)


def ids(response):
    return [product["id"] for product in response.json()["results"]]


def everything(client, **query):
    """All pages of a listing, two at a time."""
    found: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        body = get(client, "products/", limit=2, **query, **cursor).json()
        found += [product["id"] for product in body["results"]]
        if body["next"] is None:
            return found
        cursor = {"cursor": body["next"]}


def test_lists_products_in_the_shape_clients_rely_on(client):
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    product = offered(
        title="Mug", slug="mug", brand="Kiln", category=kitchen, price="20.00", rating_average=4, rating_count=3
    )
    DiscountFactory(seller=product.seller, value="25")
    pricing.refresh_sale([product.pk], now=timezone.now())

    (found,) = get(client, "products/").json()["results"]

    assert found["image"]["url"].startswith("/media/")
    del found["image"]
    assert found == {
        "id": product.pk,
        "title": "Mug",
        "slug": "mug",
        "url": f"/product/{product.pk}/mug/",
        "seller": {
            "id": product.seller.pk,
            "name": product.seller.name,
            "slug": product.seller.slug,
            "url": f"/shop/{product.seller.slug}/",
        },
        "brand": "Kiln",
        "category": {"path": "kitchen", "name": "Kitchen"},
        "price": {"amount": "15.00", "currency": "EUR"},
        "compare_at_price": {"amount": "20.00", "currency": "EUR"},
        "in_stock": True,
        "rating": {"average": 4.0, "count": 3},
    }


def test_shows_one_product_with_its_variants(client):
    product = offered(price="20.00", stock=4, attributes={"Material": "Stoneware"}, description="Good.")
    clay = VariantFactory(product=product, sku="M-C", options={"Colour": "Clay"}, price=Decimal("25.00"), stock=0)
    VariantFactory(product=product, is_active=False)

    body = get(client, f"products/{product.pk}/").json()

    assert (body["description"], body["attributes"]) == ("Good.", {"Material": "Stoneware"})
    assert len(body["images"]) == 1
    assert [(variant["price"]["amount"], variant["available"]) for variant in body["variants"]] == [
        ("20.00", 4),
        ("25.00", 0),
    ]
    assert body["variants"][1]["id"] == clay.pk
    assert body["variants"][1]["options"] == {"Colour": "Clay"}


@pytest.mark.parametrize("product_id", [0, 999_999, 2**63 - 1, 2**80])
def test_unknown_products_are_404(client, product_id):
    response = get(client, f"products/{product_id}/")

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_hidden_products_are_404(client):
    hidden = [ProductFactory(status=ProductStatus.DRAFT), ProductFactory(seller__status="suspended")]
    search.index([product.pk for product in hidden])

    assert [get(client, f"products/{product.pk}/").status_code for product in hidden] == [404, 404]
    assert ids(get(client, "products/")) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "mug"}, {"mug"}),
        ({"category": "kitchen"}, {"mug"}),
        ({"category": ["kitchen", "garden"]}, {"mug", "pot"}),
        ({"brand": "Kiln", "max_price": "5"}, set()),
        ({"min_price": "15", "max_price": "10"}, {"mug"}),
        ({"in_stock": "true"}, {"mug"}),
        ({"attr_Colour": "Clay"}, {"mug"}),
        ({"rating": 4}, {"pot"}),
        ({"on_sale": "1"}, {"pot"}),
    ],
)
def test_takes_the_filters_of_the_listing(client, query, expected):
    kitchen, garden = (CategoryFactory(name=name, slug=name, path=name) for name in ("kitchen", "garden"))
    mug = offered(title="Mug", category=kitchen, brand="Kiln", price="12.00", attributes={"Colour": "Clay"})
    pot = offered(
        title="Pot", category=garden, price="30.00", sale_price=Decimal("20.00"), stock=0, rating_average=Decimal("4.5")
    )

    names = {mug.pk: "mug", pot.pk: "pot"}

    assert {names[pk] for pk in ids(get(client, "products/", **query))} == expected


@pytest.mark.parametrize("words", ["", "mug"])
def test_pages_give_each_product_once_in_every_order(client, words):
    products = {
        offered(title="Mug", price=f"{10 + n % 3}.00", units_sold=n % 2, stock=n % 2 * 3, rating_average=n % 4).pk
        for n in range(7)
    }
    prices = dict(SearchDocument.objects.values_list("pk", "price"))

    found = {sort: everything(client, sort=sort, q=words) for sort in SORTS}

    assert {sort: sorted(pks) for sort, pks in found.items()} == dict.fromkeys(SORTS, sorted(products))
    assert [prices[pk] for pk in found["price"]] == sorted(prices.values())


@pytest.mark.parametrize(
    "query",
    [
        {"min_price": "abc"},
        {"min_price": "-1"},
        {"max_price": "NaN"},
        {"rating": "9"},
        {"sort": "colour"},
        {"limit": "0"},
        {"limit": "1000"},
        {"cursor": "!!!"},
        {"cursor": "WyJhIl0", "sort": "price"},
        {"cursor": "WyJhIiwiYiJd", "sort": "price"},
        {"cursor": "WyJhIiwiYiJd", "sort": "newest"},
        {"cursor": "abc", "q": "mug"},
        {"cursor": "24", "q": "mug"},
        {"in_stock": "maybe"},
    ],
)
def test_malformed_values_are_422_in_the_envelope(client, query):
    offered()

    response = get(client, "products/", **query)

    assert response.status_code == 422
    assert response.json()["error"]["fields"]


@pytest.mark.parametrize("value", ["\0", "x" * 5000, "🦊", "'; --", "%"])
def test_odd_values_match_nothing_and_break_nothing(client, value):
    offered()

    for name in ("q", "category", "brand", "seller", "attr_x"):
        assert get(client, "products/", **{name: value}).status_code in (200, 422)


def test_categories_come_with_their_parents(client):
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    CategoryFactory(name="Mugs", slug="mugs", path="kitchen/mugs", parent=kitchen)
    CategoryFactory(name="Hidden", is_active=False)

    body = get(client, "categories/").json()

    assert [(row["path"], row["parent"], row["url"]) for row in body["results"]] == [
        ("kitchen", None, "/category/kitchen/"),
        ("kitchen/mugs", "kitchen", "/category/kitchen/mugs/"),
    ]
    assert body["next"] is None


def test_unchanged_answers_are_304(client):
    offered()
    first = get(client, "products/")

    again = client.get("/api/products/", headers={"if-none-match": first["ETag"]}, secure=True)

    assert again.status_code == 304


def test_more_products_take_as_many_queries(client, django_assert_num_queries):
    for count in (1, 12):
        for _ in range(count):
            offered()
        with django_assert_num_queries(2):  # a page of ids; their cards
            get(client, "products/")


def test_writing_is_405(client):
    response = client.post("/api/products/", secure=True)

    assert response.status_code == 405
    assert "GET" in response["Allow"]

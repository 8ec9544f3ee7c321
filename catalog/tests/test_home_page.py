from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.queries import home
from catalog.tests.browsing import listed, offered, text
from catalog.tests.factories import CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db


def test_empty_shop_has_a_home(client):
    response = client.get("/", secure=True)

    assert response.status_code == 200
    assert "Good things from small shops" in text(response)


def test_every_category_that_holds_something_is_one_click_away(client):
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    offered(category=CategoryFactory(name="Mugs", parent=kitchen))
    CategoryFactory(name="Empty")

    response = client.get("/", secure=True)

    assert 'href="/category/kitchen/"' in response.content.decode()
    assert "Kitchen 1 product" in text(response)
    assert [tile.name for tile in response.context["home"].tiles] == ["Kitchen"]
    assert response.context["home"].tiles[0].image is not None  # the best seller's, without one of its own


def test_products_are_counted_so_far_and_no_further(client, monkeypatch):
    monkeypatch.setattr(home, "MOST_IN_TILE", 2)
    monkeypatch.setattr(home, "MOST_PRODUCTS", 4)
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    near = CategoryFactory(name="Kitchen-2", slug="kitchen-2", path="kitchen-2")
    for category in (kitchen, kitchen, near):
        offered(category=category)
    words = text(client.get("/", secure=True))
    assert "Kitchen 2 products Kitchen-2 1 product" in words
    assert "3 things from 3 shops" in words

    for name in ("Mugs", "Pots"):
        offered(category=CategoryFactory(name=name, parent=kitchen))

    words = text(client.get("/", secure=True))
    assert "Kitchen More than 2 products Kitchen-2 1 product" in words
    assert "4+ things from 5 shops" in words


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("New this week", {"published_at": timezone.now() - timedelta(days=1)}),
        ("On sale", {"sale_price": Decimal("1.00")}),
        ("Best sellers", {"units_sold": 5}),
    ],
)
def test_rows_of_fewer_than_four_are_hidden(client, title, fields):
    old = timezone.now() - timedelta(days=30)
    for _ in range(3):
        offered(**{"published_at": old, **fields})
    assert title not in text(client.get("/", secure=True))

    offered(**{"published_at": old, **fields})

    response = client.get("/", secure=True)
    assert title in text(response)
    assert len(listed(response)) == 4


def test_shops_tell_their_stories(client):
    offered(seller__name="Kiln & Kettle", seller__story="Mira throws and glazes in a former tile works.")
    offered(seller__name="Silent", seller__story="")

    words = text(client.get("/", secure=True))

    assert "Kiln & Kettle Mira throws and glazes in a former tile works." in words
    assert "Silent See the shop" not in words


def test_more_products_take_as_many_queries(client, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            offered(sale_price=Decimal("5.00"), units_sold=3, category=kitchen, seller=seller)

    kitchen = CategoryFactory(name="Kitchen")
    seller = ProductFactory().seller
    fill(5)

    def read():
        # top categories; their products; a picture for the tile; new, sale, best; shops with stories; a picture;
        # number of products; of shops; cards; delivery rates
        with django_assert_num_queries(12):
            client.get("/", secure=True)

    read()
    fill(10)
    read()


@pytest.mark.django_db(transaction=True)
def test_warm_page_takes_two_queries(client, django_assert_num_queries):
    for _ in range(5):
        offered()
    client.get("/", secure=True)

    with django_assert_num_queries(2):  # the cards; the delivery rates of their shops
        client.get("/", secure=True)

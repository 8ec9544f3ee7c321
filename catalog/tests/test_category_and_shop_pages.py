from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import SellerStatus
from accounts.tests.factories import SellerFactory
from catalog import tree
from catalog.tests.browsing import counts, listed, offered, text
from catalog.tests.factories import CategoryFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def test_category_lists_what_is_below_it(client):
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    mugs = CategoryFactory(name="Mugs", slug="mugs", path="kitchen/mugs", parent=kitchen)
    here, below = offered(category=kitchen), offered(category=mugs)
    offered(category=CategoryFactory(name="Kitchens", path="kitchens"))

    response = client.get("/category/kitchen/", secure=True)

    assert set(listed(response)) == {here.pk, below.pk}
    assert 'href="/category/kitchen/mugs/"' in response.content.decode()
    assert counts(client.get("/category/kitchen/mugs/", secure=True), "Category") == {}
    assert "Millrow Kitchen Mugs" in text(client.get("/category/kitchen/mugs/", secure=True))


def test_category_takes_every_filter(client):
    kitchen = CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")
    mug = offered(category=kitchen, title="Mug", price="5.00")
    offered(category=kitchen, title="Mug", price="50.00")
    offered(category=kitchen, title="Pot", price="5.00")

    response = client.get("/category/kitchen/?q=mug&max_price=10", secure=True)

    assert listed(response) == [mug.pk]


@pytest.mark.parametrize(
    "path", ["nowhere", "kitchen/nowhere", "nowhere/kitchen", "kitchen//", "%F0%9F%A6%8A", "x" * 900]
)
def test_unknown_categories_are_404(client, path):
    CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen")

    assert client.get(f"/category/{path}/", secure=True).status_code == 404


def test_inactive_categories_are_404(client):
    CategoryFactory(name="Kitchen", slug="kitchen", path="kitchen", is_active=False)

    assert client.get("/category/kitchen/", secure=True).status_code == 404


def test_shop_shows_its_story_and_its_products_only(client):
    seller = SellerFactory(slug="kiln", name="Kiln & Kettle", story="Two wheels and one kiln.", town="Höhr")
    mine = offered(seller=seller)
    offered()

    response = client.get("/shop/kiln/", secure=True)

    assert listed(response) == [mine.pk]
    assert "Two wheels and one kiln." in text(response)
    assert response.content.decode().count("<h1") == 1
    assert "Shop" not in [group["label"] for group in response.context["groups"]]


def test_shop_tells_its_rating_over_all_products_and_leads_to_its_categories(client):
    seller = SellerFactory(slug="kiln", name="Kiln")
    mug = offered(seller=seller, category=CategoryFactory(name="Kitchen"), title="Mug")
    vase = offered(seller=seller, category=CategoryFactory(name="Home"), title="Vase")
    other = offered(title="Other")
    for product, stars, status in (
        (mug, 5, "published"),
        (vase, 2, "published"),
        (vase, 1, "hidden"),
        (other, 1, "published"),
    ):
        ReviewFactory(product=product, stars=stars, status=status)

    words = text(client.get("/shop/kiln/", secure=True))
    kitchen = client.get("/shop/kiln/?category=kitchen", secure=True)

    assert "3.5 ( 2 reviews )" in words or "3.5 (2 reviews)" in words
    assert "2 products" in words
    assert listed(kitchen) == [mug.pk]
    assert listed(client.get("/shop/kiln/?q=vase", secure=True)) == [vase.pk]


def test_product_of_a_shop_on_holiday_says_so(client):
    product = offered(seller__holiday_until=timezone.localdate() + timedelta(days=5))

    assert "The shop is on holiday until" in text(client.get(product.get_absolute_url(), secure=True))


def test_shop_on_holiday_says_until_when(client):
    offered(seller=SellerFactory(slug="away", holiday_until=timezone.localdate() + timedelta(days=5)))
    offered(seller=SellerFactory(slug="back", holiday_until=timezone.localdate() - timedelta(days=1)))

    assert "This shop is on holiday until" in text(client.get("/shop/away/", secure=True))
    assert "on holiday" not in text(client.get("/shop/back/", secure=True))


@pytest.mark.parametrize("status", [SellerStatus.APPLIED, SellerStatus.REJECTED, SellerStatus.SUSPENDED])
def test_shops_that_are_not_approved_are_404(client, status):
    SellerFactory(slug="kiln", status=status)

    assert client.get("/shop/kiln/", secure=True).status_code == 404


def test_empty_shop_says_so(client):
    SellerFactory(slug="kiln", name="Kiln")

    response = client.get("/shop/kiln/", secure=True)

    assert response.status_code == 200
    assert "Kiln" in text(response)


class TestMovedCategory:
    def test_old_addresses_lead_to_the_new_ones(self, client):
        kitchen, home = CategoryFactory(name="Kitchen"), CategoryFactory(name="Home")
        mugs = CategoryFactory(name="Mugs", parent=kitchen)
        CategoryFactory(name="Cups", parent=mugs)

        tree.move_category(category=mugs, parent=home, slug="mugs", by=None, now=timezone.now())

        response = client.get("/category/kitchen/mugs/cups/?sort=price", secure=True)
        assert (response.status_code, response["Location"]) == (301, "/category/home/mugs/cups/?sort=price")
        assert client.get("/category/kitchen/mugs/", secure=True)["Location"] == "/category/home/mugs/"

    def test_address_that_is_taken_again_is_its_new_owner(self, client):
        mugs = CategoryFactory(name="Mugs")
        tree.move_category(category=mugs, parent=None, slug="cups", by=None, now=timezone.now())
        tree.move_category(category=mugs, parent=None, slug="mugs", by=None, now=timezone.now())

        assert client.get("/category/mugs/", secure=True).status_code == 200
        assert client.get("/category/cups/", secure=True)["Location"] == "/category/mugs/"

    @pytest.mark.parametrize("path", ["nowhere", "kitchen/nowhere", "x" * 500, "💥"])
    def test_address_that_never_was_is_404(self, client, path):
        CategoryFactory(name="Kitchen")

        assert client.get(f"/category/{path}/", secure=True).status_code == 404

"""The catalogue in the office: categories stay a tree, products move along their states, the ledger is only read."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from catalog import offers, reviews, tree
from catalog.models import Area, Category, DeliveryRate, Product, ProductStatus, Review, StockMovement, TaxRate
from catalog.tests import naughty
from catalog.tests.factories import (
    AreaFactory,
    CategoryFactory,
    DeliveryRateFactory,
    ProductFactory,
    TaxRateFactory,
    VariantFactory,
)

pytestmark = pytest.mark.django_db
MODELS = (
    "area", "category", "deliveryrate", "discount", "pricechange", "product", "review", "stock", "stockmovement",
    "taxrate",
)  # fmt: skip


@pytest.fixture
def office(client_of, adam):
    return client_of(adam)


def act(office: Any, model: str, action: str, *rows: Any, **more: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return office.post(f"/admin/catalog/{model}/", data, follow=True)


def review(product: Product) -> Review:
    return reviews.add_review(
        product=product, purchase="line:1", author=None, author_name="Amara", stars=1, text="No", now=timezone.now()
    )


@pytest.mark.parametrize("words", ["speckled", "kk-mug", "speckled kiln", "SPECKLED KK-MUG"])
def test_products_are_found_by_title_sku_and_shop_once_each(office, words):
    mug = ProductFactory(title="Speckled mug", seller__name="Kiln & Kettle", sku="KK-MUG-1")
    VariantFactory(product=mug, sku="KK-MUG-2")
    ProductFactory(title="Lamp")

    page = office.get("/admin/catalog/product/", {"q": words})

    assert [product.pk for product in page.context["cl"].result_list] == [mug.pk]


@pytest.mark.parametrize("model", MODELS)
def test_every_list_answers_a_search(office, model):
    ProductFactory()

    assert office.get(f"/admin/catalog/{model}/", {"q": "a ' \" 1"}).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_for_an_admin_and_nobody_else(office, client_of, alice, bruno, model):
    product = ProductFactory(seller=bruno.seller)
    review(product)
    DeliveryRateFactory(seller=bruno.seller)
    TaxRateFactory()
    offers.add_discount(seller=bruno.seller, kind="percent", value=Decimal(5), by=None, now=timezone.now())

    answer = office.get(f"/admin/catalog/{model}/", {"q": "x\0y" if model != "taxrate" else ""})

    assert answer.status_code in (200, 302)
    assert office.get(f"/admin/catalog/{model}/").status_code == 200
    for person in (alice, bruno):
        assert client_of(person).get(f"/admin/catalog/{model}/").status_code == 403


class TestCategories:
    def save(self, office: Any, path: str, **values: Any) -> Any:
        data = {"name": "", "slug": "", "parent": "", "description": "", "position": 0, "is_active": "on", **values}
        return office.post(f"/admin/catalog/category/{path}", data)

    def test_are_added_with_their_paths(self, office):
        kitchen = CategoryFactory(name="Kitchen")

        self.save(office, "add/", name="Mugs & cups", parent=kitchen.pk, position=3)

        mugs = Category.objects.get(name="Mugs & cups")
        assert (mugs.path, mugs.position) == ("kitchen/mugs-cups", 3)

    def test_move_with_everything_below_them(self, office):
        kitchen, home = CategoryFactory(name="Kitchen"), CategoryFactory(name="Home")
        mugs = CategoryFactory(name="Mugs", parent=kitchen)
        small = CategoryFactory(name="Small", parent=mugs)

        answer = self.save(office, f"{mugs.pk}/change/", name="Cups", slug="cups", parent=home.pk)

        assert answer.status_code == 302
        small.refresh_from_db()
        assert small.path == "home/cups/small"
        assert tree.breaches() == []

    @pytest.mark.parametrize("parent", ["itself", "its child"])
    def test_never_below_themselves(self, office, parent):
        mugs = CategoryFactory(name="Mugs")
        small = CategoryFactory(name="Small", parent=mugs)

        answer = self.save(
            office, f"{mugs.pk}/change/", name="Mugs", slug="mugs", parent=(mugs if parent == "itself" else small).pk
        )

        assert answer.status_code == 200
        assert "cannot be moved below itself" in answer.content.decode()
        assert tree.breaches() == []

    def test_refuse_a_slug_that_is_taken(self, office):
        CategoryFactory(name="Mugs")

        answer = self.save(office, "add/", name="Mugs")

        assert "There is a category “mugs” here already." in answer.content.decode()
        assert Category.objects.count() == 1

    def test_bear_any_text(self, office):
        for case, text in naughty.TEXTS.items():
            sent = naughty.every_field(["name", "slug", "parent", "description", "position"], text)

            assert self.save(office, "add/", **sent).status_code in (200, 302), case


class TestProducts:
    def test_move_only_along_their_states(self, office, adam):
        live, draft = ProductFactory(), ProductFactory(status=ProductStatus.DRAFT, picture=False)

        page = act(office, "product", "take_offline", live, draft)

        live.refresh_from_db()
        draft.refresh_from_db()
        assert (live.status, draft.status) == (ProductStatus.UNPUBLISHED, ProductStatus.DRAFT)
        assert live.events.get().by == adam
        assert "cannot go from" in page.content.decode()
        assert LogEntry.objects.count() == 1

    def test_say_what_they_lack(self, office):
        draft = ProductFactory(status=ProductStatus.DRAFT, picture=False)

        page = act(office, "product", "publish", draft)

        assert "Add a picture." in page.content.decode()

    def test_are_deleted_and_brought_back(self, office):
        product = ProductFactory()

        act(office, "product", "archive", product)
        assert Product.objects.get().status == ProductStatus.ARCHIVED
        act(office, "product", "restore", product)
        assert Product.objects.get().status == ProductStatus.PUBLISHED

    def test_cannot_be_typed_over(self, office):
        product = ProductFactory(title="Mug")

        office.post(f"/admin/catalog/product/{product.pk}/change/", {"title": "Changed", "status": "draft"})

        product.refresh_from_db()
        assert (product.title, product.status) == ("Mug", ProductStatus.PUBLISHED)
        assert office.get(f"/admin/catalog/product/{product.pk}/change/").status_code == 200
        assert office.post(f"/admin/catalog/product/{product.pk}/delete/").status_code == 403

    def test_are_listed_with_few_queries(self, office, django_assert_max_num_queries):
        for _ in range(10):
            ProductFactory()

        # session, person, roles, permissions, page of rows, their number twice
        with django_assert_max_num_queries(9):
            office.get("/admin/catalog/product/")


class TestTheRest:
    def test_a_review_is_hidden_with_the_reason_and_shown_again(self, office, adam):
        product = ProductFactory()
        row = review(product)

        act(office, "review", "hide", row, reason="Names a person")
        product.refresh_from_db()
        assert product.rating_count == 0
        event = row.events.get()
        assert (event.by, event.note) == (adam, "Names a person")

        act(office, "review", "show", row)
        product.refresh_from_db()
        assert product.rating_count == 1

    def test_the_ledger_is_only_read(self, office):
        ProductFactory()
        movement = StockMovement.objects.get()

        assert office.get("/admin/catalog/stockmovement/add/").status_code == 403
        assert office.post(f"/admin/catalog/stockmovement/{movement.pk}/delete/").status_code == 403
        office.post(f"/admin/catalog/stockmovement/{movement.pk}/change/", {"on_hand_delta": "99"})
        movement.refresh_from_db()
        assert movement.on_hand_delta == 10

    def test_a_discount_can_be_ended(self, office):
        product = ProductFactory()
        row = offers.add_discount(seller=product.seller, kind="percent", value=Decimal(5), by=None, now=timezone.now())

        act(office, "discount", "end", row)

        product.refresh_from_db()
        assert product.sale_price is None

    def test_taxes_areas_and_rates_are_edited(self, office, bruno):
        category = CategoryFactory()
        office.post("/admin/catalog/taxrate/add/", {"category": category.pk, "country": "", "percent": "7"})
        office.post("/admin/catalog/area/add/", {"name": "Berlin", "country": "DE", "postcode_prefixes": "10,12"})
        area = Area.objects.get()
        rate = {
            "seller": bruno.seller.pk, "area": area.pk, "method": "courier", "name": "Standard", "price": "4.90",
            "days_min": "1", "days_max": "3", "position": "0", "is_active": "on",
        }  # fmt: skip
        office.post("/admin/catalog/deliveryrate/add/", rate)

        assert (TaxRate.objects.get().percent, area.postcode_prefixes) == (Decimal("7.00"), ["10", "12"])
        assert DeliveryRate.objects.get().price == Decimal("4.90")

    def test_days_in_the_wrong_order_are_refused(self, office, bruno):
        rate = {
            "seller": bruno.seller.pk, "area": AreaFactory().pk, "method": "courier", "name": "Standard",
            "price": "4.90", "days_min": "5", "days_max": "3", "position": "0",
        }  # fmt: skip

        answer = office.post("/admin/catalog/deliveryrate/add/", rate)

        assert "The last day cannot come before the first." in answer.content.decode()
        assert not DeliveryRate.objects.exists()

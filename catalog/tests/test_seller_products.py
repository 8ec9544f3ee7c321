"""/seller/products/, /del/product/<id>/ and /publish/<id>/."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Product, ProductStatus
from catalog.tests import naughty
from catalog.tests.factories import DeliveryRateFactory, ProductFactory

pytestmark = pytest.mark.django_db
LIST = "/seller/products/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


@pytest.fixture
def mine(bruno) -> Any:
    return lambda **values: ProductFactory(seller=bruno.seller, **values)


def titles(page: Any) -> list[str]:
    return [row["product"].title for row in page.context["rows"]]


class TestList:
    def test_shows_only_own_products(self, client, mine):
        mine(title="Mine")
        ProductFactory(title="Foreign")

        assert titles(client.get(LIST)) == ["Mine"]

    def test_says_what_to_do_first(self, client):
        page = client.get(LIST)

        assert "No products yet" in page.content.decode()

    @pytest.mark.parametrize(
        ("view", "expected"),
        [
            ("all", {"live", "draft", "low", "sold out"}),
            ("live", {"live", "low", "sold out"}),
            ("draft", {"draft"}),
            ("low", {"low", "sold out"}),
            ("sold_out", {"sold out"}),
            ("deleted", {"deleted"}),
            ("nonsense", {"live", "draft", "low", "sold out"}),
        ],
    )
    def test_has_saved_views(self, client, mine, view, expected):
        mine(title="live")
        mine(title="draft", status=ProductStatus.DRAFT)
        mine(title="low", stock=2)
        mine(title="sold out", stock=0)
        mine(title="deleted", status=ProductStatus.ARCHIVED)

        assert set(titles(client.get(LIST, {"view": view}))) == expected

    def test_counts_what_each_view_holds(self, client, mine):
        mine()
        mine(status=ProductStatus.DRAFT)

        counts = {str(tab["label"]): tab["count"] for tab in client.get(LIST).context["views"]}

        assert (counts["All"], counts["Live"], counts["Drafts"]) == (2, 1, 1)

    def test_finds_by_title_brand_and_sku(self, client, mine):
        mine(title="Teapot", sku="TP-1", brand="Kiln")
        mine(title="Mug")

        for text in ("teap", "tp-1", "KILN", "kiln teapot"):
            assert titles(client.get(LIST, {"q": text})) == ["Teapot"]

    def test_no_query_breaks_it(self, client, mine):
        mine()
        for case, text in naughty.TEXTS.items():
            answer = client.get(LIST, {"q": text, "view": text, "sort": text, "page": text, "deleted": text})

            assert answer.status_code == 200, case

    def test_asks_no_more_for_more_rows(self, client, mine, django_assert_max_num_queries):
        for _ in range(3):
            mine()
        # session, user, roles, shop, page count, page, variants with stock, pictures, counts of the views, deleted
        with django_assert_max_num_queries(10):
            client.get(LIST)
        for _ in range(10):
            mine()

        with django_assert_max_num_queries(10):
            client.get(LIST)

    def test_is_for_sellers(self, client_of, alice, dora, adam):
        assert client_of(None).get(LIST).status_code == 302
        for person in (alice, dora, adam):
            assert client_of(person).get(LIST).status_code == 403


class TestDelete:
    def test_asks_first(self, client, mine):
        product = mine(title="Speckled mug")

        page = client.get(reverse("catalog:delete_product", args=[product.pk]))

        assert "Delete ‘Speckled mug’" in page.content.decode()
        product.refresh_from_db()
        assert product.status == ProductStatus.PUBLISHED

    def test_archives_and_offers_to_undo(self, client, mine):
        product = mine(title="Speckled mug")

        page = client.post(reverse("catalog:delete_product", args=[product.pk]), follow=True)

        product.refresh_from_db()
        assert product.status == ProductStatus.ARCHIVED
        assert page.context["undo"].ids == [product.pk]
        client.post(reverse("catalog:restore_product", args=[product.pk]))
        product.refresh_from_db()
        assert product.status == ProductStatus.PUBLISHED

    def test_refuses_strangers(self, client_of, mine, rita, alice):
        product = mine()
        url = reverse("catalog:delete_product", args=[product.pk])

        assert client_of(rita).post(url).status_code == 404
        assert client_of(alice).post(url).status_code == 403
        assert client_of(None).post(url).status_code == 302
        product.refresh_from_db()
        assert product.status == ProductStatus.PUBLISHED


class TestPublish:
    def url(self, product: Product) -> str:
        return reverse("catalog:publish_product", args=[product.pk])

    def test_links_to_what_is_missing(self, client, mine):
        product = mine(status=ProductStatus.DRAFT, picture=False)

        page = client.get(self.url(product))

        assert f'href="/update/product/{product.pk}/#pictures"' in page.content.decode()

    def test_refuses_what_is_not_complete(self, client, mine):
        product = mine(status=ProductStatus.DRAFT, picture=False)

        answer = client.post(self.url(product), {"action": "publish"})

        assert answer.status_code == 422
        assert "Add a picture." in answer.content.decode()
        product.refresh_from_db()
        assert product.status == ProductStatus.DRAFT

    def test_warns_a_shop_that_delivers_nowhere(self, client, mine):
        product = mine(status=ProductStatus.DRAFT)

        before = client.get(self.url(product)).content.decode()
        DeliveryRateFactory(seller=product.seller)
        after = client.get(self.url(product)).content.decode()

        assert "Your shop delivers nowhere yet" in before
        assert 'href="/seller/settings/#delivery"' in before
        assert "Your shop delivers nowhere yet" not in after

    def test_publishes_and_takes_offline(self, client, mine):
        product = mine(status=ProductStatus.DRAFT)

        client.post(self.url(product), {"action": "publish"})
        product.refresh_from_db()
        assert product.status == ProductStatus.PUBLISHED

        client.post(self.url(product), {"action": "offline"})
        product.refresh_from_db()
        assert product.status == ProductStatus.UNPUBLISHED

    def test_says_so_when_it_is_live_already(self, client, mine):
        product = mine()

        answer = client.post(self.url(product), {"action": "publish"})

        assert answer.status_code == 422
        assert "cannot go from" in answer.content.decode()

    def test_lets_an_admin_take_it_offline(self, client_of, mine, adam, rita):
        product = mine()

        assert client_of(rita).post(self.url(product), {"action": "offline"}).status_code == 404
        assert client_of(adam).post(self.url(product), {"action": "offline"}).status_code == 302
        product.refresh_from_db()
        assert product.status == ProductStatus.UNPUBLISHED
        assert product.events.get().by == adam

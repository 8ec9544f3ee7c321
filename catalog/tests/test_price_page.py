"""/product/price/<id>/ and /seller/discounts/."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import offers
from catalog.models import Discount, PriceChange, Product
from catalog.tests import naughty
from catalog.tests.factories import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db
DISCOUNTS = "/seller/discounts/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


@pytest.fixture
def product(bruno) -> Any:
    return ProductFactory(seller=bruno.seller, price="24.00")


def url(product: Product) -> str:
    return reverse("catalog:product_price", args=[product.pk])


def price_field(product: Product) -> str:
    return f"price-{product.variants.get().pk}"


def discount(**more: str) -> dict[str, str]:
    return {"action": "discount", "kind": "percent", "value": "20", **more}


class TestPrice:
    def test_shows_price_history_and_what_buyers_pay(self, client, product):
        content = client.get(url(product)).content.decode()

        assert 'value="24.00"' in content
        assert "A buyer pays €24.00" in content

    def test_is_saved_with_its_history(self, client, product):
        client.post(url(product), {"action": "price", price_field(product): "19,50"})

        assert product.variants.get().price == Decimal("19.50")
        assert PriceChange.objects.count() == 1

    def test_refuses_what_is_no_price_and_keeps_it(self, client, product):
        for case, text in naughty.TEXTS.items():
            answer = client.post(url(product), {"action": "price", price_field(product): text})

            assert answer.status_code == 422, case
        assert product.variants.get().price == Decimal("24.00")

    def test_saves_all_or_none(self, client, product):
        other = VariantFactory(product=product, options={"Size": "L"}, price="30.00")
        first = product.variants.exclude(pk=other.pk).get()

        client.post(url(product), {"action": "price", f"price-{first.pk}": "20", f"price-{other.pk}": "0"})

        first.refresh_from_db()
        assert first.price == Decimal("24.00")

    def test_is_for_the_owner_and_admins(self, client_of, product, rita, alice, adam):
        assert client_of(rita).get(url(product)).status_code == 404
        assert client_of(alice).get(url(product)).status_code == 403
        assert client_of(None).get(url(product)).status_code == 302
        assert client_of(adam).get(url(product)).status_code == 200


class TestDiscount:
    def test_is_added_removed_and_brought_back(self, client, product):
        client.post(url(product), discount())
        row = Discount.objects.get()
        assert (row.product, row.value) == (product, Decimal(20))
        assert f'action="/seller/discounts/{row.pk}/remove/"' in client.get(url(product)).content.decode()

        page = client.post(reverse("catalog:remove_discount", args=[row.pk]), {"next": url(product)}, follow=True)
        assert page.context["removed"] == row
        row.refresh_from_db()
        assert row.removed_at is not None

        client.post(reverse("catalog:restore_discount", args=[row.pk]), {"next": url(product)})
        row.refresh_from_db()
        assert row.removed_at is None

    def test_can_be_given_as_the_sale_price(self, client, product):
        client.post(url(product), discount(kind="sale_price", value="19.90"))

        product.refresh_from_db()
        assert product.sale_price == Decimal("19.90")

    def test_must_lower_the_price_in_these_words(self, client, product):
        answer = client.post(url(product), discount(kind="sale_price", value="24"))

        assert answer.status_code == 422
        assert "The sale price must be lower than €24.00." in answer.content.decode()
        assert not Discount.objects.exists()

    def test_preview_shows_it_and_saves_nothing(self, client, product):
        answer = client.post(url(product), discount(action="preview"))

        assert answer.status_code == 200
        assert "A buyer pays €19.20" in answer.content.decode()
        assert not Discount.objects.exists()

    def test_has_a_window_in_the_local_time(self, client, product):
        client.post(url(product), discount(starts_at="2099-12-01T09:00", ends_at="2099-12-02T09:00"))

        row = Discount.objects.get()
        assert timezone.localtime(row.starts_at).strftime("%Y-%m-%d %H:%M") == "2099-12-01 09:00"
        product.refresh_from_db()
        assert product.sale_starts_at == row.starts_at

    def test_no_value_breaks_it(self, client, product):
        for case, text in naughty.TEXTS.items():
            sent = naughty.every_field(["kind", "value", "starts_at", "ends_at"], text)

            assert client.post(url(product), {**sent, "action": "discount"}).status_code == 422, case
            assert client.post(url(product), discount(action=text)).status_code == 422, case
        assert not Discount.objects.exists()

    def test_of_a_rival_is_not_to_be_removed(self, client_of, product, rita):
        row = offers.add_discount(seller=product.seller, kind="percent", value=Decimal(10), by=None, now=timezone.now())

        for name in ("remove_discount", "restore_discount"):
            assert client_of(rita).post(reverse(f"catalog:{name}", args=[row.pk])).status_code == 404
        row.refresh_from_db()
        assert row.removed_at is None


class TestShopDiscounts:
    def test_reach_the_shop_or_a_category(self, client, product):
        client.post(DISCOUNTS, {"kind": "percent", "value": "10", "category": ""})
        client.post(DISCOUNTS, {"kind": "percent", "value": "30", "category": str(product.category_id)})

        assert [row.category for row in Discount.objects.order_by("pk")] == [None, product.category]
        product.refresh_from_db()
        assert product.sale_price == Decimal("16.80")
        assert len(client.get(DISCOUNTS).context["rows"]) == 2

    def test_no_value_breaks_them(self, client, product):
        for case, text in naughty.TEXTS.items():
            sent = naughty.every_field(["kind", "value", "category", "ends_at"], text)

            assert client.post(DISCOUNTS, sent).status_code == 422, case
        assert not Discount.objects.exists()

    def test_are_for_sellers(self, client_of, alice, adam):
        assert client_of(alice).get(DISCOUNTS).status_code == 403
        assert client_of(adam).get(DISCOUNTS).status_code == 403

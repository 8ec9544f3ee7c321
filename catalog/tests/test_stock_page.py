"""/seller/stock/ and the ledger of a variant."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import ledger, stock
from catalog.models import Stock
from catalog.tests import naughty
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
STOCK = "/seller/stock/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


@pytest.fixture
def variants(bruno) -> list[Any]:
    return [ProductFactory(seller=bruno.seller, title=t, stock=10).variants.get() for t in ("Bowl", "Mug")]


def sent(*rows: tuple[Any, Any, Any]) -> dict[str, Any]:
    return {f"{name}-{v.pk}": number for v, now, was in rows for name, number in (("stock", now), ("was", was))}


def on_hand(variant: Any) -> int:
    return Stock.objects.get(pk=variant.pk).on_hand


def test_saves_all_changed_rows_at_once(client, variants):
    bowl, mug = variants

    answer = client.post(STOCK, sent((bowl, 4, 10), (mug, 10, 10)), follow=True)

    assert (on_hand(bowl), on_hand(mug)) == (4, 10)
    assert "1 row saved." in answer.content.decode()
    assert ledger.breaches() == []


def test_tells_who_was_second_saves_the_rest_and_takes_the_second_try(client, variants):
    bowl, mug = variants
    stock.reserve([stock.Item(bowl.pk, 2, "line:1")], by=None, at=timezone.now())
    stock.ship([stock.Item(bowl.pk, 2, "line:1")], by=None, at=timezone.now())

    answer = client.post(STOCK, sent((bowl, 6, 10), (mug, 3, 10)))

    assert answer.status_code == 422
    text = "Stock changed to 8 by an order while you edited. Your 6 was not saved. Save again?"
    assert text in answer.content.decode()
    assert (on_hand(bowl), on_hand(mug)) == (8, 3)
    form = answer.context["form"]
    client.post(STOCK, {name: form[name].value() for name in form.fields})
    assert (on_hand(bowl), on_hand(mug)) == (6, 3)


def test_refuses_to_go_below_open_orders(client, variants):
    bowl, _mug = variants
    stock.reserve([stock.Item(bowl.pk, 7, "line:1")], by=None, at=timezone.now())

    answer = client.post(STOCK, sent((bowl, 5, 10)) | sent((variants[1], 10, 10)))

    assert answer.status_code == 422
    assert "7 pieces are reserved by open orders" in answer.content.decode()
    assert on_hand(bowl) == 10


def test_no_value_breaks_it(client, variants):
    for case, text in naughty.TEXTS.items():
        if case != "negative":
            answer = client.post(STOCK, sent(*((variant, text, text) for variant in variants)))
            assert answer.status_code == 422, case
        assert client.get(STOCK, {"q": text, "view": text, "page": text}).status_code == 200, case
    assert [on_hand(variant) for variant in variants] == [10, 10]


def test_takes_changes_as_well_as_counts(client, variants):
    bowl, mug = variants

    client.post(STOCK, sent((bowl, "+5", 10), (mug, "-3", 7)))

    assert (on_hand(bowl), on_hand(mug)) == (15, 7)
    assert ledger.breaches() == []


def test_a_row_that_was_not_on_the_page_is_left_alone(client, variants):
    bowl, mug = variants

    client.post(STOCK, sent((bowl, 4, 10)))

    assert (on_hand(bowl), on_hand(mug)) == (4, 10)


def test_goes_back_to_the_page_that_sent_the_rows(client, variants):
    answer = client.post(STOCK, sent((variants[0], 4, 10)) | {"next": "/seller/"})

    assert answer.url == "/seller/"


@pytest.mark.parametrize(("view", "titles"), [("all", ["Bowl", "Jug", "Mug"]), ("low", ["Jug"]), ("sold_out", ["Jug"])])
def test_has_saved_views(client, bruno, variants, view, titles):
    ProductFactory(seller=bruno.seller, title="Jug", stock=0)

    rows = client.get(STOCK, {"view": view}).context["page"].object_list

    assert [variant.product.title for variant in rows] == titles


def test_cannot_reach_the_stock_of_another_shop(client_of, variants, rita):
    client_of(rita).post(STOCK, sent((variants[0], 1, 10)))

    assert on_hand(variants[0]) == 10
    url = reverse("catalog:seller_stock_ledger", args=[variants[0].pk])
    assert client_of(rita).get(url).status_code == 404


def test_shows_the_ledger_of_a_variant(client, client_of, variants, alice, adam):
    stock.reserve([stock.Item(variants[0].pk, 2, "line:1")], by=None, at=timezone.now())
    url = reverse("catalog:seller_stock_ledger", args=[variants[0].pk])

    page = client.get(url)

    assert "10 on hand, 2 reserved, 8 left to sell" in page.content.decode()
    assert len(page.context["page"].object_list) == 2
    assert client_of(adam).get(url).status_code == 200
    assert client_of(alice).get(url).status_code == 403


def test_asks_no_more_for_more_rows(client, bruno, variants, django_assert_max_num_queries):
    for _ in range(10):
        ProductFactory(seller=bruno.seller)

    # session, user, roles, shop, page count, page
    with django_assert_max_num_queries(6):
        client.get(STOCK)

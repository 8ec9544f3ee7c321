"""/seller/stock/<variant>/ and /seller/stock/movements/."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import ledger, stock
from catalog.models import Stock, StockMovement
from catalog.tests import naughty
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
MOVEMENTS = "/seller/stock/movements/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


@pytest.fixture
def mug(bruno) -> Any:
    return ProductFactory(seller=bruno.seller, title="Speckled mug", stock=10).variants.get()


def page_of(variant: Any) -> str:
    return reverse("catalog:seller_stock_ledger", args=[variant.pk])


def on_hand(variant: Any) -> int:
    return Stock.objects.get(pk=variant.pk).on_hand


def adjust(pieces: str, **more: Any) -> dict[str, Any]:
    return {"action": "adjust", "pieces": pieces, "reason": "delivery", "was": "10", **more}


@pytest.mark.parametrize(("typed", "expected"), [("12", 12), ("+5", 15), ("-2", 8), ("0", 0), ("−3", 7)])
def test_counts_and_changes_with_a_reason_and_who_it_was(client, bruno, mug, typed, expected):
    answer = client.post(page_of(mug), adjust(typed, note="Two boxes"))

    movement = StockMovement.objects.filter(variant=mug).order_by("pk").last()
    assert answer.status_code == 302
    assert on_hand(mug) == expected
    assert (movement.by, movement.note) == (bruno, "A delivery came: Two boxes")
    assert ledger.breaches() == []


def test_the_same_page_sent_twice_changes_it_once(client, mug):
    content = client.get(page_of(mug)).content.decode()
    (token,) = set(re.findall(r'name="token" value="(\w+)"', content))

    for _again in range(2):
        client.post(page_of(mug), adjust("+5", token=token))

    assert on_hand(mug) == 15


def test_a_count_that_came_second_is_told_and_kept(client, mug):
    stock.set_on_hand(
        variant=mug, on_hand=7, expected=None, kind="set", source="other", by=None, at=timezone.now()
    )  # fmt: skip

    answer = client.post(page_of(mug), adjust("12"))

    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Stock changed to 7 while you edited. Your 12 was not saved. Save again?" in content
    assert 'value="12"' in content
    assert on_hand(mug) == 7
    assert answer.context["adjust"]["was"].value() == "7"


def test_refuses_to_go_below_open_orders(client, mug):
    stock.reserve([stock.Item(mug.pk, 7, "line:1")], by=None, at=timezone.now())

    for typed in ("5", "-4"):
        answer = client.post(page_of(mug), adjust(typed))
        assert answer.status_code == 422
        assert "7 pieces are reserved by open orders" in answer.content.decode()
    assert on_hand(mug) == 10


def test_sets_from_when_on_it_is_low(client, mug):
    client.post(page_of(mug), {"action": "mark", "low_at": "8"})

    assert Stock.objects.get(pk=mug.pk).low_at == 8


def test_lists_the_movements_of_the_whole_shop_by_kind_and_word(client, bruno, rita, mug):
    ProductFactory(seller=bruno.seller, title="Bowl")
    ProductFactory(seller=rita.seller, title="Chair")
    stock.reserve([stock.Item(mug.pk, 2, "line:1")], by=None, at=timezone.now())

    def found(**query: str) -> list[tuple[str, str]]:
        page = client.get(MOVEMENTS, query).context["page"]
        return [(row.variant.product.title, row.kind) for row in page.object_list]

    assert found() == [("Speckled mug", "reserve"), ("Bowl", "set"), ("Speckled mug", "set")]
    assert found(kind="reserve") == [("Speckled mug", "reserve")]
    assert found(q="bowl") == [("Bowl", "set")]
    assert len(client.get(page_of(mug), {"kind": "set"}).context["page"].object_list) == 1


def test_no_value_breaks_them(client, mug):
    for case, text in naughty.TEXTS.items():
        if case != "negative":
            assert client.post(page_of(mug), adjust(text)).status_code == 422, case
        assert client.post(page_of(mug), adjust("5", reason=text, note=text)).status_code == 422, case
        assert client.post(page_of(mug), {"action": "mark", "low_at": text}).status_code == 422, case
        assert client.post(page_of(mug), {"action": text}).status_code == 422, case
        assert client.get(MOVEMENTS, {"kind": text, "q": text, "page": text}).status_code == 200, case
    assert on_hand(mug) == 10


def test_are_for_the_owner(client_of, mug, rita, alice):
    assert client_of(rita).post(page_of(mug), adjust("1")).status_code == 404
    assert client_of(alice).get(MOVEMENTS).status_code == 403
    assert on_hand(mug) == 10


def test_neither_asks_more_for_more_rows(client, bruno, mug, django_assert_max_num_queries):
    for number in range(12):
        ProductFactory(seller=bruno.seller)
        stock.reserve([stock.Item(mug.pk, 1, f"line:{number}")], by=None, at=timezone.now()) if number < 9 else None

    # session, user, roles; variant; open orders, count, page, orders behind it; shop's name in the header
    with django_assert_max_num_queries(9):
        client.get(page_of(mug))
    with django_assert_max_num_queries(8):
        client.get(MOVEMENTS)

"""POST /seller/products/: prices, stock and states of many products in one save."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalog import ledger, offers, stock
from catalog.models import Product, ProductStatus, Variant
from catalog.tests import naughty
from catalog.tests.factories import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db
LIST = "/seller/products/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


@pytest.fixture
def products(bruno) -> list[Product]:
    return [ProductFactory(seller=bruno.seller, title=title, price="24.00", stock=10) for title in ("Bowl", "Mug")]


def only(product: Product) -> Variant:
    return Variant.objects.select_related("stock").get(product=product)


def typed(product: Product, *, price: Any = "24.00", pieces: Any = "10", **more: Any) -> dict[str, Any]:
    pk = only(product).pk
    return {
        f"price-{pk}": price, f"price_was-{pk}": "24.00", f"stock-{pk}": pieces, f"was-{pk}": "10", **more,
    }  # fmt: skip


def sent(*rows: dict[str, Any], products: list[Product], tick: tuple[Product, ...] = (), action: str = "") -> Any:
    found: dict[str, Any] = {"row": [p.pk for p in products], "products": [p.pk for p in tick], "action": action}
    for row in rows:
        found |= row
    return found


def test_saves_every_changed_row_and_nothing_else(client, products):
    bowl, mug = products

    answer = client.post(LIST, sent(typed(bowl, price="19,50", pieces="4"), typed(mug), products=products))

    assert answer.status_code == 302
    assert (only(bowl).price, only(bowl).stock.on_hand) == (Decimal("19.50"), 4)
    assert (only(mug).price, only(mug).stock.on_hand) == (Decimal("24.00"), 10)
    assert Product.objects.get(pk=mug.pk).version == 1
    assert ledger.breaches() == []


def test_tells_of_both_conflicts_keeps_what_was_typed_and_takes_the_second_try(client, bruno, products):
    bowl, mug = products
    now = timezone.now()
    item = stock.Item(only(bowl).pk, 6, "line:1")
    stock.reserve([item], by=None, at=now)
    stock.ship([item], by=None, at=now)
    offers.set_price(variant=only(mug), price=Decimal("30.00"), by=bruno, now=now)

    answer = client.post(LIST, sent(typed(bowl, pieces="6"), typed(mug, price="20.00", pieces="9"), products=products))

    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Stock changed to 4 by an order while you edited. Your 6 was not saved. Save again?" in content
    assert "The price changed to €30.00 while you edited. Your €20.00 was not saved. Save again?" in content
    assert (only(bowl).stock.on_hand, only(mug).stock.on_hand, only(mug).price) == (4, 9, Decimal("30.00"))
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert again[f"stock-{only(bowl).pk}"] == "6"
    client.post(LIST, sent(again, products=products))
    assert (only(bowl).stock.on_hand, only(mug).stock.on_hand, only(mug).price) == (6, 9, Decimal("20.00"))


def test_edits_the_variants_of_a_product(client, products):
    bowl = products[0]
    first = only(bowl)
    large = VariantFactory(product=bowl, options={"Size": "L"}, price="30.00", stock=3)

    page = client.get(LIST)
    client.post(LIST, sent({f"stock-{large.pk}": "+2", f"price-{large.pk}": "31"}, products=[bowl]))

    assert f'name="stock-{large.pk}"' in page.content.decode()
    large.refresh_from_db()
    assert (large.price, Variant.objects.get(pk=large.pk).stock.on_hand) == (Decimal("30.00"), 5)
    assert Variant.objects.get(pk=first.pk).price == Decimal("24.00")


def test_sends_products_of_many_variants_to_their_own_page(client, products):
    bowl = products[0]
    for number in range(14):
        VariantFactory(product=bowl, options={"Size": str(number)})

    page = client.get(LIST)
    rows = client.get(f"/seller/stock/?product={bowl.pk}").context["rows"]

    assert f'href="/seller/stock/?product={bowl.pk}"' in page.content.decode()
    assert len(rows) == 15


def test_saves_first_and_then_does_what_was_pressed_to_the_ticked(client, products):
    bowl, mug = products

    answer = client.post(
        LIST, sent(typed(bowl, pieces="4"), typed(mug), products=products, tick=(mug,), action="offline"), follow=True
    )

    bowl.refresh_from_db()
    mug.refresh_from_db()
    assert (bowl.status, mug.status) == (ProductStatus.PUBLISHED, ProductStatus.UNPUBLISHED)
    assert only(bowl).stock.on_hand == 4
    assert answer.context["undo"].ids == [mug.pk]


def test_a_conflict_keeps_the_pressed_button_from_doing_anything(client, products):
    bowl, mug = products

    answer = client.post(LIST, sent(typed(bowl, price="-3"), products=products, tick=(mug,), action="archive"))

    mug.refresh_from_db()
    assert answer.status_code == 422
    assert mug.status == ProductStatus.PUBLISHED


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("publish", ProductStatus.UNPUBLISHED, ProductStatus.PUBLISHED),
        ("offline", ProductStatus.PUBLISHED, ProductStatus.UNPUBLISHED),
        ("archive", ProductStatus.PUBLISHED, ProductStatus.ARCHIVED),
    ],
)
def test_undoes_what_it_did_to_many(client, products, action, before, after):
    Product.objects.update(status=before)

    page = client.post(LIST, sent(products=products, tick=tuple(products), action=action), follow=True)
    assert set(Product.objects.values_list("status", flat=True)) == {after}
    offer = page.context["undo"]
    assert "2 products" in offer.text
    client.post(LIST, {"products": offer.ids, "action": offer.action})

    assert set(Product.objects.values_list("status", flat=True)) == {before}


def test_says_which_of_the_ticked_could_not_go_live(client, bruno, products):
    bare = ProductFactory(seller=bruno.seller, title="Bare", picture=False, status=ProductStatus.DRAFT)

    page = client.post(LIST, sent(products=[bare], tick=(bare,), action="publish"), follow=True)

    assert "Bare: Add a picture." in page.content.decode()
    bare.refresh_from_db()
    assert bare.status == ProductStatus.DRAFT


def test_reaches_no_product_of_another_shop(client_of, rita, products):
    bowl = products[0]

    client_of(rita).post(LIST, sent(typed(bowl, pieces="1"), products=products, tick=(bowl,), action="archive"))

    bowl.refresh_from_db()
    assert bowl.status == ProductStatus.PUBLISHED
    assert only(bowl).stock.on_hand == 10


def test_no_value_breaks_it(client, products):
    for case, text in naughty.TEXTS.items():
        answer = client.post(
            LIST, sent(typed(products[0], price=text, pieces=text), products=products) | {"action": text}
        )
        assert answer.status_code == 422, case
        odd = {"row": [text], "products": [text], "action": text}
        assert client.post(LIST, odd).status_code == 302, case
        assert client.get(LIST, {"did": text, "ids": text}).status_code == 200, case
    assert (only(products[0]).price, only(products[0]).stock.on_hand) == (Decimal("24.00"), 10)

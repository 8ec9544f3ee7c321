"""authoring.update_product: changes what is named, takes off what is not, and never loses another's edit."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import authoring, ledger, operations, stock
from catalog.models import PriceChange, Product, SearchDocument, Variant
from catalog.tests import writing
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


def update(product: Product, content: authoring.ProductData, version: int | None = None) -> Product:
    return authoring.update_product(
        product=product, data=content, expected_version=version or product.version, by=None, now=timezone.now()
    )


def as_it_stands(product: Product, **changes: Any) -> authoring.ProductData:
    return dataclasses.replace(authoring.data_of(Product.objects.get(pk=product.pk)), **changes)


def test_changes_texts_and_counts_the_version(seller):
    product = writing.create(seller)

    changed = update(product, as_it_stands(product, title="Plain mug", attributes={"Care": "By hand"}))

    assert (changed.title, changed.slug, changed.attributes) == ("Plain mug", "plain-mug", {"Care": "By hand"})
    assert changed.version == product.version + 1


def test_says_what_changed_when_somebody_else_saved_first(seller):
    product = writing.create(seller)
    mine = as_it_stands(product, title="My mug")
    update(product, as_it_stands(product, title="Their mug"))

    with pytest.raises(authoring.Edited) as caught:
        update(product, mine, version=1)

    assert (caught.value.current.title, caught.value.version) == ("Their mug", 2)
    product.refresh_from_db()
    assert product.title == "Their mug"


def test_keeps_a_variant_that_was_renamed_and_its_stock(seller):
    product = writing.create(seller, writing.clay_and_moss())
    before = as_it_stands(product)
    clay, moss = before.variants
    renamed = dataclasses.replace(clay, options={"Colour": "Terracotta"}, sku="MUG-TERRA")

    update(product, dataclasses.replace(before, variants=(moss, renamed)))

    rows = list(product.variants.order_by("position").values_list("pk", "sku", "stock__on_hand"))
    assert rows == [(moss.id, "MUG-MOSS", 4), (clay.id, "MUG-TERRA", 3)]


def test_lets_two_variants_swap_their_skus(seller):
    product = writing.create(seller, writing.clay_and_moss())
    before = as_it_stands(product)
    clay, moss = before.variants
    swapped = (dataclasses.replace(clay, sku=moss.sku), dataclasses.replace(moss, sku=clay.sku))

    update(product, dataclasses.replace(before, variants=swapped))

    assert dict(product.variants.values_list("pk", "sku")) == {clay.id: "MUG-MOSS", moss.id: "MUG-CLAY"}


def test_takes_a_variant_off_and_brings_it_back_as_the_same_row(seller):
    product = writing.create(seller, writing.clay_and_moss())
    before = as_it_stands(product)

    product = update(product, dataclasses.replace(before, variants=before.variants[:1]))
    gone = Variant.objects.get(sku="MUG-MOSS")
    assert gone.is_active is False
    product = update(product, writing.clay_and_moss())

    gone.refresh_from_db()
    assert gone.is_active is True
    assert product.variants.count() == 2


def test_is_sold_out_once_the_only_variant_with_stock_is_off(seller):
    product = writing.create(seller, writing.clay_and_moss())
    clay, _moss = as_it_stands(product).variants
    empty = dataclasses.replace(clay, stock=0)

    product = update(product, as_it_stands(product, variants=(empty,)))

    assert product.in_stock is False


def test_writes_the_history_of_prices(seller):
    product = writing.create(seller)
    (row,) = as_it_stands(product).variants

    product = update(product, as_it_stands(product, variants=(dataclasses.replace(row, price=Decimal("19.00")),)))

    assert product.price_from == Decimal("19.00")
    change = PriceChange.objects.order_by("pk").last()
    assert (change.old_price, change.new_price) == (Decimal("24.00"), Decimal("19.00"))


def test_changes_the_stock_and_its_ledger(seller):
    product = writing.create(seller)
    (row,) = as_it_stands(product).variants

    update(product, as_it_stands(product, variants=(dataclasses.replace(row, stock=9),)))

    assert product.variants.get().stock.on_hand == 9
    assert ledger.breaches() == []


def test_refuses_everything_when_the_stock_changed_meanwhile(seller):
    product = writing.create(seller)
    (row,) = as_it_stands(product).variants
    items = [stock.Item(product.variants.get().pk, 2, "line:1")]
    stock.reserve(items, by=None, at=timezone.now())
    stock.ship(items, by=None, at=timezone.now())

    with pytest.raises(authoring.BadProduct) as caught:
        update(product, as_it_stands(product, title="New", variants=(dataclasses.replace(row, stock=9),)))

    assert "Stock changed to 3" in caught.value.fields["variants.0.stock"][0]
    product.refresh_from_db()
    assert (product.title, product.variants.get().stock.on_hand) == ("Speckled mug", 3)


def test_refuses_stock_below_what_is_reserved(seller):
    product = writing.create(seller)
    (row,) = as_it_stands(product).variants
    stock.reserve([stock.Item(product.variants.get().pk, 4, "line:1")], by=None, at=timezone.now())

    with pytest.raises(authoring.BadProduct, match="4 pieces are reserved"):
        update(product, as_it_stands(product, variants=(dataclasses.replace(row, stock=3),)))

    assert product.variants.get().stock.on_hand == 5


def test_removes_pictures_that_are_not_named(seller):
    images = [writing.picture(seller), writing.picture(seller)]
    wanted = tuple(authoring.PictureData(image.pk) for image in images)
    product = writing.create(seller, writing.data(pictures=wanted))

    update(product, as_it_stands(product, pictures=wanted[1:]))

    assert list(product.images.values_list("pk", "position")) == [(images[1].pk, 0)]


def test_keeps_the_search_document_true(seller):
    image = writing.picture(seller)
    content = writing.data(category=CategoryFactory(), pictures=(authoring.PictureData(image.pk),))
    product = writing.create(seller, content)
    product = operations.publish(product=product, by=None, now=timezone.now())

    update(product, as_it_stands(product, brand="Another"))

    assert SearchDocument.objects.get(product=product).brand == "Another"


def test_finds_nothing_to_change_in_what_it_wrote(seller):
    product = writing.create(seller, writing.clay_and_moss())

    content = as_it_stands(product)

    assert content.cleaned() == content

"""authoring.create_product: a draft with variants, stock, pictures; or a list of what cannot stand."""

from decimal import Decimal

import pytest

from accounts.tests.factories import SellerFactory
from catalog import authoring, ledger
from catalog.models import PriceChange, Product, ProductStatus, SearchDocument
from catalog.tests import writing
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


def test_makes_a_draft_that_nobody_else_sees(seller):
    product = writing.create(seller, writing.data(category=CategoryFactory()))

    assert (product.status, product.version, product.slug) == (ProductStatus.DRAFT, 1, "speckled-mug")
    assert (product.price_from, product.in_stock) == (Decimal("24.00"), True)
    assert not SearchDocument.objects.exists()


def test_gives_a_product_without_options_one_variant_with_stock_and_history(seller):
    product = writing.create(seller)

    variant = product.variants.get()
    assert (variant.sku, variant.options, variant.stock.on_hand) == ("SPECKLED-MUG", {}, 5)
    assert [(c.old_price, c.new_price) for c in PriceChange.objects.all()] == [(None, Decimal("24.00"))]
    assert ledger.breaches() == []


def test_makes_variants_with_their_options_in_order(seller):
    product = writing.create(seller, writing.clay_and_moss())

    rows = product.variants.order_by("position")
    assert [(v.sku, v.options_text, v.stock.on_hand) for v in rows] == [
        ("MUG-CLAY", "Clay", 3),
        ("MUG-MOSS", "Moss", 4),
    ]
    assert product.price_from == Decimal("24.00")


def test_keeps_the_order_of_facts(seller):
    facts = {"Zebra": "1", "Apple": "2", "Milk": "3"}

    product = writing.create(seller, writing.data(attributes=facts))

    assert list(Product.objects.get(pk=product.pk).attributes) == ["Zebra", "Apple", "Milk"]


def test_needs_no_more_than_a_title(seller):
    product = writing.create(seller, authoring.ProductData(title="  An  idea "))

    assert product.title == "An idea"
    assert product.variants.get().price == 0
    assert product.in_stock is False


def test_makes_skus_and_handles_that_are_free(seller):
    first, second = writing.create(seller), writing.create(seller)

    assert first.variants.get().sku == "SPECKLED-MUG"
    assert second.variants.get().sku.startswith("SPECKLED-MUG-")
    assert first.handle != second.handle


def test_takes_the_waiting_pictures_in_order(seller):
    images = [writing.picture(seller), writing.picture(seller)]
    wanted = (
        authoring.PictureData(images[1].pk, "Front"),
        authoring.PictureData(images[0].pk, "In moss", sku="MUG-MOSS"),
    )

    product = writing.create(seller, writing.clay_and_moss(pictures=wanted))

    rows = product.images.order_by("position")
    assert [(i.pk, i.alt, i.variant and i.variant.sku) for i in rows] == [
        (images[1].pk, "Front", None),
        (images[0].pk, "In moss", "MUG-MOSS"),
    ]


def test_refuses_a_picture_of_another_seller(seller):
    foreign = writing.picture(SellerFactory())

    with pytest.raises(authoring.BadProduct) as caught:
        writing.create(seller, writing.data(pictures=(authoring.PictureData(foreign.pk),)))

    assert list(caught.value.fields) == ["pictures.0.id"]
    assert not Product.objects.exists()
    foreign.refresh_from_db()
    assert foreign.product is None


def test_refuses_a_sku_that_another_product_has(seller):
    writing.create(seller, writing.data(variants=(writing.variant(sku="MUG"),)))

    with pytest.raises(authoring.BadProduct, match="You use the SKU “MUG” for “Speckled mug” already"):
        writing.create(seller, writing.data(title="Other", variants=(writing.variant(sku="MUG"),)))

    assert Product.objects.count() == 1


def test_lets_another_seller_use_the_same_sku(seller):
    rows = (writing.variant(sku="MUG"),)

    writing.create(seller, writing.data(variants=rows))
    writing.create(SellerFactory(), writing.data(variants=rows))

    assert Product.objects.count() == 2


two = ("Colour",)


@pytest.mark.parametrize(
    ("_case", "values", "field"),
    [
        ("no title", {"title": " \n "}, "title"),
        ("endless title", {"title": "x" * 10_000}, "title"),
        ("NUL in the title", {"title": "a\0b"}, "title"),
        ("endless description", {"description": "x" * 20_001}, "description"),
        ("NUL in the description", {"description": "a\0b"}, "description"),
        ("endless brand", {"brand": "x" * 81}, "brand"),
        ("a fact without a name", {"attributes": {" ": "blue"}}, "attributes"),
        ("too many facts", {"attributes": {f"fact {n}": "x" for n in range(121)}}, "attributes"),
        ("NUL in a fact", {"attributes": {"a": "b\0"}}, "attributes"),
        ("three options", {"option_names": ("a", "b", "c")}, "option_names"),
        ("an option twice", {"option_names": ("Size", "size")}, "option_names"),
        ("variants without options", {"variants": (writing.variant(), writing.variant())}, "option_names"),
        ("an option without value", {"option_names": two, "variants": (writing.variant(),)}, "variants.0.options"),
        ("negative price", {"variants": (writing.variant(price=Decimal("-1")),)}, "variants.0.price"),
        ("huge price", {"variants": (writing.variant(price=Decimal("1e30")),)}, "variants.0.price"),
        ("no price at all", {"variants": (writing.variant(price=Decimal("NaN")),)}, "variants.0.price"),
        ("parts of a cent", {"variants": (writing.variant(price=Decimal("1.005")),)}, "variants.0.price"),
        ("negative stock", {"variants": (writing.variant(stock=-1),)}, "variants.0.stock"),
        ("huge stock", {"variants": (writing.variant(stock=10**12),)}, "variants.0.stock"),
        ("huge weight", {"variants": (writing.variant(weight_g=10**12),)}, "variants.0.weight_g"),
        ("endless SKU", {"variants": (writing.variant(sku="x" * 65),)}, "variants.0.sku"),
        (
            "the same options twice",
            {
                "option_names": two,
                "variants": (writing.variant(options={"Colour": "Clay"}), writing.variant(options={"Colour": "clay"})),
            },
            "variants.1.options",
        ),
        (
            "the same SKU twice",
            {
                "option_names": two,
                "variants": (
                    writing.variant(sku="A", options={"Colour": "Clay"}),
                    writing.variant(sku="A", options={"Colour": "Moss"}),
                ),
            },
            "variants.1.sku",
        ),
        ("too many pictures", {"pictures": tuple(authoring.PictureData(n) for n in range(9))}, "pictures"),
    ],
)
def test_refuses(seller, _case, values, field):
    with pytest.raises(authoring.BadProduct) as caught:
        writing.create(seller, writing.data(**values))

    assert field in caught.value.fields
    assert not Product.objects.exists()

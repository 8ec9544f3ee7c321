"""Which picture stands for a variant, where not every size of every colour has one."""

import pytest

from catalog import pictures
from catalog.models import Product, Variant
from catalog.queries import product as product_queries
from catalog.tests.factories import ProductFactory, ProductImageFactory, VariantFactory

RUST = {"Colour": "Rust", "Ruling": "Lined"}


@pytest.mark.parametrize(
    ("_case", "pictured", "expected"),
    [
        ("the very variant", {"Colour": "Rust", "Ruling": "Lined"}, 0),
        ("the colour in another ruling", {"Colour": "Rust", "Ruling": "Plain"}, 1),
        ("another colour in the same ruling", {"Colour": "Sage", "Ruling": "Lined"}, 2),
        ("no variant", None, 2),
    ],
)
def test_mismatch(_case, pictured, expected):
    assert pictures.mismatch(pictured, RUST) == expected


def test_a_product_without_options_has_one_kind_of_picture():
    assert pictures.mismatch({}, {}) == 0


def coloured() -> tuple[Product, list[Variant]]:
    """A product in two colours and two rulings, with a picture of one variant of each colour and one of neither."""
    product: Product = ProductFactory(picture=False)
    rows = [("Indigo", "Lined"), ("Indigo", "Plain"), ("Rust", "Lined"), ("Rust", "Plain")]
    made: list[Variant] = [VariantFactory(product=product, options={"Colour": c, "Ruling": r}) for c, r in rows]
    ProductImageFactory(product=product, variant=made[0], position=0, alt="indigo")
    ProductImageFactory(product=product, position=1, alt="close by")
    ProductImageFactory(product=product, variant=made[2], position=2, alt="rust")
    return product, made


@pytest.mark.django_db
def test_a_colour_lends_its_picture_to_its_other_sizes_on_the_page():
    product, made = coloured()

    shown = product_queries.around(product).images(made[3], alt="")

    assert [image.alt for image in shown] == ["rust", "indigo", "close by"]

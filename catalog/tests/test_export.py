"""exporting: what a shop exports, an import takes back without changing anything."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import SellerFactory
from catalog import authoring, exporting
from catalog.models import Product, ProductStatus
from catalog.tests import writing
from catalog.tests.factories import CategoryFactory, ProductFactory
from catalog.tests.files import figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


def exported(seller: Any, **more: Any) -> str:
    return "".join(exporting.lines(seller, **more))


def read(seller: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(seller))))


def test_has_a_row_per_variant(seller):
    kitchen = CategoryFactory(name="Kitchen")
    mugs = CategoryFactory(name="Mugs & cups", parent=kitchen)
    image = writing.picture(seller)
    pictures = (authoring.PictureData(image.pk, "In clay", sku="MUG-CLAY"),)
    writing.create(seller, writing.clay_and_moss(category=mugs, pictures=pictures))

    clay, moss = read(seller)

    assert clay["category"] == "Kitchen > Mugs & cups"
    assert clay["attributes"] == "Material=Stoneware; Height=9 cm; Care=Dishwasher safe"
    assert (clay["image"], clay["alt"]) == ("mug.jpg", "In clay")
    assert (moss["handle"], moss["title"], moss["price"], moss["stock"]) == (
        "speckled-mug",
        "Speckled mug",
        "26.00",
        "4",
    )
    assert (moss["option1_name"], moss["option1_value"]) == ("Colour", "Moss")


def test_leaves_out_what_is_deleted_and_what_is_foreign(seller):
    ProductFactory(seller=seller, status=ProductStatus.ARCHIVED)
    ProductFactory()

    assert read(seller) == []


def test_escapes_what_a_spreadsheet_would_run(seller):
    writing.create(seller, writing.data(title="=HYPERLINK(1)", brand="+1", description="@SUM(A1)", attributes={}))

    (row,) = read(seller)

    assert (row["title"], row["brand"], row["description"]) == ("'=HYPERLINK(1)", "'+1", "'@SUM(A1)")


def test_asks_no_more_for_more_rows(seller, django_assert_max_num_queries):
    for _ in range(5):
        ProductFactory(seller=seller)

    # how the last file looked, the products with their variants, stock and pictures, the names of the categories, the
    # empty next batch
    with django_assert_max_num_queries(6):
        exported(seller)


# No product holds U+FFFD, the sign for what could not be read.
LINE = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffd"), min_size=1, max_size=8
) | st.sampled_from(["=1+1", "'quote", "a;b", "a,b=c", "a|b", "back\\", "a > b", '"', "-5", "e\u0301", "1,5"])
FACTS = st.dictionaries(LINE, LINE, max_size=3)


@st.composite
def products(draw: Any) -> authoring.ProductData:
    names = tuple(draw(st.lists(st.sampled_from(["Colour", "Size"]), unique=True, max_size=2)))
    choices = draw(st.lists(LINE, min_size=1, max_size=3, unique_by=str.casefold)) if names else [""]
    price = st.decimals(min_value=0, max_value=9999, places=2)
    rows = tuple(
        authoring.VariantData(
            options=dict.fromkeys(names, choice),
            price=draw(price),
            compare_at_price=draw(st.none() | price),
            weight_g=draw(st.integers(0, 900)),
            stock=draw(st.integers(0, 50)),
        )
        for choice in choices
    )
    return authoring.ProductData(
        title=draw(LINE),
        brand=draw(st.just("") | LINE),
        description="\n".join(draw(st.lists(LINE, max_size=2))),
        attributes=draw(FACTS),
        option_names=names,
        variants=rows,
    )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(products(), min_size=1, max_size=3),
    st.sampled_from([(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]),
)
def test_comes_back_unchanged(db, contents, form):
    seller = SellerFactory()
    for content in contents:
        writing.create(seller, content)
    delimiter, encoding = form

    report = run(seller, exported(seller, delimiter=delimiter).encode(encoding))

    assert figures(report) == (0, 0, len(contents), 0), [str(fault) for fault in report.faults]


def test_comes_back_unchanged_with_pictures_and_to_another_shop_as_the_same(seller):
    images = [writing.picture(seller), writing.picture(seller), writing.picture(seller)]
    pictures = (
        authoring.PictureData(images[0].pk, "a|b"),
        authoring.PictureData(images[1].pk, "", sku="MUG-MOSS"),
        authoring.PictureData(images[2].pk, "back\\"),
    )
    writing.create(seller, writing.clay_and_moss(pictures=pictures))
    content = exported(seller)
    other = SellerFactory()

    assert figures(run(seller, content)) == (0, 0, 1, 0)
    assert figures(run(other, content)) == (1, 0, 0, 0)
    mine, copy = (authoring.data_of(p) for p in Product.objects.order_by("pk"))
    assert (copy.title, copy.attributes, copy.description) == (mine.title, mine.attributes, mine.description)
    assert [(v.sku, v.price, v.stock) for v in copy.variants] == [
        ("MUG-CLAY", Decimal("24.00"), 3),
        ("MUG-MOSS", 26, 4),
    ]

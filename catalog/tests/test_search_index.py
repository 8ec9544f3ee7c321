from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.postgres.search import SearchQuery

from accounts.models import SellerStatus
from catalog import search
from catalog.models import FacetLabel, ProductStatus, SearchDocument, SearchWord
from catalog.tests.factories import CategoryFactory, ProductFactory, VariantFactory
from shop.core import jobs

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def matches(product, words):
    return SearchDocument.objects.filter(product=product, vector=SearchQuery(words, config="english")).exists()


def test_writes_what_filters_read():
    kitchen = CategoryFactory(name="Kitchen")
    product = ProductFactory(
        category=CategoryFactory(name="Mugs", parent=kitchen),
        title="Mug",
        brand="Kiln",
        attributes={"Material": "Stoneware", "Care": "x" * 80},
        price="20.00",
        sale_price=Decimal("15.00"),
        sale_starts_at=NOW - timedelta(hours=1),
        rating_average=Decimal("4.50"),
        units_sold=7,
    )
    VariantFactory(product=product, options={"Colour": "Dusk Blue"})

    search.index([product.pk], now=NOW)

    document = SearchDocument.objects.get(product=product)
    assert document.category_path == "kitchen/mugs"
    assert document.facets == ["colour=dusk blue", "material=stoneware"]
    assert (document.price, document.discount_percent) == (Decimal("15.00"), 25)
    assert (document.brand, document.rating, document.popularity) == ("Kiln", Decimal("4.50"), 7)
    assert document.in_stock is True


@pytest.mark.parametrize(
    "words",
    ["kiln", "kitchen", "kettle", "speckle", "wh1000xm2", "1000xm2", "glaze", "dusk", "hohr", "64 & gb", "64gb"],
)
def test_finds_by_every_text_and_spelling(words):
    product = ProductFactory(
        category=CategoryFactory(name="Mugs", parent=CategoryFactory(name="Kitchen")),
        title="Speckled mug WH-1000XM2 64 GB",
        brand="Kiln",
        description="Glazed twice in Höhr.",
        seller__name="Kettle & Co",
    )
    VariantFactory(product=product, options={"Colour": "Dusk Blue"})

    search.index([product.pk])

    assert SearchDocument.objects.filter(
        product=product, vector=SearchQuery(words, config="english", search_type="raw")
    ).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ProductStatus.DRAFT},
        {"status": ProductStatus.UNPUBLISHED},
        {"status": ProductStatus.ARCHIVED},
        {"seller__status": SellerStatus.SUSPENDED},
    ],
)
def test_leaves_out_what_nobody_may_see(changes):
    product = ProductFactory(**changes)

    search.index([product.pk])

    assert not SearchDocument.objects.exists()


def test_removes_what_went_offline_and_leaves_others_alone():
    gone, stays = ProductFactory(), ProductFactory()
    search.index([gone.pk, stays.pk])
    type(gone).objects.filter(pk=gone.pk).update(status=ProductStatus.UNPUBLISHED)

    search.index([gone.pk, 999_999])

    assert list(SearchDocument.objects.values_list("product", flat=True)) == [stays.pk]


def test_takes_the_same_number_of_queries_for_more_products(django_assert_num_queries):
    few = [ProductFactory().pk for _ in range(2)]
    many = [ProductFactory().pk for _ in range(12)]
    search.index([*few, *many])
    jobs.run_waiting()

    for ids in (few, many):
        # the savepoint and its release; products, variants, category names; the upsert; known words
        with django_assert_num_queries(7):
            search.index(ids)


def test_new_words_are_learnt_by_a_job_after_the_commit():
    product = ProductFactory(title="Speckled mug", attributes={"Colour": "Dusk Blue"})

    search.index([product.pk])
    assert not SearchWord.objects.filter(word="speckled").exists()
    jobs.run_waiting()

    assert SearchWord.objects.filter(word="speckled").exists()
    assert FacetLabel.objects.get(key="colour=dusk blue").value == "Dusk Blue"


def test_rebuild_makes_everything_true():
    mugs = [ProductFactory(title="Speckled mug") for _ in range(2)]
    stale = ProductFactory(title="Gone vase")
    search.rebuild()
    type(stale).objects.filter(pk=stale.pk).update(status=ProductStatus.ARCHIVED)
    told = []

    count = search.rebuild(progress=lambda done, of: told.append((done, of)))

    assert count == 2
    assert told == [(2, 2)]
    assert set(SearchDocument.objects.values_list("product", flat=True)) == {mug.pk for mug in mugs}
    assert SearchWord.objects.get(word="speckled").documents == 2
    assert not SearchWord.objects.filter(word="vase").exists()

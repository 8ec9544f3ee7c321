import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog import search
from catalog.models import ProductStatus
from catalog.queries import suggestions
from catalog.tests.browsing import offered
from catalog.tests.factories import CategoryFactory
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def headphones():
    product = offered(title="Wireless headphones WH-1000XM2", category=CategoryFactory(name="Headphones"), units_sold=5)
    offered(title="Headband", category=CategoryFactory(name="Hats"))
    jobs.run_waiting()
    return product


def suggested(text):
    return suggestions.suggest(text, now=timezone.now())


def by_kind(text, kind):
    return [suggestion.text for suggestion in suggested(text) if suggestion.kind == kind]


def test_completes_the_last_word(headphones):
    assert sorted(by_kind("head", "query")) == ["headband", "headphones"]
    assert by_kind("wireless headp", "query") == ["wireless headphones"]


def test_offers_categories_and_products_with_their_addresses(headphones):
    found = {s.kind: s.url for s in suggested("headpho")}

    assert found["category"] == "/category/headphones/"
    assert found["product"] == headphones.get_absolute_url()
    assert found["query"] == "/listing/?q=headphones"


@pytest.mark.parametrize("typed", ["Küch", "kuche", "KÜCHE", "zubehor", "küche zubeh"])
def test_finds_categories_whatever_the_accents(typed):
    kitchen = CategoryFactory(name="Küche & Zubehör")
    offered(title="Ladle", category=kitchen)

    assert [s.url for s in suggested(typed) if s.kind == "category"] == [f"/category/{kitchen.path}/"]


def test_says_what_was_typed_and_what_was_added(headphones):
    query = next(s for s in suggested("Headp") if s.kind == "query")
    product = next(s for s in suggested("Headp") if s.kind == "product")

    assert query.text[query.completed_from :] == "hones"
    assert product.completed_from == len(product.text)


def test_finds_article_numbers_by_their_beginning(headphones):
    assert by_kind("1000x", "product") == [headphones.title]


def test_offers_best_sellers_first_and_nothing_that_nobody_may_see(headphones):
    best = offered(title="Headphones deluxe", units_sold=50)
    gone = offered(title="Headphones of old", units_sold=500)
    type(gone).objects.filter(pk=gone.pk).update(status=ProductStatus.ARCHIVED)
    search.index([gone.pk])

    assert by_kind("headphones", "product") == [best.title, headphones.title]


def test_never_more_than_eight():
    for number in range(12):
        name = f"Mug{'abcdefghijkl'[number] * 3}"
        offered(title=f"{name} mugs", category=CategoryFactory(name=f"Mugs {number}"))
    jobs.run_waiting()

    assert len(suggested("mug")) == suggestions.MOST


@pytest.mark.parametrize("text", ["", "h", " ", "\0", "☃☃", "--"])
def test_asks_nothing_for_too_little(text, headphones, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggested(text) == []


def test_takes_one_query(headphones, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert suggested("wireless head")


@given(text=st.text(max_size=120) | st.text(alphabet="ab'\"\\ %_|&!():*<>\0.6", max_size=40))
def test_answers_whatever_is_typed(text):
    assert len(suggested(text)) <= suggestions.MOST

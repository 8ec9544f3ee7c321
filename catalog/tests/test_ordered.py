"""Pages of too many products in another order: the same whichever way they are found."""

from decimal import Decimal

import pytest

from catalog import filters as listing_filters
from catalog.models import SearchDocument
from catalog.models.search import LAST_TIER
from catalog.queries import ordered, terms
from catalog.queries.facets import Count, Counts
from catalog.queries.ranking import Wanted
from catalog.tests.browsing import offered

pytestmark = pytest.mark.django_db

# As if very many of a million matched, and as if few did.
MANY = Counts((Count("depth", "", "", 0, 1_000_000),))
FEW = Counts((Count("depth", "", "", LAST_TIER, 1_000_000),))
ORDERS = {
    "newest": ("-published_at", "-product"),
    "price": ("price", "product"),
    "-price": ("-price", "-product"),
    "rating": ("-rating", "-popularity", "-product"),
    "popular": ("-popularity", "-product"),
    "discount": ("-discount_percent", "-product"),
}


def wanted(text, sort, **more):
    return Wanted(listing_filters.Filters(words=terms.typed(text), brands=("Oak", "Elm"), sort=sort, **more))


@pytest.fixture
def mugs():
    for number in range(9):
        offered(
            title="Mug",
            brand=("Oak", "Elm", "Yew")[number % 3],
            price=Decimal(20 + number * 7 % 10),
            sale_price=Decimal(19 - number) if number % 2 else None,
            rating_average=Decimal(number % 4),
            units_sold=number * 5 % 7,
        )


@pytest.mark.parametrize("counts", [MANY, FEW])
@pytest.mark.parametrize("text", ["mug", ""])
@pytest.mark.parametrize("sort", ORDERS)
def test_answers_the_places_of_the_order_whether_walked_or_sorted(mugs, sort, text, counts):
    found = ordered.ids(wanted(text, sort), counts, start=2, limit=4)

    rows = SearchDocument.objects.filter(brand__in=("Oak", "Elm")).order_by(*ORDERS[sort])
    assert found == list(rows.values_list("pk", flat=True)[2:6])


@pytest.mark.parametrize("text", ["mug", ""])
def test_begins_to_walk_where_the_filter_begins(mugs, text, django_assert_num_queries):
    asked = wanted(text, "price", min_price=Decimal(20))

    with django_assert_num_queries(1):
        found = ordered.ids(asked, MANY, start=0, limit=1)

    rows = SearchDocument.objects.filter(brand__in=("Oak", "Elm"), price__gte=20).order_by("price", "product")
    assert found == [rows.values_list("pk", flat=True)[0]]


def test_sorts_what_the_walk_does_not_meet(django_assert_num_queries):
    for price in range(1, 6):
        offered(title="Cup", brand="Oak", price=Decimal(price))
    mug = offered(title="Mug", brand="Oak", price=Decimal(9))

    with django_assert_num_queries(2):
        found = ordered.ids(wanted("mug", "price"), MANY, start=0, limit=1)

    assert found == [mug.pk]

"""The rows that a listing looks at: tier by tier where words are common, and the same as without tiers."""

from decimal import Decimal

import pytest

from accounts.tests.factories import SellerFactory
from catalog import filters as listing_filters
from catalog.models import SearchDocument
from catalog.queries import candidates, keys, matching, ranking, terms
from catalog.queries.ranking import Wanted
from catalog.tests.browsing import offered
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def wanted(text="mug", **more):
    return Wanted(listing_filters.Filters(words=terms.typed(text), **more))


def looked_at(asked, columns=None, **how):
    found = candidates.of(asked, columns or {}, **how)
    sql = f"SELECT product_id, score FROM ({found.sql}) AS c"  # noqa: S608 - composed of constants
    return dict(matching.rows(sql, found.params))


def chosen(asked, **how):
    return list(looked_at(asked, **how))


@pytest.fixture
def mugs():
    kitchen = CategoryFactory(slug="kitchen", name="Kitchen")
    cups = CategoryFactory(slug="cups", name="Cups", parent=kitchen)
    garden = CategoryFactory(slug="garden", name="Garden")
    shop = SellerFactory(slug="kiln")
    return {
        "cheap": offered(title="Mug", brand="A/B", price="0.01", category=cups).pk,
        "dear": offered(title="Mug", brand="Oak", price="99999.99", category=kitchen, seller=shop).pk,
        "liked": offered(title="Mug", brand="Oak", price="20.00", category=garden, rating_average=Decimal("4.50")).pk,
        "reduced": offered(title="Mug", price="20.01", sale_price=Decimal("15.00"), attributes={"Colour": "Clay"}).pk,
    }


FILTERS = [
    ({}, {"cheap", "dear", "liked", "reduced"}),
    ({"scope": "kitchen"}, {"cheap", "dear"}),
    ({"scope": "kitchen/cups"}, {"cheap"}),
    ({"shop": "kiln"}, {"dear"}),
    ({"categories": ("kitchen",)}, {"cheap", "dear"}),
    ({"categories": ("kitchen/cups", "garden")}, {"cheap", "liked"}),
    ({"categories": ("cups",)}, set()),
    ({"brands": ("A/B",)}, {"cheap"}),
    ({"brands": ("A/B", "Oak")}, {"cheap", "dear", "liked"}),
    ({"brands": ("A",)}, set()),
    ({"sellers": ("kiln",)}, {"dear"}),
    ({"sellers": ("kiln", "nobody")}, {"dear"}),
    ({"sellers": ("nobody",)}, set()),
    ({"max_price": Decimal("20.00")}, {"cheap", "liked", "reduced"}),
    ({"min_price": Decimal("20.00")}, {"dear", "liked"}),
    ({"min_price": Decimal("15.00"), "max_price": Decimal("15.00")}, {"reduced"}),
    ({"min_price": Decimal("20.00"), "max_price": Decimal("10.00")}, set()),
    ({"rating": 4}, {"liked"}),
    ({"rating": 5}, set()),
    ({"on_sale": True}, {"reduced"}),
    ({"in_stock": True}, {"cheap", "dear", "liked", "reduced"}),
    ({"attributes": (("colour", ("clay", "navy")),)}, {"reduced"}),
    ({"brands": ("Oak",), "max_price": Decimal(50), "rating": 3}, {"liked"}),
]


@pytest.mark.parametrize(("text", "is_common"), [("mug", True), ("mug", False), ("", False)])
@pytest.mark.parametrize(("filters", "names"), FILTERS)
def test_every_filter_lets_the_same_through_in_the_tiers_as_without_them(mugs, filters, names, text, is_common):
    found = chosen(wanted(text, **filters), is_common=is_common, is_narrow=True)

    assert set(found) == {mugs[name] for name in names}
    assert len(found) == len(names)


def test_best_sellers_come_first_from_whatever_tier():
    products = [offered(title="Mug", units_sold=sold).pk for sold in range(6)]
    for place, product in enumerate(reversed(products)):
        SearchDocument.objects.filter(product=product).update(tier=(0, 2, 2, 7, 8, 8)[place])

    assert chosen(wanted(), is_common=True) == products[::-1]


def test_a_tier_is_read_only_while_those_before_it_leave_room(monkeypatch):
    monkeypatch.setattr(ranking, "MOST_COUNTED", 1)
    for tier in (0, 0, 5):
        SearchDocument.objects.filter(product=offered(title="Mug")).update(tier=tier)
    found = candidates.of(wanted(), {}, is_common=True)

    plan = matching.rows(f"EXPLAIN (ANALYZE, COSTS OFF) {found.sql}", found.params)

    assert sum("tier" in line and "Subquery" not in line for (line,) in plan) >= 9
    assert sum("Limit (never executed)" in line for (line,) in plan) == 8


def test_what_filters_hide_is_not_scored(mugs):
    scores = looked_at(wanted(brands=("Oak",)), {"brand": "f0"}, is_common=False)

    assert {name for name, pk in mugs.items() if scores[pk]} == {"dear", "liked"}


@pytest.mark.parametrize("cents", [0, 1, 99, 100, 28_403, 639_000, 100_000_000, 999_999_999_999])
def test_a_price_lies_in_the_steps_of_bounds_that_it_meets(cents):
    price = Decimal(cents) / 100

    steps = [f"${step}" for step in keys.price_steps(price, price)]

    assert matching.rows("SELECT search_keys('', '', 1, %s, 0, 0) && %s::text[]", [price, steps]) == [(True,)]

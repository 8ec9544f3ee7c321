from decimal import Decimal

import pytest

from catalog import taxes
from catalog.tests.factories import CategoryFactory, TaxRateFactory

pytestmark = pytest.mark.django_db


def test_nearest_ancestor_with_a_rate_decides(django_assert_num_queries):
    garden = CategoryFactory(name="Garden")
    plants = CategoryFactory(name="Plants", parent=garden)
    cacti = CategoryFactory(name="Cacti", parent=plants)
    tools = CategoryFactory(name="Plants tools", parent=garden)
    TaxRateFactory(percent=Decimal("19.00"))
    TaxRateFactory(category=plants, percent=Decimal("7.00"))

    with django_assert_num_queries(2):  # the rates; the paths of the categories
        found = taxes.percents([garden.pk, plants.pk, cacti.pk, tools.pk, None], country="DE")

    assert found == {
        None: Decimal("19.00"),
        garden.pk: Decimal("19.00"),
        plants.pk: Decimal("7.00"),
        cacti.pk: Decimal("7.00"),
        tools.pk: Decimal("19.00"),
    }


def test_rate_of_the_country_wins_in_the_same_place():
    books = CategoryFactory(name="Books")
    TaxRateFactory(percent=Decimal("19.00"))
    TaxRateFactory(country="AT", percent=Decimal("20.00"))
    TaxRateFactory(category=books, percent=Decimal("7.00"))
    TaxRateFactory(category=books, country="AT", percent=Decimal("10.00"))

    assert taxes.percents([books.pk], country="AT") == {None: Decimal("20.00"), books.pk: Decimal("10.00")}
    assert taxes.percents([books.pk], country="DE") == {None: Decimal("19.00"), books.pk: Decimal("7.00")}


def test_without_any_rate_nothing_is_due():
    assert taxes.percents([12345], country="DE") == {None: Decimal("0.00"), 12345: Decimal("0.00")}

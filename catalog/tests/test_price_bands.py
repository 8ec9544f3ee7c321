"""The price filter offers bands that fit the result, as links."""

from decimal import Decimal

import pytest

from catalog.tests.browsing import listed, offered
from catalog.views import price_panel

pytestmark = pytest.mark.django_db


def bands(response):
    return next(group["links"] for group in response.context["groups"] if group["name"] == "price")


@pytest.fixture
def products():
    return [offered(price=f"{amount}.00") for amount in (4, 6, 12, 18, 40, 60, 120, 300)]


def test_each_band_lists_what_it_counts(client, products):
    page = client.get("/listing/?sort=price", secure=True)

    found = bands(page)
    assert len(found) > 1
    assert sum(band["count"] for band in found) == len(products)
    for band in found:
        assert len(listed(client.get(f"/listing/{band['url']}", secure=True))) == band["count"]


def test_chosen_band_leads_back(client, products):
    first = bands(client.get("/listing/?in_stock=1", secure=True))[0]

    chosen = next(band for band in bands(client.get(f"/listing/{first['url']}", secure=True)) if band["current"])

    assert chosen["url"] == "?in_stock=1"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, Decimal("20"), "Up to €20.00"),
        (Decimal("50"), None, "From €50.00"),
        (Decimal("20"), Decimal("49.99"), "€20.00 – €49.99"),
    ],
)
def test_says_it_in_words(low, high, words):
    assert price_panel.words(low, high) == words

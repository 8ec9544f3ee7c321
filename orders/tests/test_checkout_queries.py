"""How many queries the pages of basket and checkout take, named; and that more lines take no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tests.factories import AddressFactory
from cart.models import MOST_LINES
from catalog.tests.factories import AreaFactory, DeliveryRateFactory, DiscountFactory
from orders.tests.checkout import place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db
SELLERS, EACH = 3, 4


@pytest.fixture
def browser(alice, client_of):
    AddressFactory(owner=alice, is_default=True)
    return client_of(alice)


def basket(user, lines):
    """`lines` things of three shops each, one of them reduced."""
    wishes = []
    for _shop in range(SELLERS):
        first = variant_for_sale(stock=50)
        germany = AreaFactory(name="Germany", postcode_prefixes=[])
        DeliveryRateFactory(seller=first.seller, area=germany)
        DiscountFactory(seller=first.seller)
        wishes += [(first, 1), *[(variant_for_sale(seller=first.seller), 1) for _ in range(lines - 1)]]
    return ready_cart(*wishes, user=user)


def queries(browser, url):
    browser.get(url)  # what a first visit finds out (counts, content types) is remembered
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return [query["sql"] for query in found.captured_queries]


# The session is in Redis.
# user, basket, lines with product, shop and stock, tax rates, category paths, discounts, pictures, areas, delivery
# rates, roles for the header
BASKET = 10
# the same with the address book, without the header's roles
USER_INFO = 10
# user, basket, lines, tax rates, category paths, discounts, pictures, areas, delivery rates
PAYMENT_INFO = 9
# user, owner, order, parcels, shops, events, payments of parcels, lines with products, online payment, reviews, roles
SUBMITTED = 11


@pytest.mark.parametrize(
    ("page", "ceiling"), [("cart", BASKET), ("user-info", USER_INFO), ("payment-info", PAYMENT_INFO)]
)
def test_needs_few_queries_and_no_more_for_more_lines(browser, alice, page, ceiling):
    counts = []
    for lines in (1, EACH):
        cart = basket(alice, lines)
        counts.append(queries(browser, f"/order/{page}/{cart.pk}/"))

    assert len(counts[0]) <= ceiling, "\n".join(counts[0])
    assert len(counts[1]) <= len(counts[0]), "\n".join(counts[1])


def test_the_confirmation_needs_few_queries_and_no_more_for_more_lines(browser, alice):
    counts = []
    for lines in (1, EACH):
        order = place(basket(alice, lines)).order
        counts.append(queries(browser, f"/order/submitted/{order.checkout_id}/"))

    assert len(counts[0]) <= SUBMITTED, "\n".join(counts[0])
    assert len(counts[1]) <= len(counts[0]), "\n".join(counts[1])


def test_placing_takes_no_more_queries_for_more_lines_but_one_per_stock_row(alice):
    counts = []
    for lines in (1, EACH):
        cart = basket(alice, lines)
        with CaptureQueriesContext(connection) as found:
            place(cart)
        counts.append(len(found.captured_queries))

    extra_rows = SELLERS * (EACH - 1)
    assert counts[1] - counts[0] == extra_rows
    assert counts[0] <= 45
    assert MOST_LINES >= 100

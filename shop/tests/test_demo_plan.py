from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shop.demo import plan, world
from shop.demo.plan import Ending

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=BERLIN)
# Every weekday, ends of months and of a year, the hours in which UTC has another date, and clocks put forward and back.
MOMENTS = [
    NOW,
    datetime(2026, 11, 25, 0, 30, tzinfo=BERLIN),
    datetime(2026, 11, 26, 23, 59, tzinfo=BERLIN),
    datetime(2026, 11, 27, 1, 30, tzinfo=BERLIN),
    datetime(2026, 2, 28, 12, 0, tzinfo=BERLIN),
    datetime(2028, 2, 29, 0, 5, tzinfo=BERLIN),
    datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
    datetime(2026, 12, 31, 23, 59, tzinfo=BERLIN),
    datetime(2027, 1, 1, 0, 1, tzinfo=BERLIN),
    datetime(2026, 11, 30, 6, 0, tzinfo=BERLIN),
]
whenever = pytest.mark.parametrize("now", MOMENTS, ids=lambda now: f"{now:%a %d %b %H:%M}")


def test_is_the_same_every_time():
    assert plan.orders(NOW) == plan.orders(NOW)


def test_keys_stay_when_the_days_move_on():
    later = plan.orders(NOW + timedelta(days=40))

    assert Counter((order.key, order.buyer, tuple(order.lines.items())) for order in later) == Counter(
        (order.key, order.buyer, tuple(order.lines.items())) for order in plan.orders(NOW)
    )


@whenever
def test_covers_the_last_three_months_in_order_of_time(now):
    placed = [order.placed for order in plan.orders(now)]

    assert placed == sorted(placed)
    assert placed[0] > now - timedelta(days=plan.DAYS)
    assert placed[-1] < now
    assert len(placed) >= 120
    assert sum(moment > now - timedelta(days=30) for moment in placed) > len(placed) / 3


@whenever
def test_days_have_the_rhythm_of_a_week_and_nights_are_quiet(now):
    planned = [order for order in plan.orders(now) if not order.key.startswith("recent-")]
    by_day = Counter(order.placed.weekday() for order in planned)

    assert by_day[SUNDAY] + by_day[MONDAY] > 1.1 * (by_day[FRIDAY] + by_day[SATURDAY])
    assert all(order.placed.hour >= 7 for order in plan.orders(now) if order.placed < now - timedelta(hours=1))


@whenever
def test_every_ending_is_there(now):
    endings = {ending for order in plan.orders(now) for ending in order.ends.values()}

    assert endings == set(Ending)


@whenever
def test_every_shop_has_something_to_pack(now):
    waiting = {shop for order in plan.orders(now) for shop, end in order.ends.items() if end is Ending.PENDING}

    assert waiting == {shop["slug"] for shop in world.shops()}


def test_every_review_follows_a_delivery_to_its_author():
    planned = plan.orders(NOW)
    sku_products = {variant["sku"]: product["slug"] for product in world.products() for variant in product["variants"]}

    for order in planned:
        for review in order.reviews:
            assert review.product in {sku_products[sku] for sku in order.lines}
            assert order.placed + timedelta(days=7) < review.at < NOW
            assert set(order.ends.values()) == {Ending.DELIVERED}
    assert sum(len(order.reviews) for order in planned) == sum(map(len, world.reviews().values()))


@whenever
def test_nothing_is_sold_before_it_is_published(now):
    published = {
        variant["sku"]: now - timedelta(days=product.get("published_days_ago", plan.DAYS))
        for product in world.products()
        for variant in product["variants"]
    }

    for order in plan.orders(now):
        assert all(order.placed > published[sku] for sku in order.lines)


def test_opening_stock_leaves_what_the_files_promise():
    planned = plan.orders(NOW)

    opening = plan.opening_stock(planned)

    for order in planned:
        for sku, quantity in order.lines.items():
            if order.ends[world.shop_of_sku()[sku]] not in plan.FREED:
                opening[sku] -= quantity
    assert all(
        opening[variant["sku"]] == variant["stock"] for product in world.products() for variant in product["variants"]
    )


@whenever
def test_every_order_finds_enough_on_the_shelf_at_its_time(now):
    shelf = plan.opening_stock(plan.orders(now))

    for order in plan.orders(now):
        for sku, quantity in order.lines.items():
            assert shelf[sku] >= quantity, (order.key, sku)
            if order.ends[world.shop_of_sku()[sku]] not in plan.FREED:
                shelf[sku] -= quantity

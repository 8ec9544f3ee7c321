from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shop.demo import plan, world
from shop.demo.plan import Ending

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_is_the_same_every_time():
    assert plan.orders(NOW) == plan.orders(NOW)


def test_keys_stay_when_the_days_move_on():
    later = plan.orders(NOW + timedelta(days=40))

    assert Counter((order.key, order.buyer, tuple(order.lines.items())) for order in later) == Counter(
        (order.key, order.buyer, tuple(order.lines.items())) for order in plan.orders(NOW)
    )


def test_covers_the_last_three_months_in_order_of_time():
    placed = [order.placed for order in plan.orders(NOW)]

    assert placed == sorted(placed)
    assert placed[0] > NOW - timedelta(days=plan.DAYS)
    assert placed[-1] < NOW
    assert len(placed) >= 120
    assert sum(moment > NOW - timedelta(days=30) for moment in placed) > len(placed) / 3


def test_every_ending_is_there():
    endings = {ending for order in plan.orders(NOW) for ending in order.ends.values()}

    assert endings == set(Ending)


def test_every_shop_has_something_to_pack():
    waiting = {shop for order in plan.orders(NOW) for shop, end in order.ends.items() if end is Ending.PENDING}

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


def test_nothing_is_sold_before_it_is_published():
    published = {
        variant["sku"]: NOW - timedelta(days=product.get("published_days_ago", plan.DAYS))
        for product in world.products()
        for variant in product["variants"]
    }

    for order in plan.orders(NOW):
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


def test_every_order_finds_enough_on_the_shelf_at_its_time():
    shelf = plan.opening_stock(plan.orders(NOW))

    for order in plan.orders(NOW):
        for sku, quantity in order.lines.items():
            assert shelf[sku] >= quantity, (order.key, sku)
            if order.ends[world.shop_of_sku()[sku]] not in plan.FREED:
                shelf[sku] -= quantity

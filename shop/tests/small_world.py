"""A small demo world for tests: a few orders, the products they need, one picture for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from shop.demo import photos, plan, world
from shop.demo.plan import Ending


def seed(now: datetime | None = None) -> str:
    out = StringIO()
    call_command("seed_demo", quiet=True, now=now, stdout=out)
    return out.getvalue()


def a_few(now: datetime) -> list[plan.PlannedOrder]:
    """The first order for each ending, and one with reviews."""
    orders = plan.orders(now)
    first = [next(order for order in orders if ending in order.ends.values()) for ending in Ending]
    chosen = {order.key: order for order in [*first, next(order for order in orders if order.reviews)]}
    return sorted(chosen.values(), key=lambda order: order.placed)


@contextmanager
def a_small_world(
    patch: pytest.MonkeyPatch, data_dir: Path, now: datetime | None = None
) -> Iterator[list[plan.PlannedOrder]]:
    """A few orders, the products they need, and one picture for all of them."""
    planned = a_few(timezone.localtime(now))
    skus = {sku for order in planned for sku in order.lines}
    products = [p for p in world.products() if skus & {variant["sku"] for variant in p["variants"]}]
    picture = photos._encode(products[0]["pictures"][0]["file"])
    patch.setattr(plan, "orders", lambda now: planned)
    patch.setattr(world, "products", lambda: products)
    patch.setattr(photos, "_encode", lambda name: picture)
    patch.setattr(photos, "WORTH_A_POOL", 1000)
    with override_settings(DATA_DIR=data_dir):
        yield planned

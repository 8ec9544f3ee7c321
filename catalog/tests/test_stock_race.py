"""Two connections want the last piece. With the conditional UPDATE one gets it; without it both do."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog import availability, ledger, stock
from catalog.models import Stock
from catalog.tests.factories import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run each call in a thread with a connection of its own; answers their results or exceptions, in order."""
    results: list[Any] = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i, call)) for i, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def buyer(variant: Any, source: str, quantity: int = 1) -> Callable[[], None]:
    return lambda: stock.reserve([stock.Item(variant.pk, quantity, source)], by=None, at=timezone.now())


def read_then_write(pause: threading.Barrier) -> Callable[[int, int], bool]:
    """What everybody writes first: look, then take. Both look before either takes."""

    def take(variant_id: int, quantity: int) -> bool:
        row = Stock.objects.get(pk=variant_id)
        pause.wait(timeout=10)
        if row.available < quantity:
            return False
        return Stock.objects.filter(pk=variant_id).update(reserved=row.reserved + quantity) == 1

    return take


def test_sells_the_last_piece_once():
    variant = ProductFactory(stock=1).variants.get()

    results = together(*(buyer(variant, f"line:{n}") for n in range(4)))

    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, stock.OutOfStock) for result in results) == 3
    row = Stock.objects.get(pk=variant.pk)
    assert (row.on_hand, row.reserved) == (1, 1)
    assert ledger.breaches() == []


def test_oversells_when_the_conditional_update_is_patched_out(monkeypatch):
    variant = ProductFactory(stock=1).variants.get()
    monkeypatch.setattr(stock, "_take", read_then_write(threading.Barrier(2)))

    results = together(buyer(variant, "line:1"), buyer(variant, "line:2"))

    assert results == [None, None]
    assert ledger.breaches() != []


def test_reserves_once_when_one_source_arrives_twice():
    variant = ProductFactory(stock=5).variants.get()

    results = together(buyer(variant, "line:1"), buyer(variant, "line:1"))

    assert results == [None, None]
    assert Stock.objects.get(pk=variant.pk).reserved == 1
    assert ledger.breaches() == []


def test_does_not_deadlock_on_baskets_in_opposite_order():
    first = ProductFactory(stock=100).variants.get()
    second = ProductFactory(stock=100).variants.get()

    def basket(name: str, *variants: Any) -> Callable[[], None]:
        def buy() -> None:
            for n in range(10):
                items = [stock.Item(v.pk, 1, f"{name}:{n}") for v in variants]
                stock.reserve(items, by=None, at=timezone.now())

        return buy

    results = together(basket("a", first, second), basket("b", second, first))

    assert results == [None, None]
    assert [row.reserved for row in Stock.objects.all()] == [20, 20]


def test_notices_that_the_product_ran_out_when_its_last_two_variants_go_at_once():
    product = ProductFactory(stock=1)
    first, second = product.variants.get(), VariantFactory(product=product, stock=1, options={"Size": "L"})
    pause = threading.Barrier(2)

    def buy(variant: Any) -> Callable[[], None]:
        def run() -> None:
            with transaction.atomic():
                Stock.objects.select_for_update().get(pk=variant.pk)
                pause.wait(timeout=10)
                buyer(variant, f"line:{variant.pk}")()

        return run

    results = together(buy(first), buy(second))

    assert results == [None, None]
    product.refresh_from_db()
    assert product.in_stock is False
    assert availability.breaches() == []

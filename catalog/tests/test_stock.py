"""Reserve, release, ship, take back, count: each once, with its ledger, never below what is reserved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from catalog import availability, ledger, stock
from catalog.models import MovementKind, SearchDocument, Stock, StockMovement
from catalog.tests.factories import ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant() -> Any:
    return ProductFactory(stock=10).variants.get()


def item(variant: Any, quantity: int, source: str = "line:1") -> stock.Item:
    return stock.Item(variant.pk, quantity, source)


def state(variant: Any) -> tuple[int, int]:
    row = Stock.objects.get(pk=variant.pk)
    return row.on_hand, row.reserved


def run(operation: Callable[..., Any], *items: stock.Item) -> None:
    operation(items, by=None, at=timezone.now())


def count(variant: Any, on_hand: int, *, expected: int | None = None, source: str = "count:1") -> Any:
    return stock.set_on_hand(
        variant=variant,
        on_hand=on_hand,
        expected=expected,
        kind=MovementKind.SET,
        source=source,
        by=None,
        at=timezone.now(),
    )


class TestReserve:
    def test_keeps_pieces_and_writes_the_ledger(self, variant):
        run(stock.reserve, item(variant, 3))

        assert state(variant) == (10, 3)
        movement = StockMovement.objects.get(variant=variant, kind=MovementKind.RESERVE)
        assert (movement.on_hand_delta, movement.reserved_delta, movement.source) == (0, 3, "line:1")

    def test_changes_nothing_when_repeated(self, variant):
        run(stock.reserve, item(variant, 3))
        run(stock.reserve, item(variant, 3))

        assert state(variant) == (10, 3)
        assert ledger.breaches() == []

    def test_sums_the_lines_of_one_variant(self, variant):
        with pytest.raises(stock.OutOfStock) as caught:
            run(stock.reserve, item(variant, 6, "line:1"), item(variant, 5, "line:2"))

        assert caught.value.shortages == [stock.Shortage(variant.pk, 11, 10)]
        assert state(variant) == (10, 0)

    def test_reserves_nothing_at_all_when_one_thing_is_short(self, variant):
        other = ProductFactory(stock=1, title="Teapot").variants.get()

        with pytest.raises(stock.OutOfStock) as caught:
            run(stock.reserve, item(variant, 2), item(other, 2))

        assert caught.value.message == "Only 1 left of “Teapot”."
        assert state(variant) == (10, 0)
        assert not StockMovement.objects.filter(kind=MovementKind.RESERVE).exists()

    def test_names_what_is_sold_out_with_its_options(self):
        product = ProductFactory(stock=1, title="Teapot")
        clay = VariantFactory(product=product, options={"Colour": "Clay"}, stock=0)

        with pytest.raises(stock.OutOfStock, match=r"“Teapot \(Clay\)” is sold out\."):
            run(stock.reserve, item(clay, 1))

    def test_refuses_a_variant_that_never_had_stock(self, variant):
        Stock.objects.filter(pk=variant.pk).delete()

        with pytest.raises(stock.OutOfStock):
            run(stock.reserve, item(variant, 1))

    def test_of_nothing_does_nothing(self):
        run(stock.reserve)

        assert not StockMovement.objects.exists()


class TestTheWayOut:
    def test_release_gives_pieces_back_once(self, variant):
        run(stock.reserve, item(variant, 3))

        run(stock.release, item(variant, 3))
        run(stock.release, item(variant, 3))

        assert state(variant) == (10, 0)
        assert ledger.breaches() == []

    def test_ship_takes_pieces_out_of_both_counts(self, variant):
        run(stock.reserve, item(variant, 3))

        run(stock.ship, item(variant, 3))
        run(stock.ship, item(variant, 3))

        assert state(variant) == (7, 0)

    def test_take_back_puts_pieces_on_the_shelf(self, variant):
        run(stock.take_back, item(variant, 2))

        assert state(variant) == (12, 0)

    @pytest.mark.parametrize("operation", [stock.release, stock.ship])
    def test_refuses_pieces_that_nobody_reserved(self, variant, operation):
        with pytest.raises(stock.NotReserved):
            run(operation, item(variant, 1))

        assert state(variant) == (10, 0)
        assert ledger.breaches() == []


class TestCount:
    def test_sets_what_was_counted(self, variant):
        row = count(variant, 4, expected=10)

        assert (row.on_hand, state(variant)) == (4, (4, 0))
        assert ledger.breaches() == []

    def test_refuses_less_than_open_orders_hold(self, variant):
        run(stock.reserve, item(variant, 4))

        with pytest.raises(stock.StockTooLow) as caught:
            count(variant, 3)

        assert "4 pieces are reserved" in caught.value.message
        assert list(caught.value.fields) == ["on_hand"]
        assert state(variant) == (10, 4)

    def test_tells_the_second_of_two_editors(self, variant):
        count(variant, 6, expected=10, source="count:a")

        with pytest.raises(stock.ChangedMeanwhile) as caught:
            count(variant, 8, expected=10, source="count:b")

        assert caught.value.current == 6
        assert "Stock changed to 6" in caught.value.message
        assert state(variant) == (6, 0)

    @pytest.mark.parametrize("pieces", [-1, stock.MOST_PIECES + 1, 10**30])
    def test_refuses_impossible_numbers(self, variant, pieces):
        with pytest.raises(stock.StockTooLow):
            count(variant, pieces)

        assert state(variant) == (10, 0)

    def test_makes_the_row_of_a_new_variant(self, variant):
        StockMovement.objects.filter(variant=variant).delete()
        Stock.objects.filter(pk=variant.pk).delete()

        count(variant, 5)

        assert state(variant) == (5, 0)
        assert ledger.breaches() == []

    def test_sets_many_and_names_those_it_refuses(self, variant):
        other = ProductFactory(stock=5).variants.get()
        run(stock.reserve, item(other, 5))

        refused = stock.set_many_on_hand(
            {variant.pk: 7, other.pk: 1}, kind=MovementKind.IMPORT, source="import:1", by=None, at=timezone.now()
        )

        assert list(refused) == [other.pk]
        assert (state(variant), state(other)) == ((7, 0), (5, 5))

    def test_writes_no_movement_for_the_same_number(self, variant):
        before = StockMovement.objects.count()

        count(variant, 10)

        assert StockMovement.objects.count() == before


class TestChangeBy:
    def change(self, variant: Any, pieces: int, source: str = "delivery:1") -> Any:
        return stock.change_by(
            variant=variant, pieces=pieces, kind=MovementKind.SET, source=source, by=None, at=timezone.now()
        )

    def test_adds_and_takes_away_once_per_source(self, variant):
        self.change(variant, 5)
        self.change(variant, 5)
        self.change(variant, -2, "broken:1")

        assert state(variant) == (13, 0)
        assert ledger.breaches() == []

    def test_refuses_to_go_below_reserved(self, variant):
        run(stock.reserve, item(variant, 9))

        with pytest.raises(stock.StockTooLow):
            self.change(variant, -2)

        assert state(variant) == (10, 9)


class TestInStock:
    @pytest.fixture
    def product(self, variant):
        SearchDocument.objects.create(
            product=variant.product,
            seller_id=variant.seller_id,
            price=variant.price,
            in_stock=True,
            published_at=timezone.now(),
            vector="",
        )
        return variant.product

    def shown(self, product: Any) -> tuple[bool, bool]:
        product.refresh_from_db()
        return product.in_stock, SearchDocument.objects.get(pk=product.pk).in_stock

    def test_goes_with_the_last_piece_and_comes_back(self, product, variant):
        run(stock.reserve, item(variant, 10))
        assert self.shown(product) == (False, False)

        run(stock.release, item(variant, 10))
        assert self.shown(product) == (True, True)

    def test_stays_while_another_variant_has_pieces(self, product, variant):
        VariantFactory(product=product, stock=1, options={"Size": "L"})

        run(stock.reserve, item(variant, 10))

        assert self.shown(product) == (True, True)

    def test_does_not_count_removed_variants(self, product, variant):
        VariantFactory(product=product, stock=1, options={"Size": "L"}, is_active=False)

        run(stock.reserve, item(variant, 10))

        assert self.shown(product) == (False, False)
        assert availability.breaches() == []

    def test_is_not_touched_while_pieces_are_left(self, product, variant, django_assert_num_queries):
        # savepoint, ledger, take, read what is left, release the savepoint
        with django_assert_num_queries(5):
            run(stock.reserve, item(variant, 1))

from decimal import Decimal

import pytest

from catalog.queries import bands


def of(*prices):
    numbers = [sum(1 for edge in bands.EDGES if edge <= price) for price in prices]
    return bands.of((number, numbers.count(number), numbers.count(number)) for number in sorted(set(numbers)))


def test_bands_hold_about_as_many_products_each_and_all_of_them():
    prices = [Decimal(n) for n in range(1, 101)]

    found = of(*prices)

    assert 2 <= len(found) <= bands.MOST
    assert sum(band.base for band in found) == 100
    assert found[0].low is None
    assert found[-1].high is None


def test_a_band_ends_a_cent_before_the_next_begins():
    found = of(2, 2, 25, 25, 250, 250)

    assert [(band.low, band.high, band.base) for band in found] == [
        (None, "19.99", 2), ("20", "199.99", 2), ("200", None, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("prices", [(), (5,), (5, 5.5)])
def test_one_band_is_no_choice(prices):
    assert of(*prices) == ()


def test_a_band_that_was_not_counted_has_no_number():
    assert {band.count for band in bands.of([(3, None, 5), (9, 4, 5)])} == {None, 4}

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shop.core import money, numbers

CENTS = st.decimals(min_value=0, max_value=10**7, places=2)


@pytest.mark.parametrize(
    ("_case", "amount", "expected"),
    [
        ("half up", "1.005", "1.01"),
        ("half up, even neighbour", "2.675", "2.68"),
        ("down", "1.004", "1.00"),
        ("whole", "3", "3.00"),
    ],
)
def test_rounds_half_up(_case, amount, expected):
    assert money.rounded(Decimal(amount)) == Decimal(expected)


def test_takes_the_tax_out_of_a_gross_price():
    assert money.included_tax(Decimal("119.00"), Decimal("19.00")) == Decimal("19.00")


def test_splits_a_cent_that_cannot_be_halved_to_the_first():
    parts = money.split(Decimal("0.01"), [Decimal(1), Decimal(1)])

    assert parts == [Decimal("0.01"), Decimal("0.00")]


def test_refuses_to_split_something_over_nothing():
    with pytest.raises(ValueError, match="Nothing"):
        money.split(Decimal("1.00"), [])


@pytest.mark.parametrize(
    ("language", "rate", "expected"),
    [("en", "19.00", "19%"), ("en", "0.00", "0%"), ("de", "19.00", "19\u00a0%"), ("de", "5.50", "5,5\u00a0%")],
)
def test_writes_a_rate_as_its_language_does(language, rate, expected):
    with translation.override(language):
        assert numbers.percent(Decimal(rate)) == expected


@given(total=CENTS, weights=st.lists(CENTS, min_size=1, max_size=12))
def test_split_parts_add_up_and_stray_less_than_a_cent(total, weights):
    parts = money.split(total, weights)

    whole = sum(weights) or Decimal(len(weights))
    shares = weights if sum(weights) else [Decimal(1)] * len(weights)
    assert sum(parts) == total
    assert all(abs(part - total * share / whole) < Decimal("0.01") for part, share in zip(parts, shares, strict=True))


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("plain", "12.50", "12.50"),
        ("comma", "12,50", "12.50"),
        ("euro sign", "€ 12.50", "12.50"),
        ("German thousands", "1.234,50", "1234.50"),
        ("English thousands", "1,234.50", "1234.50"),
        ("whole", "7", "7.00"),
    ],
)
def test_reads_an_amount(_case, text, expected):
    assert money.parsed(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "abc", "12,5o", "-1", "1.005", "NaN", "1e5", "Infinity", "9" * 40, "1\x002", "١٢", "1.2.3"]
)
def test_refuses_what_is_no_amount(text):
    with pytest.raises(ValueError, match="is not a price"):
        money.parsed(text)


def test_writes_an_amount_as_people_read_it():
    assert money.shown(Decimal("1234.5"), "EUR") == "€1,234.50"
    assert money.shown(Decimal("-3"), "EUR") == "−€3.00"


def test_writes_an_amount_as_the_api_does():
    assert money.as_json(Decimal("19.9"), "EUR").model_dump() == {"amount": "19.90", "currency": "EUR"}

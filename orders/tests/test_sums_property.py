"""
Σ lines = Σ parcels = total = Σ ledger, and the explanation executes to the same cent: for any basket, with any offers,
weights, coupon and tax. Pure code on random values; ten thousand of them in the slow suite.
"""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cart import pricing
from cart.pricing import DeliveryChoice, PricedLine, Quote, Reduction
from catalog.delivery import Tariff
from orders import ledger
from orders.models import LedgerKind, Parcel
from shop.core import money
from shop.core.money import ZERO

D = Decimal
TODAY = date(2026, 11, 24)
SELLERS = st.integers(1, 4)
amounts = st.decimals(min_value=0, max_value=2000, places=2)
taxes = st.sampled_from([D(0), D(7), D(19), D("25.50")])
rates = st.sampled_from([D("0.000"), D("0.080"), D("0.125"), D("0.300")])


@st.composite
def lines(draw):
    unit, off = draw(amounts), draw(amounts)
    number = draw(st.integers(1, 10**6))
    return PricedLine(
        variant_id=number,
        product_id=number,
        seller_id=draw(SELLERS),
        sku=f"SKU-{number}",
        title="Mug",
        options_text="",
        quantity=draw(st.integers(1, 20)),
        list_price=unit + off,
        unit_price=unit,
        tax_percent=draw(taxes),
        weight_g=draw(st.integers(0, 5000)),
    )


tariffs = st.builds(
    Tariff, amounts, st.one_of(st.none(), amounts), st.sampled_from([0, 500, 2000]), st.sampled_from([ZERO, D("1.50")])
)
coupons = st.one_of(
    st.none(),
    st.builds(
        Reduction,
        st.just("SPRING"),
        st.sampled_from(["percent", "amount", "free_delivery"]),
        st.decimals(min_value=0, max_value=100, places=2),
        st.one_of(st.just(ZERO), amounts),
        st.one_of(st.none(), SELLERS),
    ),
)


@st.composite
def quotes(draw):
    """A basket as the checkout would price it."""
    basket = draw(st.lists(lines(), min_size=1, max_size=10))
    deliveries = {}
    for seller_id in {line.seller_id for line in basket}:
        own = [line for line in basket if line.seller_id == seller_id]
        goods = sum((line.unit_price * line.quantity for line in own), ZERO)
        weight = sum(line.weight_g * line.quantity for line in own)
        tariff = draw(tariffs)
        price = tariff.price(goods, weight)
        deliveries[seller_id] = DeliveryChoice(
            1, "Standard", "courier", price, TODAY, TODAY, None, draw(taxes), tariff, weight
        )
    included = draw(st.booleans())
    return pricing.quote(basket, deliveries, currency="EUR", coupon=draw(coupons), prices_include_tax=included)


def check(quote: Quote, rate: Decimal) -> None:
    parcels = [parcel_of(number, entry, quote, rate) for number, entry in enumerate(quote.parcels)]
    entries = [(parcel, entry) for parcel in parcels for entry in ledger.of_sale(parcel)]
    goods = sum((line.line_total - line.discount for part in quote.parcels for line in part.lines), ZERO)
    carried = sum((part.delivery_price for part in quote.parcels), ZERO)
    on_top = ZERO if quote.prices_include_tax else quote.tax_total

    assert goods + carried + on_top == sum((parcel.total for parcel in parcels), ZERO) == quote.total
    assert sum((entry.amount for _parcel, entry in entries if entry.kind == LedgerKind.SALE), ZERO) == quote.total
    kept = sum((parcel.commission - parcel.marketplace_share for parcel in parcels), ZERO)
    assert sum((entry.amount for _parcel, entry in entries), ZERO) + kept == quote.total
    assert all(parcel.total >= 0 and 0 <= parcel.commission <= parcel.total for parcel in parcels)
    assert pricing.replay(json.loads(json.dumps(pricing.steps(quote)))) == quote.total


def parcel_of(number: int, part: pricing.ParcelQuote, quote: Quote, rate: Decimal) -> Parcel:
    """As `orders.placing` writes it, without a database."""
    of_marketplace = quote.coupon is not None and quote.coupon.seller_id is None
    return Parcel(
        pk=number,
        total=part.total,
        marketplace_share=part.discount_total + part.delivery_off if of_marketplace else ZERO,
        commission=money.rounded(part.net_goods * rate),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quotes(), rates)
def test_every_sum_agrees_to_the_cent(quote, rate):
    check(quote, rate)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quotes(), rates)
def test_every_sum_of_ten_thousand_baskets_agrees_to_the_cent(quote, rate):
    check(quote, rate)

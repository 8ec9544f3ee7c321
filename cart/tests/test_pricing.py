"""Table tests and properties of `cart.pricing`: pure, no database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart import pricing
from cart.pricing import DeliveryChoice, PricedLine, Reduction
from shop.core import money

D = Decimal


def line(unit="24.00", quantity=1, *, seller=1, tax="19", listed=None, pk=1):
    return PricedLine(
        variant_id=pk,
        product_id=pk,
        seller_id=seller,
        sku=f"SKU-{pk}",
        title="Mug",
        options_text="",
        quantity=quantity,
        list_price=D(listed or unit),
        unit_price=D(unit),
        tax_percent=D(tax),
    )


def way(price="4.90", tax="19"):
    day = date(2026, 11, 24)
    return DeliveryChoice(1, "Standard", "courier", D(price), day, day, None, D(tax))


def off(amount):
    return Reduction("OFF", "amount", D(amount))


def quoted(lines, deliveries=None, **more):
    return pricing.quote(lines, deliveries or {}, currency="EUR", **more)


@pytest.mark.parametrize(
    ("_case", "lines", "deliveries", "items", "delivery", "tax", "total"),
    [
        ("nothing", [], {}, "0.00", "0.00", "0.00", "0.00"),
        ("one line", [line()], {}, "24.00", "0.00", "3.83", "24.00"),
        ("quantity", [line(quantity=3)], {}, "72.00", "0.00", "11.50", "72.00"),
        ("delivery", [line()], {1: way()}, "24.00", "4.90", "4.61", "28.90"),
        ("free delivery", [line()], {1: way("0.00")}, "24.00", "0.00", "3.83", "24.00"),
        ("two tax rates", [line(), line(tax="7", pk=2)], {}, "48.00", "0.00", "5.40", "48.00"),
        ("no tax", [line(tax="0")], {1: way(tax="0")}, "24.00", "4.90", "0.00", "28.90"),
        ("two sellers", [line(), line(seller=2, pk=2)], {1: way(), 2: way("3.00")}, "48.00", "7.90", "8.92", "55.90"),
        ("free goods", [line("0.00", listed="5.00")], {1: way()}, "0.00", "4.90", "0.78", "4.90"),
        ("delivery of an absent seller", [line()], {9: way()}, "24.00", "0.00", "3.83", "24.00"),
        # Rounded once per line: three lines of 0.05 have 0.01 tax each; their sum 0.15 would have 0.02.
        ("rounding per line", [line("0.05", pk=n) for n in (1, 2, 3)], {}, "0.15", "0.00", "0.03", "0.15"),
    ],
)
def test_adds_up(_case, lines, deliveries, items, delivery, tax, total):
    quote = quoted(lines, deliveries)

    found = (quote.items_total, quote.delivery_total, quote.tax_total, quote.total)
    assert found == (D(items), D(delivery), D(tax), D(total))


def test_spreads_a_discount_by_largest_remainder():
    quote = quoted([line("10.00", pk=1), line("10.00", pk=2), line("10.00", pk=3)], coupon=off("10.00"))

    assert [entry.discount for entry in quote.parcels[0].lines] == [D("3.34"), D("3.33"), D("3.33")]
    assert quote.total == D("20.00")


def test_never_takes_more_off_than_the_goods_cost():
    quote = quoted([line("10.00")], {1: way()}, coupon=off("99.00"))

    assert (quote.discount_total, quote.total) == (D("10.00"), D("4.90"))


def test_adds_the_tax_where_prices_are_without():
    quote = quoted([line("10.00")], {1: way("5.00")}, prices_include_tax=False)

    assert (quote.tax_total, quote.total) == (D("2.85"), D("17.85"))


@pytest.mark.parametrize(
    "call",
    [
        lambda: quoted([line(quantity=0)]),
        lambda: quoted([line(quantity=-1)]),
        lambda: quoted([line("-1.00")]),
        lambda: quoted([line()], {1: way("-1.00")}),
        lambda: quoted([line()], coupon=off("-1.00")),
    ],
)
def test_refuses_what_is_below_zero(call):
    with pytest.raises(ValueError, match=r"negative|at least one"):
        call()


def test_the_explanation_finds_a_falsified_step():
    steps = pricing.steps(quoted([line(quantity=2)], {1: way()}))
    steps[0] = steps[0] | {"amount": "47.00"}

    with pytest.raises(ValueError, match="should give"):
        pricing.replay(steps)


def test_the_explanation_knows_no_other_steps():
    with pytest.raises(ValueError, match="Unknown step"):
        pricing.replay([{"step": "gift", "amount": "1.00"}])


amounts = st.decimals(min_value=0, max_value=5000, places=2)
percents = st.sampled_from([D(0), D(7), D(19), D("25.50"), D(100)])
wares = st.builds(
    lambda unit, quantity, seller, tax, off: line(
        str(unit), quantity, seller=seller, tax=str(tax), listed=str(unit + off)
    ),
    amounts,
    st.integers(1, 999),
    st.integers(1, 4),
    percents,
    amounts,
)
ways = st.dictionaries(st.integers(1, 4), st.builds(lambda price, tax: way(str(price), str(tax)), amounts, percents))


@given(st.lists(wares, max_size=12), ways, amounts, st.booleans())
def test_sums_agree_on_every_level(lines, deliveries, discount, included):
    quote = quoted(lines, deliveries, coupon=off(discount), prices_include_tax=included)

    for parcel in quote.parcels:
        assert parcel.items_total == sum(entry.line_total for entry in parcel.lines)
        assert parcel.discount_total == sum(entry.discount for entry in parcel.lines)
        assert parcel.tax_total == sum(entry.tax for entry in parcel.lines) + parcel.delivery_tax
    for name in ("items_total", "discount_total", "tax_total", "total"):
        assert getattr(quote, name) == sum(getattr(parcel, name) for parcel in quote.parcels)
    extra = money.ZERO if included else quote.tax_total
    assert quote.total == quote.items_total - quote.discount_total + quote.delivery_total + extra


@given(st.lists(wares, max_size=12), ways, amounts, st.booleans())
def test_nothing_falls_below_zero_and_all_is_in_whole_cents(lines, deliveries, discount, included):
    quote = quoted(lines, deliveries, coupon=off(discount), prices_include_tax=included)

    found = [quote.items_total, quote.discount_total, quote.delivery_total, quote.tax_total, quote.total]
    for parcel in quote.parcels:
        found += [parcel.total, parcel.delivery_tax, parcel.net_goods]
        for entry in parcel.lines:
            found += [entry.line_total, entry.discount, entry.tax, entry.line_total - entry.discount]
    assert min(found) >= 0
    assert all(amount == money.rounded(amount) for amount in found)


@given(st.lists(wares, min_size=1, max_size=12), amounts)
def test_each_line_gets_its_share_of_a_discount_to_the_cent(lines, discount):
    quote = quoted(lines, coupon=off(discount))

    whole = min(discount, quote.items_total)
    assert quote.discount_total == whole
    for entry in (entry for parcel in quote.parcels for entry in parcel.lines):
        exact = whole * entry.line_total / quote.items_total if quote.items_total else D(0)
        assert abs(entry.discount - exact) < D("0.01")


@given(wares)
def test_tax_and_net_make_the_gross(ware):
    entry = quoted([ware]).parcels[0].lines[0]

    net = entry.line_total / (1 + ware.tax_percent / 100)
    assert abs(entry.line_total - entry.tax - net) <= D("0.005")


@given(st.lists(wares, max_size=8), ways, amounts, st.booleans())
def test_the_explanation_executes_to_the_same_total(lines, deliveries, discount, included):
    quote = quoted(lines, deliveries, coupon=off(discount), prices_include_tax=included)

    assert pricing.replay(pricing.steps(quote)) == quote.total


@given(st.lists(wares, max_size=8), ways)
def test_the_order_of_the_lines_changes_no_total(lines, deliveries):
    assert quoted(lines, deliveries).total == quoted(lines[::-1], deliveries).total

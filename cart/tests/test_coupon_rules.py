"""Whether a coupon holds for a basket, and what it takes off: tables and properties, mostly without a database."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.tests.factories import SellerFactory
from cart import coupons, pricing
from cart.models import Coupon, CouponKind
from cart.pricing import Reduction
from cart.tests.factories import CouponFactory
from cart.tests.test_pricing import amounts, line, percents, quoted, wares, way, ways

D = Decimal
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def rule(kind="percent", value="10", minimum="0", seller=None):
    return Reduction("SPRING", kind, D(value), D(minimum), seller)


TWO_SHOPS = [line("10.00", 3), line("25.00", seller=2, pk=2)]
BOTH_WAYS = {1: way("4.90"), 2: way("3.00")}


@pytest.mark.parametrize(
    ("_case", "coupon", "goods_off", "delivery_off"),
    [
        ("percent of all", rule(value="10"), "5.50", "0.00"),
        ("percent of one shop", rule(value="10", seller=2), "2.50", "0.00"),
        ("percent rounded half up", rule(value="0.01", seller=2), "0.00", "0.00"),
        ("everything", rule(value="100"), "55.00", "0.00"),
        ("an amount", rule("amount", "5"), "5.00", "0.00"),
        ("an amount of one shop", rule("amount", "5", seller=2), "5.00", "0.00"),
        ("never more than the shop's goods", rule("amount", "99", seller=2), "25.00", "0.00"),
        ("free delivery", rule("free_delivery", "0"), "0.00", "7.90"),
        ("free delivery of one shop", rule("free_delivery", "0", seller=1), "0.00", "4.90"),
        ("from exactly its minimum on", rule(minimum="55.00"), "5.50", "0.00"),
        ("not a cent below", rule(minimum="55.01"), "0.00", "0.00"),
        ("the minimum counts its own shop only", rule(minimum="25.01", seller=2), "0.00", "0.00"),
        ("a minimum for free delivery", rule("free_delivery", "0", "55.01"), "0.00", "0.00"),
        ("a shop that is not there", rule(seller=9), "0.00", "0.00"),
    ],
)
def test_takes_off(_case, coupon, goods_off, delivery_off):
    quote = quoted(TWO_SHOPS, BOTH_WAYS, coupon=coupon)

    assert (quote.discount_total, quote.delivery_off) == (D(goods_off), D(delivery_off))
    assert quote.total == D("62.90") - D(goods_off) - D(delivery_off)
    assert (quote.coupon is not None) == bool(quote.discount_total + quote.delivery_off)
    assert pricing.replay(json.loads(json.dumps(pricing.steps(quote)))) == quote.total


def test_the_other_shop_gives_nothing():
    quote = quoted(TWO_SHOPS, BOTH_WAYS, coupon=rule("amount", "99", seller=2))

    assert [parcel.discount_total for parcel in quote.parcels] == [D("0.00"), D("25.00")]


rules = st.builds(
    lambda kind, value, minimum, seller: Reduction("SPRING", kind, value, minimum, seller),
    st.sampled_from(["percent", "amount", "free_delivery"]),
    percents,
    st.one_of(st.just(D(0)), amounts),
    st.sampled_from([None, 1, 2, 9]),
)


@given(st.lists(wares, max_size=8), ways, rules, st.booleans())
def test_the_explanation_of_any_coupon_executes_to_the_same_total(lines, deliveries, coupon, included):
    quote = quoted(lines, deliveries, coupon=coupon, prices_include_tax=included)

    assert pricing.replay(json.loads(json.dumps(pricing.steps(quote)))) == quote.total


@pytest.mark.parametrize(
    ("step", "changes"),
    [
        ("coupon", {"value": "11"}),
        ("coupon", {"amount": "5.51"}),
        ("coupon", {"of": "54.00"}),
        ("coupon", {"seller_id": 1}),
        ("discount", {"amount": "3.01"}),
        ("parcel", {"amount": "31.91"}),
        ("line", {"unit_price": "10.01"}),
        ("tax", {"percent": "7"}),
    ],
)
def test_the_explanation_finds_what_was_falsified(step, changes):
    steps = pricing.steps(quoted(TWO_SHOPS, BOTH_WAYS, coupon=rule()))
    index = next(i for i, entry in enumerate(steps) if entry["step"] == step)

    with pytest.raises(ValueError, match="should"):
        pricing.replay([*steps[:index], steps[index] | changes, *steps[index + 1 :]])


@pytest.mark.django_db
class TestRefusal:
    def refusal(self, uses=0, lines=(), **changes):
        coupon = CouponFactory(code="SPRING", **{"starts_at": NOW - timedelta(days=1)} | changes)
        return coupons.refusal(coupon, lines or [line("10.00", 3)], uses=uses, now=NOW)

    @pytest.mark.parametrize(
        ("_case", "changes", "uses", "text"),
        [
            ("holds", {}, 0, ""),
            ("is switched off", {"is_active": False}, 0, "SPRING does not hold any more."),
            ("from this second on", {"starts_at": NOW}, 0, ""),
            ("not yet", {"starts_at": NOW + timedelta(days=1)}, 0, "SPRING holds from 23 Nov 2026 on."),
            ("over in this second", {"ends_at": NOW}, 0, "SPRING ended on 22 Nov 2026."),
            ("not over yet", {"ends_at": NOW + timedelta(seconds=1)}, 0, ""),
            ("one left", {"total_limit": 2, "used": 1}, 0, ""),
            ("none left", {"total_limit": 2, "used": 2}, 0, "SPRING was used as often as it could be."),
            ("mine left", {"per_user_limit": 2}, 1, ""),
            ("mine gone", {"per_user_limit": 2}, 2, "You have used SPRING before."),
            ("enough goods", {"minimum": D("30.00")}, 0, ""),
            ("too few", {"minimum": D("30.01")}, 0, "SPRING holds for goods from €30.01. €0.01 are missing."),
        ],
    )
    def test_says_why(self, _case, changes, uses, text):
        assert self.refusal(uses, **changes) == text

    def test_of_a_shop_with_nothing_in_the_basket(self):
        shop = SellerFactory(name="Clay & Co")

        assert self.refusal(seller=shop) == "SPRING is for goods of Clay & Co, and there are none in your basket."

    def test_of_a_shop_with_too_little_in_the_basket(self):
        shop = SellerFactory(name="Clay & Co")

        text = self.refusal(seller=shop, minimum=D("20.00"), lines=[line("5.00", seller=shop.pk), line("50.00", pk=2)])

        assert text == "SPRING holds for goods of Clay & Co from €20.00. €15.00 are missing."


@pytest.mark.django_db
class TestFind:
    @pytest.mark.parametrize("typed", ["SPRING-10", " spring-10 ", "Spring -10", "spring\t-10"])
    def test_forgives_case_and_spaces(self, typed):
        coupon = CouponFactory(code="SPRING-10")

        assert coupons.find(typed) == coupon

    @pytest.mark.parametrize("typed", ["", "SPRING", "SPRING-1O", "\0", "x" * 10_000, "💐", "' OR 1=1 --", "%"])
    def test_knows_no_other(self, typed):
        CouponFactory(code="SPRING-10")

        with pytest.raises(coupons.NotUsable, match="We do not know this code"):
            coupons.find(typed)

    def test_does_not_know_what_was_switched_off(self):
        CouponFactory(code="SPRING-10", is_active=False)

        with pytest.raises(coupons.NotUsable):
            coupons.find("SPRING-10")


def test_every_kind_has_its_rule():
    assert set(CouponKind.values) == {"percent", "amount", "free_delivery"}
    assert {Coupon._meta.get_field("kind").default} == {"percent"}

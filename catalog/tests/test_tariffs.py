"""Delivery by weight and by value of the goods, and days of arrival around public holidays."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from catalog import delivery
from catalog.delivery import Tariff
from catalog.tests.factories import AreaFactory, DeliveryRateFactory

BERLIN = ZoneInfo("Europe/Berlin")
BY_WEIGHT = Tariff(Decimal("4.90"), Decimal("50.00"), included_g=2000, per_kg=Decimal("1.50"))


@pytest.mark.parametrize(
    ("_case", "tariff", "goods", "weight_g", "price"),
    [
        ("flat", Tariff(Decimal("4.90")), "10.00", 90_000, "4.90"),
        ("within what the base covers", BY_WEIGHT, "10.00", 2000, "4.90"),
        ("one gram above", BY_WEIGHT, "10.00", 2001, "6.40"),
        ("a whole kilogram above", BY_WEIGHT, "10.00", 3000, "6.40"),
        ("a started second one", BY_WEIGHT, "10.00", 3001, "7.90"),
        ("free from, however heavy", BY_WEIGHT, "50.00", 90_000, "0.00"),
        ("a cent below free from", BY_WEIGHT, "49.99", 0, "4.90"),
        ("nothing in it", BY_WEIGHT, "0.00", 0, "4.90"),
    ],
)
def test_prices_a_parcel(_case, tariff, goods, weight_g, price):
    assert tariff.price(Decimal(goods), weight_g) == Decimal(price)


@pytest.mark.django_db
@pytest.mark.parametrize(("weight_g", "offered"), [(0, ["Bike", "Van"]), (5000, ["Bike", "Van"]), (5001, ["Van"])])
def test_a_rate_that_does_not_carry_the_weight_is_not_offered(weight_g, offered):
    area = AreaFactory(country="DE", postcode_prefixes=["10"])
    bike = DeliveryRateFactory(area=area, name="Bike", max_g=5000)
    DeliveryRateFactory(seller=bike.seller, area=area, name="Van", position=1)

    found = delivery.options(
        seller_ids=[bike.seller_id],
        country="DE",
        postal_code="10435",
        items_totals={},
        weights={bike.seller_id: weight_g},
        now=datetime(2026, 11, 24, 10, tzinfo=BERLIN),
    )

    assert [option.name for option in found[bike.seller_id]] == offered


@pytest.mark.parametrize(
    ("_case", "now", "country", "expected"),
    [
        ("over Christmas", datetime(2026, 12, 24, 10, tzinfo=BERLIN), "DE", date(2026, 12, 28)),
        ("the day of unity is a Saturday", datetime(2026, 10, 2, 10, tzinfo=BERLIN), "DE", date(2026, 10, 5)),
        ("over New Year", datetime(2025, 12, 31, 15, tzinfo=BERLIN), "DE", date(2026, 1, 5)),
        ("to a country with a holiday of its own", datetime(2026, 7, 13, 10, tzinfo=BERLIN), "FR", date(2026, 7, 15)),
        (
            "to a country whose holidays nobody keeps",
            datetime(2026, 11, 24, 10, tzinfo=BERLIN),
            "XX",
            date(2026, 11, 25),
        ),
    ],
)
def test_nothing_travels_on_public_holidays(_case, now, country, expected):
    first, _last = delivery.arrival(
        handling_days=0, holiday_until=None, days_min=1, days_max=1, now=now, country=country
    )

    assert first == expected


def test_the_shops_region_has_holidays_of_its_own(settings):
    settings.HOLIDAYS_REGION = "DE-BE"
    before_womens_day = datetime(2027, 3, 5, 15, tzinfo=BERLIN)  # a Friday after the cut-off; Monday is a holiday

    first, _last = delivery.arrival(handling_days=0, holiday_until=None, days_min=0, days_max=0, now=before_womens_day)

    assert first == date(2027, 3, 9)


@pytest.mark.parametrize(("hour", "day"), [(14, 24), (9, 25)])
def test_the_cut_off_is_a_setting(settings, hour, day):
    settings.ORDER_CUT_OFF_HOUR = hour
    morning = datetime(2026, 11, 24, 10, tzinfo=BERLIN)

    first, _last = delivery.arrival(handling_days=0, holiday_until=None, days_min=0, days_max=0, now=morning)

    assert first == date(2026, 11, day)

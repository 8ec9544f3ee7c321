from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from accounts.tests.factories import SellerFactory
from catalog import delivery
from catalog.tests.factories import AreaFactory, DeliveryRateFactory

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=BERLIN)


@pytest.fixture
def germany(db):
    return AreaFactory(name="Germany", country="DE", postcode_prefixes=[])


@pytest.fixture
def berlin(db):
    return AreaFactory(name="Berlin", country="DE", postcode_prefixes=["10", "12"])


def options(seller, *, postal_code="10435", country="DE", total="10.00", now=TUESDAY):
    totals = {seller.pk: Decimal(total)}
    found = delivery.options(
        seller_ids=[seller.pk], country=country, postal_code=postal_code, items_totals=totals, now=now
    )
    return found[seller.pk]


@pytest.mark.parametrize(
    ("country", "postal_code", "name"),
    [
        ("DE", "10435", "Berlin"),
        ("DE", " 1 0-435 ", "Berlin"),
        ("DE", "10115", "Mitte"),
        ("DE", "80331", "Germany"),
        ("DE", "", "Germany"),
        ("GB", "ec1a 1bb", "The City"),
        ("FR", "75001", None),
        ("", "\0", None),
    ],
)
def test_longest_prefix_wins(germany, berlin, country, postal_code, name):
    AreaFactory(name="Mitte", postcode_prefixes=["1011"])
    AreaFactory(name="The City", country="GB", postcode_prefixes=["EC1"])

    area = delivery.area_for(country=country, postal_code=postal_code)

    assert (area and area.name) == name


def test_rates_of_the_nearer_area_replace_those_of_the_country(germany, berlin, django_assert_num_queries):
    seller = SellerFactory()
    other = SellerFactory()
    DeliveryRateFactory(seller=seller, area=germany, name="Parcel")
    DeliveryRateFactory(seller=seller, area=berlin, name="Courier")
    DeliveryRateFactory(seller=other, area=germany, name="Parcel")

    with django_assert_num_queries(2):  # the areas of the country; the rates of the sellers
        found = delivery.options(
            seller_ids=[seller.pk, other.pk, 999], country="DE", postal_code="10435", items_totals={}, now=TUESDAY
        )

    assert {pk: [option.name for option in own] for pk, own in found.items()} == {
        seller.pk: ["Courier"],
        other.pk: ["Parcel"],
        999: [],
    }
    assert [option.name for option in options(seller, postal_code="80331")] == ["Parcel"]


@pytest.mark.parametrize(("total", "price"), [("49.99", "4.90"), ("50.00", "0.00"), ("120.00", "0.00")])
def test_free_from_the_sellers_limit_on(berlin, total, price):
    rate = DeliveryRateFactory(area=berlin, free_over=Decimal("50.00"))

    (option,) = options(rate.seller, total=total)

    assert (option.price, option.list_price) == (Decimal(price), Decimal("4.90"))


def test_options_come_in_the_sellers_order(berlin):
    seller = SellerFactory()
    DeliveryRateFactory(seller=seller, area=berlin, name="Express", price=Decimal("9.90"), position=1)
    DeliveryRateFactory(seller=seller, area=berlin, name="Evening", price=Decimal("5.90"), position=1)
    DeliveryRateFactory(seller=seller, area=berlin, name="Standard", price=Decimal("4.90"))
    DeliveryRateFactory(seller=seller, area=berlin, name="Off", is_active=False)

    assert [option.name for option in options(seller)] == ["Standard", "Evening", "Express"]


@pytest.mark.parametrize(
    ("_case", "now", "handling", "days", "holiday_until", "expected"),
    [
        ("a plain Tuesday", (24, 10), 1, (1, 2), None, (26, 27)),
        ("just before the cut-off", (24, 13), 0, (1, 1), None, (25, 25)),
        ("at the cut-off", (24, 14), 0, (1, 1), None, (26, 26)),
        ("over the weekend", (26, 10), 1, (1, 3), None, (30, 32)),
        ("on Friday evening", (27, 20), 0, (1, 1), None, (31, 31)),
        ("on Saturday", (28, 9), 1, (1, 1), None, (32, 32)),
        ("on holiday until Wednesday", (24, 10), 0, (1, 1), 25, (27, 27)),
        ("a holiday that is over", (24, 10), 0, (1, 1), 23, (25, 25)),
        ("the same day", (24, 10), 0, (0, 0), None, (24, 24)),
    ],
)
def test_arrival_counts_working_days(_case, now, handling, days, holiday_until, expected):
    day, hour = now

    first, last = delivery.arrival(
        handling_days=handling,
        holiday_until=holiday_until and date(2026, 11, holiday_until),
        days_min=days[0],
        days_max=days[1],
        now=datetime(2026, 11, day, hour, tzinfo=BERLIN),
    )

    november = date(2026, 11, 1).toordinal() - 1
    assert (first.toordinal() - november, last.toordinal() - november) == expected


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "Tue 24 Nov"),
        (date(2026, 11, 24), date(2026, 11, 25), "Tue 24 – Wed 25 Nov"),
        (date(2026, 11, 30), date(2026, 12, 2), "Mon 30 Nov – Wed 2 Dec"),
    ],
)
def test_date_range_reads_well(first, last, text):
    assert delivery.date_range(first, last) == text


def test_estimate_is_the_cheapest_rate_to_the_whole_country(germany, berlin, django_assert_num_queries):
    seller = SellerFactory()
    DeliveryRateFactory(seller=seller, area=berlin, price=Decimal("1.00"))
    DeliveryRateFactory(seller=seller, area=germany, name="Express", price=Decimal("9.00"))
    DeliveryRateFactory(seller=seller, area=germany, name="Standard", price=Decimal("5.00"))
    local = DeliveryRateFactory(area=berlin, price=Decimal("3.00")).seller
    nowhere = SellerFactory()

    with django_assert_num_queries(1):  # the rates of all sellers
        found = delivery.estimates([seller.pk, local.pk, nowhere.pk], now=TUESDAY)

    assert {pk: (o.area_name, o.price) for pk, o in found.items()} == {
        seller.pk: ("Germany", Decimal("5.00")),
        local.pk: ("Berlin", Decimal("3.00")),
    }
    assert delivery.estimate(nowhere, now=TUESDAY) is None

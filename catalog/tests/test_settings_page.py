"""/seller/settings/: what buyers read about a shop, and its delivery rates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.forms import rates
from catalog.models import DeliveryRate, SearchDocument
from catalog.tests import naughty
from catalog.tests.factories import AreaFactory, DeliveryRateFactory, ProductFactory

pytestmark = pytest.mark.django_db
SETTINGS = "/seller/settings/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


def rate(index: int, **values: Any) -> dict[str, Any]:
    values = {"method": "courier", "price": "4.90", "days_min": "1", "days_max": "3", **values}
    return {f"rates-{index}-{name}": value for name, value in values.items()}


def sent(*rows: dict[str, Any], known: int = 0, **values: Any) -> dict[str, Any]:
    counts = {"rates-TOTAL_FORMS": len(rows), "rates-INITIAL_FORMS": known}
    shop = {
        "name": "Kiln & Kettle", "story": "By hand.", "handling_days": "2", "holiday_until": "", "low_stock_at": "3",
        **values,
    }  # fmt: skip
    return {**counts, **shop, **{name: value for one in rows for name, value in one.items()}}


def test_saves_the_shop(client, bruno):
    answer = client.post(SETTINGS, sent(name="Kiln & Kin", town="Berlin", holiday_until="2099-01-10"))

    bruno.seller.refresh_from_db()
    assert answer.status_code == 302
    assert (bruno.seller.name, bruno.seller.town, bruno.seller.slug) == ("Kiln & Kin", "Berlin", "kiln-kettle")
    assert (bruno.seller.handling_days, bruno.seller.holiday_until) == (2, date(2099, 1, 10))


def test_a_new_name_is_found_by_search(client, bruno):
    ProductFactory(seller=bruno.seller)

    client.post(SETTINGS, sent(name="Zebrano"))

    assert SearchDocument.objects.filter(vector="zebrano").exists()


def test_adds_changes_and_removes_rates(client, bruno):
    area = AreaFactory()
    old = DeliveryRateFactory(seller=bruno.seller, area=area, name="Slow")
    gone = DeliveryRateFactory(seller=bruno.seller, area=area, name="Pigeon")

    client.post(
        SETTINGS,
        sent(
            rate(0, id=old.pk, area=area.pk, name="Standard", price="5,50", free_over="60"),
            rate(1, id=gone.pk, area=area.pk, name="Pigeon", remove="on"),
            rate(2, area=area.pk, name="Express", price="9.90", days_min="1", days_max="1"),
            rate(3, price="", days_min="", days_max=""),
            known=2,
        ),
    )

    rows = list(DeliveryRate.objects.order_by("position").values_list("pk", "name", "price", "free_over"))
    assert rows[0] == (old.pk, "Standard", Decimal("5.50"), Decimal("60.00"))
    assert (rows[1][1], len(rows)) == ("Express", 2)


@pytest.mark.parametrize(
    ("_case", "values", "text"),
    [
        ("no area", {"name": "Standard"}, "Choose an area."),
        ("no name", {"area": "AREA"}, "Name the rate"),
        ("no price", {"area": "AREA", "name": "Standard", "price": ""}, "Set a price."),
        ("last before first", {"area": "AREA", "name": "A", "days_min": "5", "days_max": "2"}, "cannot come before"),
    ],
)
def test_refuses_and_changes_nothing(client, bruno, _case, values, text):
    area = AreaFactory()
    values = {name: area.pk if value == "AREA" else value for name, value in values.items()}

    answer = client.post(SETTINGS, sent(rate(0, **values), name="Changed"))

    assert answer.status_code == 422
    assert text in answer.content.decode()
    bruno.seller.refresh_from_db()
    assert bruno.seller.name == "Kiln & Kettle"
    assert not DeliveryRate.objects.exists()


def test_refuses_two_rates_of_one_name(client):
    area = AreaFactory()

    answer = client.post(SETTINGS, sent(rate(0, area=area.pk, name="A"), rate(1, area=area.pk, name="a")))

    assert "There is a rate of this name for the same area." in answer.content.decode()


def test_no_value_breaks_it(client):
    names = [*rates.RATE]
    for case, text in naughty.TEXTS.items():
        shop = naughty.every_field(["name", "story", "town", "handling_days", "holiday_until"], text)

        answer = client.post(SETTINGS, sent(rate(0, **naughty.every_field(names, text)), **shop))

        assert answer.status_code == 422, case
        assert b"<script>alert" not in answer.content
        assert client.post(SETTINGS, {"rates-TOTAL_FORMS": text}).status_code == 422, case


def test_never_takes_the_rate_of_another_shop(client, rita):
    foreign = DeliveryRateFactory(seller=rita.seller)

    client.post(SETTINGS, sent(rate(0, id=foreign.pk, area=foreign.area_id, name="Mine"), known=1))

    foreign.refresh_from_db()
    assert (foreign.seller, foreign.name) == (rita.seller, "Standard")


def test_is_for_sellers(client_of, alice, adam):
    assert client_of(None).get(SETTINGS).status_code == 302
    assert client_of(alice).get(SETTINGS).status_code == 403
    assert client_of(adam).get(SETTINGS).status_code == 403


def test_a_rate_by_weight_is_kept_shown_and_emptied_again(client, bruno):
    area = AreaFactory()
    heavy = {"included_g": "2000", "per_kg": "1,50", "max_g": "30000"}

    client.post(SETTINGS, sent(rate(0, area=area.pk, name="Standard", **heavy)))

    row = DeliveryRate.objects.get()
    assert (row.included_g, row.per_kg, row.max_g) == (2000, Decimal("1.50"), 30000)
    page = client.get(SETTINGS).content.decode()
    assert all(f'value="{value}"' in page for value in ("2000", "1.50", "30000"))
    client.post(SETTINGS, sent(rate(0, id=row.pk, area=area.pk, name="Standard"), known=1))
    row.refresh_from_db()
    assert (row.included_g, row.per_kg, row.max_g) == (0, Decimal("0.00"), None)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"included_g": "2000"}, "Say what a further kilogram costs"),
        ({"included_g": "2000", "per_kg": "1", "max_g": "1999"}, "The heaviest parcel cannot weigh less"),
        ({"max_g": "0"}, "The heaviest parcel cannot weigh less"),
        ({"per_kg": "much"}, "much"),
        ({"max_g": "1000001"}, "Use a whole number between 0 and 1,000,000."),
    ],
)
def test_a_weight_that_makes_no_sense_is_refused_and_kept_in_its_field(client, values, text):
    area = AreaFactory()

    answer = client.post(SETTINGS, sent(rate(0, area=area.pk, name="Standard", **values)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert page.count('<details class="details" open>') == 1
    assert all(f'value="{value}"' in page for value in values.values())
    assert not DeliveryRate.objects.exists()

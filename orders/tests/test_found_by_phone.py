"""The office finds a guest's order by the phone number on it, which is sealed."""

from importlib import import_module

import pytest
from django.apps import apps

from orders import erasing
from orders.models import Order
from orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/orders/order/"


@pytest.fixture
def found(client_of, adam):
    def search(term):
        page = client_of(adam).get(PATH, {"q": term})
        assert page.status_code == 200
        return [order.number for order in page.context["cl"].result_list]

    return search


@pytest.mark.parametrize("term", ["+493012345678", "+49 30 1234 5678", "030 12345678", "030/12345678"])
def test_in_any_spelling(found, term):
    order = OrderFactory(phone="+493012345678")
    OrderFactory(phone="+493012345679")

    assert found(term) == [order.number]


@pytest.mark.parametrize("term", ["+49 30 99999999", "0", "+", "0" * 10_000, "+😀", "1234-5678"])
def test_finds_nothing_by_anything_else(found, term):
    OrderFactory(phone="+493012345678")

    assert found(term) == []


def test_nobody_is_found_any_more_once_erased(found, alice):
    OrderFactory(buyer=alice, phone="+493012345678")

    erasing.erase(alice)

    assert found("+493012345678") == []


def test_orders_of_before_are_found_after_the_migration(found):
    order = OrderFactory(phone="+493012345678", phone_index="")
    OrderFactory(phone="", phone_index="")
    assert found("+493012345678") == []

    import_module("orders.migrations.0013_fill_phone_index").fill(apps, None)

    assert found("+493012345678") == [order.number]
    assert Order.objects.filter(phone_index="").count() == 1

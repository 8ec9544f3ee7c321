import pytest

from orders import tracking
from orders.models import Order
from orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


def test_leads_to_its_order():
    order = OrderFactory()

    assert tracking.order_of(tracking.token(order)) == order


def test_every_order_has_another_one():
    assert len({tracking.token(OrderFactory()) for _ in range(5)}) == 5


def test_dies_when_the_link_is_renewed():
    order = OrderFactory()
    old = tracking.token(order)

    Order.objects.update(link_version=2)

    assert tracking.order_of(old) is None
    assert tracking.order_of(tracking.token(Order.objects.get())) == order


def test_of_one_order_does_not_open_another():
    first, second = OrderFactory(), OrderFactory()
    _number, _dot, signature = tracking.token(first).partition(".")

    assert tracking.order_of(f"{second.pk:x}.{signature}") is None


def test_depends_on_the_key_of_the_shop(settings):
    order = OrderFactory()
    token = tracking.token(order)

    settings.SECRET_KEY = "another key altogether, long enough for this"

    assert tracking.order_of(token) is None


NONSENSE = ["", ".", "1", "1.", ".x", "x.y", "-1.a", "0.a", "f" * 400 + ".a", "1." + "a" * 10_000, "1.é", "1.\0"]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_leads_nowhere(text):
    assert tracking.order_of(text) is None


def test_a_guest_gets_the_link_and_a_user_the_page(alice):
    guests, users = OrderFactory(buyer=None), OrderFactory(buyer=alice)

    assert tracking.page_of(guests).startswith("/track/")
    assert tracking.page_of(users) == f"/orders/{users.number}/"


def test_somebody_who_cannot_sign_in_yet_gets_the_link(alice):
    alice.is_active = False

    assert tracking.page_of(OrderFactory(buyer=alice)).startswith("/track/")

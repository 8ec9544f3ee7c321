from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from catalog.models import Stock
from orders import operations, tasks
from orders.models import Order, Payment
from orders.states import PaymentStatus
from orders.tests.checkout import place, ready_cart
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue():
    """Placed an hour ago, never paid."""
    return place(ready_cart(), method="sandbox", now=timezone.now() - timedelta(hours=1)).order


def test_cancels_what_is_overdue_and_says_how_many(overdue):
    place(ready_cart(), method="sandbox")
    out = StringIO()

    call_command("expire_orders", stdout=out)

    assert out.getvalue() == "1 order expired.\n"
    assert sorted(order.status for order in Order.objects.all()) == ["awaiting_payment", "cancelled"]


def test_gives_the_stock_back_and_ends_the_payment(overdue):
    call_command("expire_orders", stdout=StringIO())

    assert Stock.objects.get().reserved == 0
    assert Payment.objects.get().status == PaymentStatus.EXPIRED


def test_tells_the_buyer(overdue):
    call_command("expire_orders", stdout=StringIO())
    jobs.run_waiting()

    assert overdue.number in mail.outbox[-1].subject
    assert "You have not been charged" in mail.outbox[-1].body


def test_twice_is_once(overdue):
    call_command("expire_orders", stdout=StringIO())
    out = StringIO()

    call_command("expire_orders", stdout=out)

    assert out.getvalue() == "0 orders expired.\n"


def test_the_worker_does_it_every_minute(overdue):
    tasks.expire(timestamp=0)

    assert Order.objects.get().status == "cancelled"


def test_refuses_before_the_time(overdue):
    with pytest.raises(operations.NotDue):
        operations.expire_order(order_id=overdue.pk, now=overdue.expires_at - timedelta(seconds=1))

    assert Order.objects.get().status == "awaiting_payment"


def test_leaves_a_cash_order_alone():
    order = place(ready_cart(), now=timezone.now() - timedelta(days=3)).order

    with pytest.raises(operations.NotDue):
        operations.expire_order(order_id=order.pk, now=timezone.now())

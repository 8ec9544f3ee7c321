"""The stored explanation of a price, held against the order by `manage.py reconcile`."""

import pytest

from orders.models import Order
from orders.queries import invariants
from orders.tests.checkout import place, ready_cart

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(standard_tax):
    return place(ready_cart()).order


def test_gives_the_total_of_a_placed_order(placed):
    assert placed.explanation[-1] == {"step": "total", "amount": "52.90", "prices_include_tax": True}
    assert invariants.explanations_give_the_total() == []


def test_names_an_order_that_costs_something_else(placed):
    Order.objects.update(total="50.00", delivery_total="2.00")

    assert invariants.explanations_give_the_total() == [
        f"order {placed.number}: its explanation gives 52.90, it cost 50.00"
    ]


@pytest.mark.parametrize(
    "steps",
    [
        [{"step": "line", "unit_price": "24.00", "quantity": 2, "amount": "47.00"}],
        [{"step": "gift", "amount": "1.00"}],
        [{"step": "total"}],
        [{"step": "total", "amount": "x"}],
        ["nonsense"],
        {"step": "total"},
    ],
)
def test_names_an_order_whose_steps_were_changed(placed, steps):
    Order.objects.update(explanation=steps)

    assert len(invariants.explanations_give_the_total()) == 1

"""
Placing and paying at the same moment, on real threads over real connections. Where a guard decides, the test comes in
pairs: with the guard taken out the fault happens, with it, not.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from cart import operations as carts
from cart.models import Cart
from catalog import ledger, stock
from catalog.models import Stock
from orders import operations, payments
from orders.models import Order, Payment, Refund, SandboxCharge, WebhookReceipt
from orders.operations import Placed
from orders.payments import online, sandbox, webhook
from orders.states import PaymentStatus
from orders.tests.checkout import place, ready_cart, variant_for_sale
from shop.core import errors

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call answered or raised; they start together, each on a connection of its own."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(index: int) -> None:
        try:
            gate.wait(timeout=20)
            answers[index] = calls[index]()
        except (errors.DomainError, IntegrityError) as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def placing(cart: Cart, **kwargs: Any) -> Callable[[], Placed]:
    return lambda: place(cart, **kwargs)


def read_then_write(everybody: threading.Barrier) -> Callable[[int, int], bool]:
    """Look, then take: what `stock._take` would be without its condition. All look before the first one takes."""

    def take(variant_id: int, quantity: int) -> bool:
        row = Stock.objects.get(pk=variant_id)
        everybody.wait(timeout=60)
        if row.available < quantity:
            return False
        return Stock.objects.filter(pk=variant_id).update(reserved=row.reserved + quantity) == 1

    return take


class TestLastPieces:
    def test_as_many_orders_as_pieces(self):
        variant = variant_for_sale(stock=3)
        baskets = [ready_cart((variant, 1)) for _ in range(8)]

        answers = at_once([placing(cart) for cart in baskets])

        placed = [answer for answer in answers if isinstance(answer, Placed)]
        refused = [answer for answer in answers if isinstance(answer, stock.OutOfStock | operations.Changed)]
        assert (len(placed), len(refused)) == (3, 5)
        assert Order.objects.count() == Stock.objects.get().reserved == 3
        assert ledger.breaches() == []

    def test_oversells_with_the_condition_taken_out(self, monkeypatch):
        variant = variant_for_sale(stock=3)
        baskets = [ready_cart((variant, 1)) for _ in range(8)]
        monkeypatch.setattr(stock, "_take", read_then_write(threading.Barrier(len(baskets))))

        at_once([placing(cart) for cart in baskets])

        assert Order.objects.count() > 3
        assert ledger.breaches() != []


class TestOneBasket:
    def test_twenty_presses_are_one_order(self):
        cart = ready_cart((variant_for_sale(stock=20), 1))

        answers = at_once([placing(cart) for _ in range(20)])

        assert [answer.created for answer in answers].count(True) == 1
        assert len({answer.order.pk for answer in answers}) == 1
        assert Stock.objects.get().reserved == 1

    def test_without_the_lock_the_database_still_refuses_but_with_an_error(self, monkeypatch):
        cart = ready_cart((variant_for_sale(stock=20), 1))

        everybody = threading.Barrier(6)

        def unlocked(cart_id):
            found = Cart.objects.get(pk=cart_id)
            everybody.wait(timeout=60)
            return found

        monkeypatch.setattr(carts, "locked", unlocked)

        answers = at_once([placing(cart) for _ in range(6)])

        assert any(isinstance(answer, IntegrityError) for answer in answers)
        assert Order.objects.count() == 1

    def test_the_last_piece_for_twenty_presses_of_one_buyer(self):
        """Those who come second see stock 0, taken by their own order: they get the order, not a refusal."""
        cart = ready_cart((variant_for_sale(stock=1), 1))

        answers = at_once([placing(cart) for _ in range(20)])

        assert {type(answer) for answer in answers} == {Placed}
        assert Order.objects.count() == 1

    def test_a_change_in_another_tab_is_ordered_or_comes_too_late(self):
        variant, other = variant_for_sale(stock=9), variant_for_sale(stock=9)
        cart = ready_cart((variant, 1))

        def add() -> Any:
            return carts.add(cart=cart, variant=other, quantity=1, by=None, now=timezone.now())

        placed, added = at_once([placing(cart), add])

        assert isinstance(placed, Placed)
        lines = placed.order.lines.count()
        assert (lines, type(added)) in [(1, carts.NotOpen), (2, carts.Kept)]


def test_baskets_in_opposite_order_do_not_deadlock():
    wares = [variant_for_sale(stock=500) for _ in range(3)]
    baskets = [ready_cart(*[(ware, 1) for ware in order]) for _ in range(5) for order in (wares, wares[::-1])]

    answers = at_once([placing(cart) for cart in baskets])

    assert {type(answer) for answer in answers} == {Placed}
    assert set(Stock.objects.values_list("reserved", flat=True)) == {10}


@pytest.fixture
def waiting() -> Order:
    """An order that waits for the card, its page open."""
    order = place(ready_cart((variant_for_sale(stock=5), 2)), method="sandbox").order
    payments.start(order=order, now=timezone.now())
    return order


def reporting() -> Callable[[], webhook.Outcome]:
    charge = SandboxCharge.objects.get()
    charge.decision = sandbox.APPROVED
    charge.save()
    body, headers = sandbox.message(charge, now=timezone.now())
    return lambda: webhook.receive(provider="sandbox", body=body, headers=headers, now=timezone.now())


class TestMoney:
    def test_ten_copies_of_one_event_are_one_payment(self, waiting):
        report = reporting()

        answers = at_once([report] * 10)

        assert sorted(answers) == sorted([webhook.Outcome.PAID] + [webhook.Outcome.REPEATED] * 9)
        assert WebhookReceipt.objects.count() == 1
        assert Payment.objects.get().events.filter(to_status=PaymentStatus.CAPTURED).count() == 1

    def test_expiry_and_payment_at_once_lose_nothing(self, waiting):
        def expire() -> Order:
            return operations.expire_order(order_id=waiting.pk, now=waiting.expires_at)

        at_once([reporting(), expire])

        # Whoever was first: it was paid, and its stock is reserved once.
        order = Order.objects.get()
        assert order.status == "pending"
        assert Payment.objects.get().status == PaymentStatus.CAPTURED
        assert Stock.objects.get().reserved == 2
        assert not Refund.objects.exists()
        assert ledger.breaches() == []

    def test_payment_and_a_change_to_cash_at_once_charge_once(self, waiting):
        def pay_cash() -> Order:
            return online.choose(order=waiting, method="cash", by=None, now=timezone.now())

        at_once([reporting(), pay_cash])

        order = Order.objects.get()
        captured = sum(payment.captured for payment in Payment.objects.all())
        going_back = sum(refund.amount for refund in Refund.objects.all())
        due = sum(p.amount for p in Payment.objects.filter(provider="cash", status=PaymentStatus.PENDING))
        assert order.status == "pending"
        assert captured - going_back + due == order.total

    def test_two_workers_expire_it_once(self, waiting):
        def expire() -> int:
            return operations.expire_due(now=waiting.expires_at)

        answers = at_once([expire] * 4)

        assert sum(answers) == 1
        assert Stock.objects.get().reserved == 0
        assert ledger.breaches() == []


def test_one_user_in_two_tabs_has_one_basket(alice):
    answers = at_once([lambda: carts.open_cart(user=alice, now=timezone.now())] * 6)

    assert len({cart.pk for cart in answers}) == 1
    assert Cart.objects.count() == 1


def test_adding_the_same_thing_in_two_tabs_counts_both():
    variant = variant_for_sale(stock=50)
    cart = carts.open_cart(user=None, now=timezone.now())

    at_once([lambda: carts.add(cart=cart, variant=variant, quantity=1, by=None, now=timezone.now())] * 8)

    assert cart.lines.get().quantity == 8

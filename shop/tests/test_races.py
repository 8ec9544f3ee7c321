"""
Many buyers at the same moment, over real HTTP, against real gunicorn processes on the real database.

In pairs: with the decisive statement taken out the oversell happens, so the test can see the fault; with it, not.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

from catalog import ledger
from catalog.models import Stock, StockMovement, Variant
from orders.models import Order, OrderLine, Payment
from orders.tests.checkout import ADDRESS, variant_for_sale
from shop.core import registry
from shop.tests.served import Answer, Browser, gunicorn

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
R = TypeVar("R")

BUYERS, UNITS, TABS = 64, 10, 20
PRESSED = {"payment_method": "cash"}


def at_once(calls: Sequence[Callable[[], R]]) -> list[R]:
    """Run all calls at the same moment, each in a thread of its own."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], R]) -> R:
        gate.wait(timeout=120)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def ready_to_pay(port: int, variant: Variant) -> tuple[Browser, str, dict[str, str]]:
    """A guest with one piece in the basket, before the last button: browser, page and form."""
    browser = Browser(port)
    browser.get("/order/cart/")
    cart = browser.post("/order/cart/add/", {"variant": variant.pk, "quantity": 1}).location
    info = browser.post(cart.replace("/cart/", "/user-info/"), ADDRESS | {"email": "buyer@example.com"})
    assert info.status == 302, info.text
    page = browser.get(info.location)
    shown = {name: page.hidden(name) for name in ("expected_total", "expected_version")}
    return browser, info.location, shown | PRESSED


def press(browser: Browser, page: str, form: dict[str, str]) -> Callable[[], Answer]:
    return lambda: browser.post(page, form)


def rush(port: int, variant: Variant) -> list[Answer]:
    """64 guests fill their baskets, then press the last button at the same moment."""
    with ThreadPoolExecutor(8) as pool:
        buyers = list(pool.map(lambda _n: ready_to_pay(port, variant), range(BUYERS)))
    return at_once([press(*buyer) for buyer in buyers])


def test_of_64_buyers_ten_get_the_ten_units_and_the_others_a_clear_refusal():
    variant = variant_for_sale(stock=UNITS, title="Rare vase")

    with gunicorn() as port:
        answers = rush(port, variant)

    placed = [answer for answer in answers if "/order/submitted/" in answer.location]
    refused = [answer for answer in answers if answer not in placed]
    # Sold out: back to the basket, which says so. Nobody saw an error page.
    assert {answer.status for answer in answers} <= {302, 422}
    assert all("/order/cart/" in answer.location or "sold out" in answer.text for answer in refused)
    assert len(placed) == Order.objects.count() == UNITS
    row = Stock.objects.get(pk=variant.pk)
    assert (row.on_hand, row.reserved) == (UNITS, UNITS)
    assert sum(OrderLine.objects.values_list("quantity", flat=True)) == UNITS
    assert ledger.breaches() == []
    assert {name: check() for name, check in registry.invariants.items() if check()} == {}


def test_the_oversell_happens_when_the_condition_is_taken_out():
    variant = variant_for_sale(stock=UNITS, title="Rare vase")

    with gunicorn("shop.tests.unlocked:application") as port:
        rush(port, variant)

    assert Order.objects.count() > UNITS
    assert ledger.breaches() != []


def test_one_form_posted_20_times_at_once_is_one_order():
    variant = variant_for_sale(stock=UNITS)

    with gunicorn() as port:
        browser, page, form = ready_to_pay(port, variant)
        answers = at_once([press(browser.twin(), page, form) for _tab in range(TABS)])

    confirmation = page.replace("payment-info", "submitted")
    assert {(answer.status, answer.location) for answer in answers} == {(302, confirmation)}
    assert Order.objects.count() == OrderLine.objects.count() == Payment.objects.count() == 1
    assert Stock.objects.get(pk=variant.pk).reserved == 1
    assert StockMovement.objects.filter(kind="reserve").count() == 1


def test_one_card_form_posted_20_times_at_once_is_one_charge():
    variant = variant_for_sale(stock=UNITS)

    with gunicorn() as port:
        browser, page, form = ready_to_pay(port, variant)
        card = form | {"payment_method": "sandbox"}
        answers = at_once([press(browser.twin(), page, card) for _tab in range(TABS)])

    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers if "/sandbox/pay/" in answer.location}) == 1
    assert Order.objects.count() == Payment.objects.count() == 1


def test_the_sandbox_tells_the_shop_over_tls_before_the_buyer_is_back():
    variant = variant_for_sale(stock=UNITS)

    with gunicorn() as port:
        browser, page, form = ready_to_pay(port, variant)
        bank = browser.post(page, form | {"payment_method": "sandbox"}).location
        browser.get(bank)
        back = browser.post(bank, {"decision": "approve"})
        text = browser.get(back.location).text

    assert "/order/submitted/" in back.location
    assert "Your order is placed." in text
    assert Payment.objects.get().status == "captured"

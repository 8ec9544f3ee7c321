"""Money on its way: a coupon, a card that is refused, an order that nobody paid, a card through the stand-in."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import Bank, People

pytestmark = pytest.mark.browser

MUG = "Speckled stoneware mug"


def to_the_payment(people: People, *, coupon: str = "") -> Page:
    """A guest with a mug, on the page with the last button."""
    page = people.arrives().new_page()
    steps.put_in_basket(page, "stoneware mug", MUG)
    if coupon:
        use_coupon(page, coupon)
    steps.check_out(page, as_guest=True)
    steps.say_where(page, name="Greta Gast", email="greta@example.com")
    return page


def use_coupon(page: Page, code: str) -> None:
    steps.main(page).get_by_text("Add a coupon").click()
    page.get_by_label("Coupon code").fill(code)
    steps.press(page, "Use coupon")


def test_a_coupon_makes_it_cheaper_and_the_order_says_why(people: People):
    page = people.arrives().new_page()
    steps.put_in_basket(page, "stoneware mug", MUG)

    use_coupon(page, "NO-SUCH-CODE")
    expect(page.get_by_text("We do not know this code").first).to_be_visible()
    page.get_by_label("Coupon code").fill("shop-15")
    steps.press(page, "Use coupon")
    expect(steps.main(page).get_by_text("SHOP-15").first).to_be_visible()
    steps.check_out(page, as_guest=True)
    steps.say_where(page, name="Greta Gast", email="greta@example.com")
    steps.pay(page, "Pay on delivery")

    steps.order_number(page)
    steps.main(page).get_by_text("How this total came about").click()
    expect(steps.main(page).get_by_text("the share of this line")).to_be_visible()


def test_a_refused_card_and_then_cash_at_the_door(people: People):
    page = to_the_payment(people)
    steps.pay(page, r"Card \(test\)")
    page.wait_for_url("**/sandbox/pay/**")

    steps.press(page, "Decline it")
    expect(page.get_by_text("Your bank declined the card")).to_be_visible()
    expect(page.get_by_text("You have not been charged")).to_be_visible()
    page.get_by_label("Pay on delivery").check()
    steps.press(page, re.compile("Pay on delivery"))

    steps.order_number(page)
    page.go_back()
    page.goto("/order/cart/")
    expect(steps.main(page).get_by_text("Your basket is empty")).to_be_visible()


def test_an_order_that_nobody_paid_fills_the_basket_again(people: People):
    page = to_the_payment(people)
    steps.pay(page, r"Card \(test\)")
    page.wait_for_url("**/sandbox/pay/**")
    steps.press(page, "Leave without paying")
    order = page.url

    people.shop.expire_orders()
    page.goto(order)
    expect(page.get_by_role("heading", level=1)).to_contain_text("is cancelled")
    steps.press(page, "Fill my basket again")

    expect(steps.main(page).get_by_text(MUG).first).to_be_visible()


def test_a_card_through_the_stand_in(people: People, bank: Bank):
    page = to_the_payment(people)
    steps.pay(page, r"^Card(?! \(test)")

    page.wait_for_url(f"{bank.url}/pay/**")
    page.get_by_role("button", name="Use a card that is refused").click()
    page.get_by_role("button", name="Pay", exact=True).click()

    for _ in range(20):
        if page.get_by_role("heading", level=1).inner_text().startswith("Thank you"):
            break
        page.wait_for_timeout(500)
        page.reload()
    steps.order_number(page)

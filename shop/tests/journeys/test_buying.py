"""From the search field to the parcel at the door."""

import itertools
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser

MUG, SPEAKER = "Speckled stoneware mug", "Portable speaker"
SHOPS = ["Kiln & Kettle", "Northbeat Audio"]


def test_a_guest_buys_from_two_shops_and_pays_at_the_door(people: People):
    page = people.arrives().new_page()

    steps.put_in_basket(page, "stoneware mug", MUG)
    steps.put_in_basket(page, "portable speaker", SPEAKER)
    steps.check_out(page, as_guest=True)
    steps.say_where(page, name="Greta Gast", email="greta@example.com")
    steps.pay(page, "Pay on delivery")

    number = steps.order_number(page)
    for shop in SHOPS:
        expect(page.get_by_role("heading", name=shop)).to_be_visible()
    page.reload()
    assert steps.order_number(page) == number
    page.goto("/order/cart/")
    expect(steps.main(page).get_by_text("Your basket is empty")).to_be_visible()


def test_a_new_customer_buys_by_card_and_gets_the_parcels(people: People):
    buyer = people.arrives().new_page()
    email = f"nora-{uuid.uuid4().hex[:8]}@example.com"
    register(people, buyer, email)
    steps.put_in_basket(buyer, "stoneware mug", MUG)
    steps.put_in_basket(buyer, "portable speaker", SPEAKER)
    steps.check_out(buyer, as_guest=False)
    steps.say_where(buyer)
    steps.pay(buyer, r"Card \(test\)")
    approve_the_card(buyer)
    number = steps.order_number(buyer)
    people.shop.mail_to(email, number)

    for index in range(len(SHOPS)):
        desk = people.arrives().new_page()
        steps.log_in(desk, people.shop.login("seller", index))
        steps.pack(desk, number)
    courier = people.arrives(is_mobile=True).new_page()
    steps.log_in(courier, people.shop.login("deliver"))
    steps.claim_all(courier, SHOPS)
    for _ in SHOPS:
        bring(courier, buyer, number)

    buyer.goto(f"/orders/{number}/")
    expect(buyer.get_by_role("heading", level=1)).to_contain_text(number)
    for shop in SHOPS:
        parcel = buyer.locator("section, article").filter(has=buyer.get_by_role("heading", name=shop)).last
        expect(parcel.locator(".badge").filter(has_text="Delivered")).to_be_visible()


def register(people: People, page: Page, email: str) -> None:
    page.goto("/register/")
    page.get_by_label("Full name").fill("Nora Neumann")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill("a quiet lamp by the sea")
    steps.press(page, "Create account")
    expect(page.get_by_role("heading", level=1)).to_contain_text("email")
    mail = people.shop.mail_to(email, "activation_token")
    found = re.search(r"https://\S+activation_token=[\w.-]+", mail)
    assert found is not None
    page.goto(found[0])
    steps.press(page, re.compile("Activate|Confirm"))
    steps.log_in(page, {"email": email, "password": "a quiet lamp by the sea"})


def approve_the_card(page: Page) -> None:
    page.wait_for_url("**/sandbox/pay/**")
    steps.press(page, re.compile("Approve|Pay"))
    for _ in range(20):
        if page.get_by_role("heading", level=1).inner_text().startswith("Thank you"):
            return
        page.wait_for_timeout(500)
        page.reload()


def bring(courier: Page, buyer: Page, number: str) -> None:
    """One parcel of the order, from the shop's counter to the buyer's hands."""
    steps.open_stop(courier, number)
    for action, following in itertools.pairwise(("Pick up", "Start", "I have arrived", "Confirm delivery")):
        button = steps.main(courier).get_by_role("button", name=re.compile(action))
        if button.count():
            button.first.click()
            # With scripts the step travels beside the page: it has arrived when the next one is offered.
            expect(steps.main(courier).get_by_role("button", name=re.compile(following)).first).to_be_visible()
    buyer.goto(f"/orders/{number}/")
    steps.deliver(courier, buyer.locator(".code").filter(visible=True).first.inner_text().strip())

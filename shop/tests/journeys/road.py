"""What it takes until a parcel is on a courier's round."""

import re
import uuid

from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

MUG, SHOP = "Speckled stoneware mug", "Kiln & Kettle"


def order(people: People) -> tuple[Page, str]:
    """A guest orders at one shop, to be paid at the door; their page of the order, and its number."""
    page = people.arrives().new_page()
    steps.put_in_basket(page, "stoneware mug", MUG)
    steps.check_out(page, as_guest=True)
    email = f"greta-{uuid.uuid4().hex[:8]}@example.com"
    steps.say_where(page, name="Greta Gast", email=email)
    steps.pay(page, "Pay on delivery")
    number = steps.order_number(page)
    link = re.search(r"https://\S+/track/[\w.-]+/", people.shop.mail_to(email, number))
    assert link is not None
    page.goto(link[0])
    return page, number


def pack(people: People, number: str) -> Page:
    desk = people.arrives().new_page()
    steps.log_in(desk, people.shop.login("seller"))
    steps.pack(desk, number)
    return desk


def courier(people: People, **options: object) -> Page:
    """Somebody who brings parcels in Berlin, with a phone."""
    page = people.arrives(is_mobile=True, **options).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    steps.log_in(page, people.shop.login("deliver"))
    return page


def on_the_way(people: People, phone: Page, numbers: list[str]) -> None:
    """Packed, claimed, picked up, and out for delivery."""
    for number in numbers:
        pack(people, number)
    steps.claim_all(phone, [SHOP])
    for number in numbers:
        steps.open_stop(phone, number)
        for action in ("Pick up", "Start"):
            steps.main(phone).get_by_role("button", name=action).click()
            phone.wait_for_load_state()
        expect(steps.main(phone).get_by_role("button", name="I have arrived")).to_be_visible()


def stop_of(phone: Page, number: str) -> str:
    """The address of an order's stop."""
    steps.open_stop(phone, number)
    return phone.url


def code(buyer: Page) -> str:
    buyer.reload()
    return buyer.locator(".code").first.inner_text().strip()

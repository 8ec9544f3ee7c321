"""What each role does first, by keyboard alone: buy, add a product, pack, deliver, assign."""

import re
import uuid

from playwright.sync_api import Page, expect

from shop.tests.audit.hands import Hands
from shop.tests.journeys import steps

MUG = "Speckled stoneware mug"


def buy(hands: Hands, *, as_guest: bool = False) -> str:
    page = hands.page
    page.goto("/", wait_until="networkidle")
    hands.type(page.locator("#site-search"), "stoneware mug")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    hands.skip()
    # From the product's card on every press counts.
    hands.press(page.get_by_role("main").get_by_role("link", name=MUG))
    hands.press(page.get_by_role("button", name="Add to basket"))
    dialog = page.get_by_role("dialog")
    hands.press(dialog.get_by_role("link", name="Check out").or_(dialog.get_by_role("button", name="Check out")))
    if as_guest:
        typed = {"email": "greta@example.com", "full_name": "Greta Gast", **steps.BERLIN}
        for field, value in typed.items():
            hands.type(page.locator(f"[name={field}]"), value)
    if "user-info" in page.url:
        hands.press(page.get_by_role("button", name="Continue to payment"))
    hands.press(page.get_by_role("button", name=re.compile("place order", re.I)))
    if "/sandbox/" in page.url:
        hands.press(page.get_by_role("button", name=re.compile("Approve")))
        return ""
    return steps.order_number(page)


def add(hands: Hands) -> None:
    page = hands.page
    page.goto("/add/product/", wait_until="networkidle")
    hands.skip()
    hands.type(page.locator("[name=title]"), f"Salt cellar {uuid.uuid4().hex[:6]}")
    hands.reach(page.locator("[name=category]"))
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    hands.type(page.locator("textarea[name=description]"), "Turned from one piece.")
    hands.type(page.locator("[name=variants-0-price]"), "20.00")
    hands.type(page.locator("[name=variants-0-sku]"), f"SALT-{uuid.uuid4().hex[:6]}")
    hands.press(page.get_by_role("button", name=re.compile("Save draft")))
    expect(page).to_have_url(re.compile("/update/product/"))


def pack(hands: Hands, number: str) -> None:
    page = hands.page
    page.goto("/seller/parcels/", wait_until="networkidle")
    hands.skip()
    hands.press(page.get_by_role("main").get_by_role("link", name=number))
    hands.press(page.get_by_role("main").get_by_role("button", name="Mark as packed"))
    expect(page.get_by_role("main").get_by_text("Packed").first).to_be_visible()


def deliver(hands: Hands, number: str, buyer: Page) -> None:
    page = hands.page
    page.goto("/deliver/", wait_until="networkidle")
    hands.press(page.locator("a.round__stop").filter(has_text=f"order {number}"))
    for action in ("Pick up", "Start", "I have arrived"):
        hands.press(page.get_by_role("main").get_by_role("button", name=action))
    buyer.reload()
    code = buyer.locator(".code").filter(visible=True).first.inner_text().strip()
    hands.type(page.locator("[name=code]"), code)
    hands.press(page.get_by_role("main").get_by_role("button", name="Confirm delivery"))
    expect(page.get_by_role("main").get_by_text("Delivered").first).to_be_visible()


def dispatch(hands: Hands) -> None:
    page = hands.page
    page.goto("/admin/orders/parcel/dispatch/", wait_until="networkidle")
    hands.skip()
    hands.press(page.locator("#content input[type=checkbox]"), "Space")
    hands.reach(page.locator("#content select"))
    page.keyboard.press("ArrowDown")
    hands.press(page.locator("#content").get_by_role("button", name=re.compile("Assign")))
    expect(page.locator(".messagelist")).to_be_visible()

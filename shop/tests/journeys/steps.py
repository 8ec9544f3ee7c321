"""What people do in the shop, step by step, by the words that they read."""

import re
from typing import Any

from playwright.sync_api import Page, expect

BERLIN = {"line1": "Kastanienallee 7", "postal_code": "10435", "city": "Berlin"}


def main(page: Page) -> Any:
    return page.get_by_role("main")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the first visible button or button-like link of this name in the page's main part."""
    buttons = main(page).get_by_role("button", name=name).or_(main(page).get_by_role("link", name=name))
    buttons.filter(visible=True).first.click()


def log_in(page: Page, login: dict[str, str]) -> None:
    page.goto("/login/")
    page.get_by_label("Email").fill(login["email"])
    page.get_by_label("Password", exact=True).fill(login["password"])
    press(page, "Sign in")
    page.wait_for_url(lambda url: "/login/" not in url)


def put_in_basket(page: Page, words: str, title: str) -> None:
    """Search, open the product, add it, and end up on the basket's page whatever the browser can do."""
    page.goto("/")
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("button", name="Search").first.click()
    main(page).get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    press(page, "Add to basket")
    expect(page.get_by_text(re.compile("in your basket|Added")).first).to_be_visible()
    page.goto("/order/cart/")
    expect(main(page).get_by_text(title).first).to_be_visible()


def check_out(page: Page, *, as_guest: bool) -> None:
    press(page, "Check out as guest" if as_guest else "Check out")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where should it go?")


def say_where(page: Page, *, name: str = "", email: str = "") -> None:
    """Fill the first step of the checkout and go on. Without an email for somebody signed in."""
    if email:
        page.get_by_label("Email").fill(email)
    if name:
        page.get_by_label("Full name").fill(name)
    for field, value in BERLIN.items():
        page.locator(f"[name={field}]").fill(value)
    press(page, "Continue to payment")
    expect(page.get_by_role("button", name=re.compile("place order", re.I)).first).to_be_visible()


def pay(page: Page, method: str) -> None:
    """Choose how to pay (a word of the choice's label) and place the order."""
    page.get_by_label(re.compile(method, re.I)).first.check()
    press(page, re.compile("place order", re.I))


def order_number(page: Page) -> str:
    """The number on the confirmation page."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    found = re.search(r"\b\d{4}-\d{4}\b", main(page).inner_text())
    assert found is not None
    return found[0]


def pack(page: Page, number: str) -> None:
    """As the shop: open the parcel of an order and mark it as packed."""
    page.goto("/seller/parcels/")
    main(page).get_by_role("link", name=number).first.click()
    press(page, "Mark as packed")
    expect(main(page).get_by_text("Packed").first).to_be_visible()


def claim_all(page: Page, shops: list[str]) -> None:
    """As the courier: claim every job of these shops."""
    for shop in shops:
        while True:
            page.goto("/deliver/jobs/")
            claims = page.get_by_role("button", name=f"Claim the parcel of {shop}")
            if not claims.count():
                break
            claims.first.click()


def open_stop(page: Page, number: str) -> None:
    """As the courier: find the stop of an order in the round. Of several, the first that is not done."""
    page.goto("/deliver/")
    open_rows = page.locator("a.round__stop").filter(has_text=f"order {number}")
    if open_rows.count():
        open_rows.first.click()
    else:
        expect(page.locator(".round__next")).to_contain_text(number)
        press(page, "Open this stop")
    expect(page).to_have_url(re.compile(r"/deliver/\d+/"))


def deliver(page: Page, code: str) -> None:
    """As the courier at the door: the code, and the one big button."""
    page.locator("[name=code]").fill(code)
    press(page, "Confirm delivery")
    expect(main(page).get_by_text("Delivered").first).to_be_visible()

"""A seller's new product, from the empty form to the search."""

import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import ROOT, People

pytestmark = pytest.mark.browser

PICTURE = ROOT / "shop" / "demo" / "pictures" / "teapot--front.webp"


def test_a_seller_adds_prices_and_publishes_a_product_that_is_found(people: People):
    title = f"Salt cellar {uuid.uuid4().hex[:6]}"
    seller = people.arrives().new_page()
    steps.log_in(seller, people.shop.login("seller"))

    add(seller, title, PICTURE)
    discount(seller, title)
    publish(seller, title)

    visitor = people.arrives().new_page()
    visitor.goto("/")
    visitor.get_by_role("searchbox").first.fill(title)
    visitor.get_by_role("button", name="Search").first.click()
    card = visitor.locator("[data-product-id]").filter(has_text=title)
    expect(card).to_have_count(1)
    expect(card).to_contain_text("€16.00")
    card.get_by_role("link").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    steps.press(visitor, "Add to basket")
    expect(visitor.get_by_text(re.compile("in your basket|Added")).first).to_be_visible()


def add(page: Page, title: str, picture: Path) -> None:
    page.goto("/add/product/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=category]").select_option(index=3)
    page.locator("textarea[name=description]").fill("Turned from one piece, with a lid that closes by its own weight.")
    page.locator("[name=pictures]").set_input_files(picture)
    page.locator("[name=variants-0-price]").fill("20.00")
    page.locator("[name=variants-0-stock]").fill("7")
    page.locator("[name=variants-0-sku]").fill(f"SALT-{uuid.uuid4().hex[:6]}")
    steps.press(page, re.compile("Save draft"))
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("[name=images-0-alt]").fill("A turned salt cellar with its lid")
    steps.press(page, "Save changes")
    expect(page.locator("[name=images-0-alt]")).to_have_value("A turned salt cellar with its lid")


def open_from_list(page: Page, name: re.Pattern[str]) -> None:
    page.goto("/seller/products/")
    steps.main(page).get_by_role("link", name=name).first.click()


def discount(page: Page, title: str) -> None:
    open_from_list(page, re.compile(f"Price.*{title}"))
    page.locator("[name=kind][value=percent]").check()
    page.locator("[name=value]").fill("20")
    steps.press(page, "Add discount")
    expect(steps.main(page).get_by_text("€16.00").first).to_be_visible()


def publish(page: Page, title: str) -> None:
    open_from_list(page, re.compile(f"Publish.*{title}"))
    steps.main(page).get_by_role("button", name="Publish").click()
    expect(steps.main(page).get_by_role("button", name="Take offline")).to_be_visible()

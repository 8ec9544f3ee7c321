"""A seller at the desk: a product with a matrix, a bulk edit that meets another, a discount that wins, an undo."""

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import ROOT, People

pytestmark = pytest.mark.browser

PICTURES = [ROOT / "shop" / "demo" / "pictures" / f"{name}.webp" for name in ("teapot--front", "speckled-mug--front")]


def test_a_seller_works_through_the_desk(people: People):
    title = f"Linen apron {uuid.uuid4().hex[:6]}"
    seller = people.arrives().new_page()
    steps.log_in(seller, people.shop.login("seller"))

    add_with_matrix(seller, title)
    other = seller.context.new_page()
    edit_in_bulk_meeting_another(seller, other, title)
    discount_a_category(seller, title)
    delete_and_undo(seller, title)


def add_with_matrix(page: Page, title: str) -> None:
    """Two colours by three sizes and two pictures; the first try lacks the title."""
    page.goto("/add/product/")
    page.locator("[name=category]").select_option(index=3)
    page.locator("[name=pictures]").set_input_files(PICTURES)
    page.locator("[name=variants-0-price]").fill("40.00")
    steps.press(page, "Save draft")
    expect(page.get_by_role("link", name="Give the product a title.")).to_be_visible()
    expect(page.locator(".shot")).to_have_count(2)

    page.locator("[name=title]").fill(title)
    open_options(page)
    page.locator("[name=option1_name]").fill("Colour")
    page.locator("[name=option1_add]").fill("Clay, Moss")
    page.locator("[name=option2_name]").fill("Size")
    page.locator("[name=option2_add]").fill("S, M, L")
    steps.press(page, "Add these variants")
    expect(page.locator("[name$='-value2']:visible")).to_have_count(6)
    for index in range(6):
        page.locator(f"[name=variants-{index}-stock]").fill("10")
    page.locator("[name=images-0-alt]").fill("The apron from the front")
    page.get_by_role("button", name=re.compile("Down.*picture 1")).click()
    expect(page.locator("[name=images-1-alt]")).to_have_value("The apron from the front")
    steps.press(page, "Save draft")
    expect(page.get_by_text("Draft saved.").first).to_be_visible()
    expect(page.locator("[name$='-sku']:visible")).to_have_count(6 + 2)


def open_options(page: Page) -> None:
    part = page.locator("details", has=page.locator("[name=option1_name]"))
    if part.get_attribute("open") is None:
        part.locator("summary").click()


def edit_in_bulk_meeting_another(page: Page, other: Page, title: str) -> None:
    """Two windows on the same list: the second to save is told, keeps what it typed, and saves again."""
    for window in (page, other):
        window.goto(f"/seller/products/?q={title.replace(' ', '+')}")
        window.locator("summary", has_text="6 variants").click()
    stock_of(other, 0).fill("4")
    stock_of(other, 1).fill("+5")
    other.get_by_role("button", name="Save changes").first.click()
    expect(other.get_by_text("2 rows saved.").first).to_be_visible()

    stock_of(page, 0).fill("6")
    price_of(page, 2).fill("44.00")
    page.get_by_role("button", name="Save changes").first.click()
    told = "Stock changed to 4 while you edited. Your 6 was not saved. Save again?"
    expect(page.get_by_text(told).first).to_be_visible()
    expect(stock_of(page, 0)).to_have_value("6")
    expect(price_of(page, 2)).to_have_value("44.00")
    page.get_by_role("button", name="Save changes").first.click()
    expect(page.get_by_text("1 row saved.").first).to_be_visible()
    page.locator("summary", has_text="6 variants").click()
    expect(stock_of(page, 0)).to_have_value("6")
    expect(stock_of(page, 1)).to_have_value("15")


def stock_of(page: Page, index: int) -> Any:
    return page.locator(".cells [name^=stock-]").nth(index)


def price_of(page: Page, index: int) -> Any:
    return page.locator(".cells [name^=price-]").nth(index)


def discount_a_category(page: Page, title: str) -> None:
    """A discount of the whole shop and a better one of a category: the price page says which counts."""
    page.goto(f"/seller/products/?q={title.replace(' ', '+')}")
    page.get_by_role("link", name=title).first.click()
    chosen = page.locator("[name=category]").input_value()
    price_page = page.url.replace("/update/product/", "/product/price/")
    for category, percent in (("", "10"), (chosen, "25")):
        page.goto("/seller/discounts/")
        page.locator("[name=category]").select_option(value=category)
        page.locator("[name=kind][value=percent]").check()
        page.locator("[name=value]").fill(percent)
        steps.press(page, "Add discount")
        expect(page.get_by_text("Discount added.").first).to_be_visible()
    expect(page.get_by_text("this one counts, since it takes more off").first).to_be_visible()
    page.goto(price_page)
    expect(page.get_by_text("Counts now: of all it leaves the least to pay, €30.00.").first).to_be_visible()
    expect(page.get_by_text("Does not count now: €36.00 is more than the €30.00").first).to_be_visible()
    for _discount in range(2):
        page.goto("/seller/discounts/")
        page.get_by_role("button", name="Remove").first.click()
        expect(page.get_by_text("The discount is removed.").first).to_be_visible()


def delete_and_undo(page: Page, title: str) -> None:
    page.goto(f"/seller/products/?q={title.replace(' ', '+')}")
    page.get_by_label(f"Choose {title}").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 product is deleted. You can undo this for 30 days.").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 product is back.").first).to_be_visible()
    page.goto(f"/seller/products/?q={title.replace(' ', '+')}")
    expect(page.get_by_role("link", name=title).first).to_be_visible()

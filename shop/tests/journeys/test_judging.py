"""A buyer writes a review, the shop answers, the office hides it."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


def test_a_review_is_written_answered_and_hidden(people: People):
    words = f"Keeps the tea warm. {uuid.uuid4().hex[:8]}"
    buyer = people.arrives().new_page()
    steps.log_in(buyer, people.shop.login("customer"))
    path = write_review(buyer, words)
    expect(buyer.get_by_text(words)).to_be_visible()

    answer(people, words)
    buyer.goto(path)
    expect(buyer.get_by_text(f"Thank you for “{words[-8:]}”.")).to_be_visible()

    hide(people, words)
    buyer.goto(path)
    expect(buyer.get_by_text(words)).to_have_count(0)


def write_review(page: Page, words: str) -> str:
    """Review the first delivered thing that has none yet; answers the address of its product."""
    page.goto("/orders/")
    addresses = page.locator("main a[href^='/orders/']").evaluate_all("links => links.map(link => link.pathname)")
    for address in dict.fromkeys(path for path in addresses if re.fullmatch(r"/orders/[\d-]+/", path)):
        page.goto(address)
        link = page.get_by_role("link", name=re.compile("Write a review"))
        if link.count():
            link.first.click()
            break
    product = page.locator("main .line a").first.get_attribute("href")
    page.get_by_label(re.compile("4 – good")).check()
    page.get_by_label("Your review").fill(words)
    steps.press(page, "Publish review")
    assert product is not None
    page.goto(product)
    return product


def answer(people: People, words: str) -> None:
    """Whichever of the shops has it on its list."""
    for index in range(2):
        desk = people.arrives().new_page()
        steps.log_in(desk, people.shop.login("seller", index))
        desk.goto("/seller/reviews/")
        review = desk.locator("article.review").filter(has_text=words)
        if review.count():
            review.get_by_role("link", name=re.compile("Answer")).click()
            desk.get_by_label("Your answer").fill(f"Thank you for “{words[-8:]}”.")
            steps.press(desk, "Publish answer")
            expect(desk.get_by_text("Your answer is on the product page.")).to_be_visible()
            return
    raise AssertionError("No shop of the demo logins sold it.")


def hide(people: People, words: str) -> None:
    office = people.arrives().new_page()
    steps.log_in(office, people.shop.login("admin"))
    office.goto(f"/admin/catalog/review/?q={words[-8:]}")
    office.locator("input.action-select").first.check()
    office.locator("select[name=action]").select_option("hide")
    office.locator("input[name=reason]").fill("Names a person")
    office.get_by_role("button", name="Run").or_(office.get_by_role("button", name="Go")).first.click()
    expect(office.get_by_text("Hidden").first).to_be_visible()

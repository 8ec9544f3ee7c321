"""A buyer writes a review, the shop answers, the office hides it."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps, test_buying
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


MUG, SHOP = "Speckled stoneware mug", "Kiln & Kettle"


def test_a_review_is_written_answered_and_hidden(people: People):
    mark = uuid.uuid4().hex[:8]
    words = f"Keeps the tea warm, says {mark}."
    buyer = people.arrives().new_page()
    number = get_a_mug(people, buyer, f"rosa-{mark}@example.com")

    product = write_review(buyer, number, words)
    expect(buyer.get_by_text(words)).to_be_visible()
    answer(people, words, mark)
    buyer.goto(product)
    expect(buyer.get_by_text(f"Thank you for that, {mark}.")).to_be_visible()

    hide(people, mark)
    buyer.goto(product)
    expect(buyer.get_by_text(words)).to_have_count(0)


def get_a_mug(people: People, buyer: Page, email: str) -> str:
    """Buy it with a new account and have it brought; answers the number of the order."""
    test_buying.register(people, buyer, email)
    steps.put_in_basket(buyer, "stoneware mug", MUG)
    steps.check_out(buyer, as_guest=False)
    steps.say_where(buyer)
    steps.pay(buyer, r"Card \(test\)")
    test_buying.approve_the_card(buyer)
    number = steps.order_number(buyer)
    desk = people.arrives().new_page()
    steps.log_in(desk, people.shop.login("seller"))
    steps.pack(desk, number)
    courier = people.arrives(is_mobile=True).new_page()
    steps.log_in(courier, people.shop.login("deliver"))
    steps.claim_all(courier, [SHOP])
    test_buying.bring(courier, buyer, number)
    return number


def write_review(page: Page, number: str, words: str) -> str:
    """Answers the address of the product."""
    page.goto(f"/orders/{number}/")
    page.get_by_role("link", name=re.compile("Write a review")).first.click()
    product = page.locator("main .line a").first.get_attribute("href")
    page.get_by_label(re.compile("4 – good")).check()
    page.get_by_label("Your review").fill(words)
    steps.press(page, "Publish review")
    assert product is not None
    page.goto(product)
    return product


def answer(people: People, words: str, mark: str) -> None:
    desk = people.arrives().new_page()
    steps.log_in(desk, people.shop.login("seller"))
    desk.goto("/seller/reviews/")
    review = desk.locator("article.review").filter(has_text=words)
    review.get_by_role("link", name=re.compile("Answer")).click()
    desk.get_by_label("Your answer").fill(f"Thank you for that, {mark}.")
    steps.press(desk, "Publish answer")
    expect(desk.get_by_text("Your answer is on the product page.")).to_be_visible()


def hide(people: People, mark: str) -> None:
    office = people.arrives().new_page()
    steps.log_in(office, people.shop.login("admin"))
    office.goto(f"/admin/catalog/review/?q={mark}")
    office.locator("input.action-select").first.check()
    office.locator("select[name=action]").select_option("hide")
    office.locator("input[name=reason]").fill("Names a person")
    office.locator("button[name=index]").first.click()
    expect(office.get_by_text("Hidden").first).to_be_visible()

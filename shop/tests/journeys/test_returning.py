"""One of two things goes back: the buyer asks, the shop takes it back, the office pays, everybody can see it."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import road, steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser

OTHER = "Round stoneware teapot"


def test_one_of_two_things_goes_back_and_its_money_follows(people: People):
    buyer, number = _order_of_two(people)
    phone = road.courier(people)
    road.on_the_way(people, phone, [number])
    steps.main(phone).get_by_role("button", name="I have arrived").click()
    steps.deliver(phone, road.code(buyer))

    _ask(buyer)
    desk = _take_back(people, number)
    office = people.arrives().new_page()
    steps.log_in(office, people.shop.login("admin"))
    _send_money(office, number)

    buyer.reload()
    expect(steps.main(buyer).get_by_text("Sent back", exact=True)).to_be_visible()
    expect(steps.main(buyer).get_by_text("Money sent back")).to_be_visible()
    desk.goto("/seller/ledger/")
    rows = desk.locator("tbody tr").filter(has_text=number)
    expect(rows.filter(has_text="Refund")).to_have_count(1)
    expect(rows.filter(has_text="Commission given back")).to_have_count(1)
    with desk.expect_download() as download:
        steps.press(desk, "Download as CSV")
    assert number in download.value.path().read_text(encoding="utf-8-sig")


def _order_of_two(people: People) -> tuple[Page, str]:
    page = people.arrives().new_page()
    steps.put_in_basket(page, "stoneware mug", road.MUG)
    steps.put_in_basket(page, "teapot", OTHER)
    steps.check_out(page, as_guest=True)
    email = f"greta-{uuid.uuid4().hex[:8]}@example.com"
    steps.say_where(page, name="Greta Gast", email=email)
    steps.pay(page, "Pay on delivery")
    number = steps.order_number(page)
    link = re.search(r"https://\S+/track/[\w.-]+/", people.shop.mail_to(email, number))
    assert link is not None
    page.goto(link[0])
    return page, number


def _ask(buyer: Page) -> None:
    """The mug only, since it does not fit the shelf."""
    buyer.reload()
    steps.press(buyer, "Send something back")
    mug = buyer.locator("fieldset").filter(has_text=road.MUG)
    mug.get_by_label("Pieces to send back").select_option("1")
    mug.get_by_label("Reason").select_option(label="It does not fit")
    steps.press(buyer, "Ask to send it back")
    expect(buyer.get_by_text("We have told the shop")).to_be_visible()
    buyer.goto(buyer.url.removesuffix("return/"))


def _take_back(people: People, number: str) -> Page:
    desk = people.arrives().new_page()
    steps.log_in(desk, people.shop.login("seller"))
    desk.goto("/seller/returns/")
    steps.main(desk).get_by_role("link", name=number).click()
    desk.get_by_label("How to send it back").fill("Kiln & Kettle, Ofenweg 3, 14467 Potsdam")
    steps.press(desk, "Approve return")
    expect(desk.get_by_text("Approved. The buyer reads how to send it back.")).to_be_visible()
    desk.locator("[name=restock]").first.check()
    steps.press(desk, "Mark as received")
    expect(desk.get_by_text("Received. Our office sends the money back.")).to_be_visible()
    return desk


def _send_money(office: Page, number: str) -> None:
    """The refund is agreed to, and being cash it is paid back by hand."""
    office.goto(f"/admin/orders/returnrequest/?q={number}")
    office.locator("[name=_selected_action]").first.check()
    office.locator("select[name=action]").select_option("send_money")
    office.get_by_role("button", name="Run").or_(office.locator("button[name=index]")).first.click()
    expect(office.locator(".messagelist")).to_contain_text("Refund sent")
    office.goto(f"/admin/orders/refund/?q={number}")
    office.get_by_role("link", name="Pay back").first.click()
    office.get_by_label("Bank transfer").check()
    office.get_by_label("Reference").fill("TR 2026-11")
    office.locator("input[type=submit]").click()
    expect(office.locator(".messagelist")).to_contain_text("Paid back")

"""Nobody home today, delivered on the next try, and the cash at the end of the day: with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from shop.tests.journeys import road, steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


def test_from_the_shop_over_a_failed_attempt_to_the_door_and_the_drawer(people: People):
    buyer, number = road.order(people)
    phone = road.courier(people)
    road.on_the_way(people, phone, [number])

    phone.goto(road.stop_of(phone, number))
    phone.get_by_role("link", name="Can’t deliver").click()
    phone.get_by_label("Nobody home").check()
    phone.get_by_role("button", name="Save attempt").click()
    phone.wait_for_url("**/deliver/")
    buyer.reload()
    expect(buyer.get_by_text("We could not hand it over: Nobody home.")).to_be_visible()
    expect(buyer.get_by_text(re.compile("We come again on"))).to_be_visible()

    steps.open_stop(phone, number)
    phone.get_by_role("button", name="Start").click()
    expect(steps.main(phone).get_by_role("button", name="I have arrived")).to_be_visible()
    phone.get_by_role("button", name="I have arrived").click()
    expect(phone.locator("#step [name=code]")).to_be_visible()
    phone.locator("#step [name=code]").fill(road.code(buyer))
    phone.get_by_role("button", name="Confirm delivery").click()
    phone.wait_for_url("**/deliver/")
    buyer.reload()
    expect(buyer.locator(".badge").filter(has_text="Delivered")).to_have_count(1)

    phone.goto("/deliver/cash/")
    expect(steps.main(phone).get_by_text(number)).to_be_visible()
    total = phone.locator(".courier-bar__side").inner_text().strip("€").replace(",", "")
    phone.get_by_label("Cash in the drawer").fill(total)
    phone.get_by_role("button", name="Hand in cash").click()
    expect(steps.main(phone).get_by_text("No cash to hand in")).to_be_visible()

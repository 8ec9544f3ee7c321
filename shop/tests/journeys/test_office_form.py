"""The office makes a coupon, and every field of the form says what it is."""

import re

import pytest
from playwright.sync_api import expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


def test_every_field_of_a_coupon_has_a_name(people: People):
    office = people.arrives().new_page()
    steps.log_in(office, people.shop.login("admin"))

    office.goto("/admin/cart/coupon/add/")

    # Without JavaScript the shop is a plain list, with it a box of its own: both are found by their name alone.
    expect(office.get_by_role("combobox", name=re.compile("Shop"))).to_be_visible()
    expect(office.get_by_role("textbox", name="Date")).to_have_count(2)
    expect(office.get_by_role("textbox", name="Time")).to_have_count(2)

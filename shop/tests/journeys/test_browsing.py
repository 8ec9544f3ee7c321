"""Finding, choosing, keeping and judging things."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill(words)
    page.get_by_role("button", name="Search").first.click()
    page.wait_for_url("**/listing/**")


def count(page: Page) -> int:
    """How many products the listing says it has."""
    found = re.search(r"(\d+) products?", steps.main(page).get_by_role("status").first.inner_text())
    assert found is not None
    return int(found[1])


def narrow(page: Page, label: str) -> None:
    """Tick a filter; without scripts its form has a button."""
    page.get_by_role("checkbox", name=re.compile(label)).first.check()
    button = page.get_by_role("button", name="Show results")
    if button.is_visible():
        button.click()


def test_filters_narrow_and_each_comes_off_again(people: People):
    page = people.arrives().new_page()
    page.goto("/listing/")
    everything = count(page)

    narrow(page, "Kitchen")
    expect(page).to_have_url(re.compile(r"category=kitchen"))
    kitchen = count(page)
    assert 0 < kitchen < everything
    narrow(page, "In stock")
    expect(page).to_have_url(re.compile(r"in_stock=1"))
    assert count(page) <= kitchen
    page.get_by_role("link", name=re.compile("Remove filter Kitchen")).click()
    expect(page).not_to_have_url(re.compile(r"category="))
    expect(page).to_have_url(re.compile(r"in_stock=1"))
    page.get_by_role("link", name=re.compile("Remove filter In stock")).click()

    expect(page).not_to_have_url(re.compile(r"in_stock=1"))
    assert count(page) == everything


def test_with_scripts_the_address_stays_clean_and_the_focus_where_it_was(people: People, scripts: bool):
    if not scripts:
        pytest.skip("What scripts add.")
    page = people.arrives().new_page()
    page.goto("/listing/")

    narrow(page, "In stock")

    expect(page).to_have_url(re.compile(r"/listing/\?in_stock=1$"))
    expect(page.get_by_role("checkbox", name=re.compile("In stock")).first).to_be_focused()
    expect(page.locator("#announcer")).to_have_text(re.compile(r"\d+ products"))


def test_a_chosen_category_leads_further_down(people: People, scripts: bool):
    page = people.arrives().new_page()
    page.goto("/listing/")
    narrow(page, "Kitchen")
    expect(page).to_have_url(re.compile(r"category=kitchen"))
    kitchen = count(page)

    page.get_by_role("group", name="Category").get_by_role("link", name=re.compile("Mugs")).click()

    expect(page).to_have_url(re.compile(r"category=kitchen%2Fmugs-glasses"))
    mugs = page.get_by_role("checkbox", name=re.compile("Mugs"))
    expect(mugs).to_be_checked()
    assert 0 < count(page) < kitchen
    if scripts:
        expect(mugs).to_be_focused()


def test_a_typing_error_is_corrected_and_the_way_back_is_kept(people: People):
    page = people.arrives().new_page()

    search(page, "stonewear")
    expect(steps.main(page).get_by_text("Showing results for")).to_be_visible()
    assert count(page) > 0
    page.get_by_role("link", name="Search exactly for stonewear").click()

    expect(steps.main(page).get_by_role("heading", name="Nothing matches ‘stonewear’")).to_be_visible()
    page.get_by_role("link", name="stoneware").first.click()
    assert count(page) > 0


def test_nothing_found_is_no_dead_end(people: People):
    page = people.arrives().new_page()

    page.goto("/listing/?q=mug&max_price=1")
    expect(steps.main(page).get_by_role("heading", name="Nothing matches ‘mug’")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Without ‘Up to")).click()

    assert count(page) > 0


def test_a_choice_has_its_own_address(people: People):
    page = people.arrives().new_page()
    search(page, "stoneware mug")
    steps.main(page).get_by_role("link", name="Speckled stoneware mug").first.click()

    moss = steps.main(page).get_by_role("link", name="Moss", exact=True)
    moss.click()

    expect(page).to_have_url(re.compile(r"\?variant=\d+"))
    expect(moss).to_have_attribute("aria-current", "true")
    page.reload()
    expect(moss).to_have_attribute("aria-current", "true")


def test_what_a_guest_saves_moves_into_the_basket(people: People):
    page = people.arrives().new_page()
    search(page, "stoneware mug")
    steps.main(page).get_by_role("link", name="Speckled stoneware mug").first.click()

    steps.press(page, "Save for later")
    expect(steps.main(page).get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
    page.get_by_role("link", name="Saved").first.click()
    steps.press(page, re.compile("Move to basket"))

    expect(page.get_by_text("Speckled stoneware mug is in your basket.")).to_be_visible()
    expect(steps.main(page).get_by_text("Nothing saved yet")).to_be_visible()


def test_suggestions_complete_what_is_typed(people: People, scripts: bool):
    if not scripts:
        pytest.skip("The plain form is what works without scripts.")
    page = people.arrives().new_page()
    page.goto("/")
    field = page.get_by_label("Search products").first

    field.focus()
    field.press_sequentially("stone", delay=60)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    expect(field).to_have_value("stone")
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("stone")
    field.press("Enter")

    page.wait_for_url("**/listing/?q=stone")

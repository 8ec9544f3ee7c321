"""How much a first visit fetches: pictures further down wait until somebody comes near them."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from shop.tests import visiting
from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser

NO_LAZINESS = "Without scripts browsers load every picture at once: laziness could tell how far somebody has scrolled."
WINDOWS = [
    ViewportSize(width=1280, height=800),
    ViewportSize(width=1280, height=1080),
    ViewportSize(width=390, height=844),
]
# The design limits the listing and the check-out; every page of the shop keeps to the limit of the listing.
SHOP, CHECKOUT = 20, 10


def fetched(people: People, page: Page, path: str, window: ViewportSize) -> list[str]:
    """The addresses that a browser with nothing in its cache asks for, with the cookies of `page`."""
    fresh = people.arrives(storage_state=page.context.storage_state()).new_page()
    fresh.set_viewport_size(window)
    seen: list[str] = []
    fresh.on("request", lambda request: seen.append(request.url))
    fresh.goto(path, wait_until="networkidle")
    visiting.let_come(fresh)
    return seen


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window['width']}x{window['height']}")
def test_a_first_visit_asks_for_little(people: People, scripts: bool, window: ViewportSize):
    if not scripts:
        pytest.skip(NO_LAZINESS)
    page = people.arrives().new_page()
    steps.put_in_basket(page, "stoneware mug", "Speckled stoneware mug")
    basket = page.url
    page.goto("/listing/?q=stoneware+mug")
    product = steps.main(page).get_by_role("link", name="Speckled stoneware mug").first.get_attribute("href") or ""

    for path in ("/", "/listing/", "/category/kitchen/", product, basket):
        seen = fetched(people, page, path, window)
        assert len(seen) <= (CHECKOUT if path == basket else SHOP), (path, seen)
        assert all(address.startswith(people.shop.url) for address in seen)


def test_pictures_further_down_come_when_somebody_gets_there(people: People, scripts: bool):
    if not scripts:
        pytest.skip(NO_LAZINESS)
    page = people.arrives().new_page()
    page.goto("/listing/", wait_until="networkidle")
    last = page.locator(".card__picture img").last
    assert last.evaluate("image => image.currentSrc === '' || !image.complete")

    # Before that its picture has no box of its own to scroll to.
    page.locator(".card__picture").last.scroll_into_view_if_needed()

    expect(last).to_be_visible()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=last.element_handle())
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    assert last.evaluate("image => image.checkVisibility({ contentVisibilityAuto: true })"), "what came stays"


def test_in_a_window_that_holds_the_whole_page_every_picture_comes(people: People):
    page = people.arrives().new_page()
    page.set_viewport_size({"width": 1280, "height": 4000})

    page.goto("/listing/")

    shown = "() => [...document.querySelectorAll('.card__picture img')].every((i) => i.complete && i.checkVisibility())"
    page.wait_for_function(shown)

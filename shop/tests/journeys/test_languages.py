"""The shopper's pages in other languages: chosen without a script, longer, and from right to left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from shop.tests import visiting
from shop.tests.journeys.conftest import People, Shop
from shop.tests.shots import CUSTOMER, SHOPPER, Shot

pytestmark = pytest.mark.browser
NARROWEST: ViewportSize = {"width": 320, "height": 640}
# Every word of four letters and more becomes longer by half, as from English into other languages.
GROW = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("svg, script, style")) continue;
    walker.currentNode.data = walker.currentNode.data.replace(
      /\\p{L}{4,}/gu, (word) => word + word.slice(0, Math.ceil(word.length / 2)));
  }
}"""
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1);
  });
  const names = out.slice(-3).map((element) => `${element.className}: ${element.textContent.trim().slice(0, 40)}`);
  return names.join(" | ") || "the page";
}"""


def test_a_guest_chooses_the_language_in_the_footer(people: People):
    page = people.arrives(locale="fr-FR").new_page()
    page.goto("/help/")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hilfe")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")

    page.goto("/listing/")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator(".price").first).to_contain_text("€")


def visits(browser: Browser, shop: Shop, shots: tuple[Shot, ...], language: str) -> Iterator[tuple[Page, str]]:
    """Each page of these, in a narrow window, with its name."""
    window = browser.new_context(base_url=shop.url, ignore_https_errors=True, viewport=NARROWEST, locale=language)
    window.set_default_timeout(30_000)
    page = window.new_page()
    visitor = visiting.Visitor(page, shots[0].role)
    if visitor.role:
        visiting.sign_in(page, visitor.role, shop.data)
    for shot in shots:
        page.goto(visitor.path_of(shot))
        yield page, shot.name
    window.close()


@pytest.mark.parametrize("shots", [SHOPPER, CUSTOMER], ids=["guest", "customer"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_page_is_wider_than_the_narrowest_phone(
    shop: Shop, browser: Browser, shots: tuple[Shot, ...], language: str
):
    wider = {name: page.evaluate(WIDER) for page, name in visits(browser, shop, shots, language)}

    assert not {name: out for name, out in wider.items() if out}


@pytest.mark.parametrize("shots", [SHOPPER, CUSTOMER], ids=["guest", "customer"])
def test_nothing_breaks_when_texts_grow_by_half(shop: Shop, browser: Browser, shots: tuple[Shot, ...]):
    wider = {}
    for page, name in visits(browser, shop, shots, "en"):
        page.evaluate(GROW)
        wider[name] = page.evaluate(WIDER)

    assert not {name: out for name, out in wider.items() if out}

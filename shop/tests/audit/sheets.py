"""What is printed: an invoice and a packing slip fit one A4 page, without navigation, with what they are for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from playwright.sync_api import Page

from shop.tests import visiting
from shop.tests.audit import scripts
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place


class Sheet(NamedTuple):
    name: str
    role: str
    start: str
    link: str
    words: str


SHEETS = (
    Sheet("invoice", "customer", "/orders/", "main a[href*='invoice']", "Total"),
    Sheet(
        "packing slip",
        "seller",
        "/seller/parcels/?state=packed",
        "main a[href^='/seller/parcels/']:not([href*='?'])",
        "Quantity",
    ),
)


def figures(place: Place) -> Iterator[Figure]:
    for sheet in SHEETS:
        page = place.window().new_page()
        visiting.sign_in(page, sheet.role, place.data)
        page.goto(sheet.start, wait_until="networkidle")
        page.goto(page.locator(sheet.link).first.get_attribute("href") or "/")
        if sheet.name == "packing slip":
            page.goto(page.get_by_role("link", name="Packing slip").first.get_attribute("href") or "/")
        yield from _printed(page, f"={sheet.name}, printed", sheet.words)


def _printed(page: Page, name: str, words: str) -> Iterator[Figure]:
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    yield Figure(name, "A4 pages", pages, 1)
    page.emulate_media(media="print")
    shown = tuple(scripts.run(page, "shown"))
    yield Figure(name, "navigation and buttons", len(shown), 0, found=shown)
    yield Figure(name, f"says “{words}”", int(words in page.locator("body").inner_text()), 1, at_least=True)

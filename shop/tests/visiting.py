"""How a browser comes to the pages of `shots.py`: sign in, fill a basket, follow a link, wait until all is drawn."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright import sync_api

from shop.tests import house
from shop.tests.shots import Shot

# A card's picture waits until the card is near the window.
_TO_THE_END = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += window.innerHeight) {
    window.scrollTo(0, top);
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }
  window.scrollTo(0, 0);
}"""

# Further pictures of a product wait by the clock.
_WAITING = """() => document.getAnimations()
  .filter(one => one.animationName === "picture-waits" && one.playState === "running").length"""


def sign_in(page: sync_api.Page, role: str, data: Path) -> None:
    login = house.login(data, role)
    page.goto("/login/")
    page.locator("[name=email]").fill(login["email"])
    page.locator("input[type=password]").fill(login["password"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")


@dataclass
class Visitor:
    """Somebody of a role, signed in, who fills a basket or places an order once a page asks for one."""

    page: sync_api.Page
    role: str
    made: dict[str, str] = field(default_factory=dict)

    def path_of(self, shot: Shot) -> str:
        """The address of a shot; a link is looked for on the page that it starts from. Empty when there is none."""
        if not shot.start:
            return WANTED.sub(lambda found: self._made(found[1]), shot.path)
        self.page.goto(shot.start, wait_until="networkidle")
        link = self.page.locator(shot.path.removeprefix("@")).first
        return (link.get_attribute("href") or "") if link.count() else ""

    def _made(self, name: str) -> str:
        if name not in self.made:
            self.made[name] = MAKERS[name](self.page, self.role)
        return self.made[name]


def fill_basket(page: sync_api.Page, role: str) -> str:
    """Put two things into the basket; somebody signed in also gives the address. Returns the basket's id."""
    for words in ("mug", "lamp"):
        page.goto(f"/listing/?q={words}&in_stock=1")
        page.goto(page.locator("[data-product-id] a").first.get_attribute("href") or "/")
        page.locator("#buy button[type=submit]").click()
        page.wait_for_load_state("networkidle")
    page.goto("/order/cart/", wait_until="networkidle")
    cart = page.url.rstrip("/").rsplit("/", 1)[-1]
    if role:
        page.goto(f"/order/user-info/{cart}/", wait_until="networkidle")
        page.locator("#step button[type=submit]").last.click()
        page.wait_for_load_state("networkidle")
    return cart


def place_order(page: sync_api.Page, role: str, method: str) -> str:
    """Order a filled basket, and decide nothing on the page of the test bank. Returns the basket's id."""
    cart = fill_basket(page, role)
    page.goto(f"/order/payment-info/{cart}/", wait_until="networkidle")
    page.locator(f"[name=payment_method][value={method}]").check()
    page.locator("form.pay button[type=submit]").filter(visible=True).first.click()
    page.wait_for_load_state("networkidle")
    return cart


# What stands in braces in the path of a shot.
WANTED = re.compile(r"\{(\w+)\}")
MAKERS: dict[str, Callable[[sync_api.Page, str], str]] = {
    "cart": fill_basket,
    "placed": functools.partial(place_order, method="cash"),
    "unpaid": functools.partial(place_order, method="sandbox"),
}


def let_come(page: sync_api.Page) -> None:
    """Wait until also what comes by the clock is there, without a scroll."""
    if page.evaluate(_WAITING):
        page.wait_for_function(f"() => ({_WAITING})() === 0")
        page.wait_for_timeout(500)


def draw_everything(page: sync_api.Page) -> None:
    """Pictures below the fold load when they are scrolled to: load them now."""
    page.evaluate(_TO_THE_END)
    page.evaluate("[...document.images].forEach(image => Object.assign(image, {loading: 'eager', decoding: 'sync'}))")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    page.wait_for_timeout(150)

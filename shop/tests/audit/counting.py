"""What a checkout asks for, and how it goes over a slow line, from the address to the thanks."""

import time
from collections.abc import Iterator

from playwright import sync_api

from shop.tests import visiting
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place
from shop.tests.journeys import steps

TYPED = "main input:is(:not([type]), [type=text], [type=email], [type=tel], [type=number]), main textarea"
# What Chromium's own tools call "Slow 3G".
SLOW = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def figures(place: Place) -> Iterator[Figure]:
    for role, who, most in (("", "guest", 6), ("customer", "returning customer", 0)):
        page = place.window().new_page()
        if role:
            visiting.sign_in(page, role, place.data)
        cart = visiting.fill_basket(page, role)
        page.goto(f"/order/user-info/{cart}/", wait_until="networkidle")
        needed = [one for one in page.locator(TYPED).all() if one.is_visible()]
        yield Figure(f"={who}, checkout", "text fields to see", len(needed), most)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", SLOW)
        began = time.monotonic()
        page.goto(f"/order/user-info/{cart}/", wait_until="domcontentloaded", timeout=60_000)
        yield Figure(f"={who}, checkout", "seconds until usable over slow 3G", round(time.monotonic() - began, 1))
        yield _ordered(page, who)


def _ordered(page: sync_api.Page, who: str) -> Figure:
    """Somebody on the first page of the checkout orders, over the line as it is."""
    found: tuple[str, ...] = ()
    try:
        guest = {"name": "Greta Gast", "email": "greta@example.com"} if who == "guest" else {}
        if guest:
            steps.say_where(page, **guest)
        else:
            steps.press(page, "Continue to payment")
        steps.pay(page, "Pay on delivery")
        steps.order_number(page)
    except (sync_api.Error, AssertionError) as error:
        found = (" ".join(str(error).split())[:300], page.url)
    return Figure(f"={who}, checkout", "orders placed over slow 3G", int(not found), 1, at_least=True, found=found)

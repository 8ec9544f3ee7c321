"""Every form sent empty, then nearly empty: title, summary, focus, links, and what was typed is still there."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from shop.tests import visiting
from shop.tests.audit import axe, scripts
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place
from shop.tests.audit.visits import Visit
from shop.tests.shots import SHOTS, Shot


class Asked(NamedTuple):
    """A form of a page of `shots.py`, by the field that tells it from others of the page."""

    page: str
    field: str


FORMS = (
    Asked("login", "email"),
    Asked("register", "full_name"),
    Asked("forgotten", "email"),
    Asked("checkout-guest", "email"),
    Asked("details", "full_name"),
    Asked("details", "new_email"),
    Asked("details", "current_password"),
    Asked("address-add", "line1"),
    Asked("token-add", "label"),
    Asked("delete-account", "current_password"),
    Asked("apply", "shop_name"),
    Asked("seller-add", "title"),
    Asked("seller-update", "title"),
    Asked("seller-price", "price"),
    Asked("seller-discounts", "value"),
    Asked("seller-settings", "town"),
    Asked("seller-payout", "iban"),
    Asked("seller-variant", "pieces"),
    Asked("seller-return", "instructions"),
    Asked("courier-cash", "counted"),
)


def figures(place: Place) -> Iterator[Figure]:
    shots = {shot.name: shot for shot in SHOTS}
    asked = [one for one in FORMS if not place.only or one.page in place.only]
    for role in dict.fromkeys(shots[one.page].role for one in asked):
        window = place.window(viewport={"width": 390, "height": 844})
        page = window.new_page()
        if role:
            visiting.sign_in(page, role, place.data)
        mine = [one for one in asked if shots[one.page].role == role]
        visitor = visiting.Visitor(page, role)
        for one in mine:
            yield from _sent_empty(visitor, shots[one.page], one)
        window.close()


def _sent_empty(visitor: visiting.Visitor, shot: Shot, asked: Asked) -> Iterator[Figure]:
    page = visitor.page
    name = f"={shot.name}, form of {asked.field}"
    page.goto(visitor.path_of(shot), wait_until="networkidle")
    faults: list[str] = []
    for script in ("empty", "half"):
        if not scripts.run(page, script, asked.field):
            yield Figure(name, "form found", 0, 1, at_least=True, found=(f"no field {asked.field}",))
            return
        with page.expect_navigation(wait_until="networkidle") as sent:
            page.evaluate("window.auditForm.requestSubmit(window.auditButton)")
        faults += (
            []
            if sent.value and sent.value.status == 422
            else [f"{script}: {sent.value and sent.value.status}, not 422"]
        )
        faults += [f"{script}: {fault}" for fault in cast(list[Any], scripts.run(page, "summary", asked.field))]
    yield Figure(name, "faults after sending it empty", len(faults), 0, found=tuple(faults))
    found = tuple(axe.violations(Visit(shot, page), 390, "light"))
    yield Figure(name, "axe with errors", len(found), 0, found=found)

"""
The links of the shell: header menu, account, sellers' desk, courier, footer. One table each.

Paths are the contract of the site, so they are written here as they are; a path that no view serves yet is left out.
"""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission


class Link(NamedTuple):
    label: str | Promise
    path: str
    icon: str
    needs: Permission | None = None
    # Where else pages of this part lie.
    also: tuple[str, ...] = ()


PRODUCT_PAGES = ("/add/product/", "/update/product/", "/product/price/", "/publish/", "/del/product/")
ACCOUNT = (
    Link(_("Overview"), "/user-info/", "user"),
    Link(_("Orders"), "/orders/", "package"),
    Link(_("Saved for later"), "/saved/", "heart"),
    Link(_("Addresses"), "/addresses/", "map-pin"),
    Link(_("Your details"), "/update/user-info/", "settings"),
    Link(_("Second factor"), "/user-info/second-factor/", "lock"),
)
DESK = (
    Link(_("Today"), "/seller/", "house"),
    Link(_("Orders"), "/seller/parcels/", "package"),
    Link(_("Products"), "/seller/products/", "tag", also=PRODUCT_PAGES),
    Link(_("Stock"), "/seller/stock/", "layers"),
    Link(_("Discounts"), "/seller/discounts/", "receipt"),
    Link(_("Returns"), "/seller/returns/", "undo-2"),
    Link(_("Reviews"), "/seller/reviews/", "star"),
    Link(_("Import"), "/seller/import/", "upload"),
    Link(_("Ledger"), "/seller/ledger/", "banknote"),
    Link(_("Settings"), "/seller/settings/", "settings", also=("/seller/payout/",)),
)
COURIER = (
    Link(_("My round"), "/deliver/", "truck"),
    Link(_("Jobs"), "/deliver/jobs/", "package"),
    Link(_("Cash"), "/deliver/cash/", "banknote"),
)
HEADER = (
    Link(_("Your account"), "/user-info/", "user"),
    Link(_("Your orders"), "/orders/", "package"),
    Link(_("Your shop"), "/seller/", "store", Permission.SELL),
    Link(_("Your shop"), "/seller/products/", "store", Permission.SELL),
    Link(_("Your round"), "/deliver/", "truck", Permission.DELIVER),
    Link(_("Administration"), "/admin/", "settings", Permission.MANAGE_ORDERS),
)
FOOTER = (
    Link(_("About Millrow"), "/about/", ""),
    Link(_("Delivery and returns"), "/delivery-and-returns/", ""),
    Link(_("Sell on Millrow"), "/seller/apply/", ""),
    Link(_("Help"), "/help/", ""),
)
ACCOUNT_LABEL = _("Your account")
DESK_LABEL = _("Your shop")
COURIER_LABEL = _("Your round")
AREAS = {"account": ACCOUNT, "desk": DESK, "courier": COURIER}


@functools.cache
def is_served(path: str) -> bool:
    """Whether some view answers this path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def served(links: Iterable[Link]) -> list[Link]:
    """The links that lead somewhere, each label once (the first that is served)."""
    by_label: dict[str, Link] = {}
    for link in links:
        if is_served(link.path):
            by_label.setdefault(str(link.label), link)
    return list(by_label.values())


def for_user(user: User) -> list[Link]:
    """The header menu of a person: what their roles let them open."""
    return served(link for link in HEADER if link.needs is None or user.holds(link.needs))


def current(request: HttpRequest, links: Iterable[Link]) -> str:
    """The path of the link that the page belongs to: the longest one that the request's path starts with."""
    places = [(place, link.path) for link in links for place in (link.path, *link.also)]
    fitting = [(len(place), path) for place, path in places if request.path.startswith(place)]
    return max(fitting, default=(0, ""))[1]

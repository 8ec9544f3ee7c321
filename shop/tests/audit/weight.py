"""Bytes as sent, before anybody scrolls, on a phone and on a wide screen; the larger of both counts."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from shop.tests.audit.figures import Figure
from shop.tests.audit.visits import Visit

KB = 1000
PARTS = {"document": ("HTML", 30), "stylesheet": ("CSS", 24), "script": ("JS", 20), "font": ("fonts", 25)}
TOTALS = {
    **dict.fromkeys(("listing", "search", "search-typo", "category"), 200),
    **dict.fromkeys(("home", "product", "storefront"), 250),
    **dict.fromkeys(("basket", "checkout-guest", "checkout", "payment"), 90),
    **dict.fromkeys(("courier-round", "courier-jobs", "courier-stop", "courier-cash"), 60),
    **dict.fromkeys(("seller-home", "seller-sales"), 130),
}
REQUESTS = {
    **dict.fromkeys(("home", "listing", "search", "search-typo", "category", "product", "storefront", "orders"), 20),
    **dict.fromkeys(("checkout-guest", "checkout", "payment", "payment-again"), 10),
}


def figures(visit: Visit) -> Iterator[Figure]:
    # Django's admin brings its own styles and scripts, the style guide shows all letters: reported only.
    for kind, (name, most) in PARTS.items():
        allowed = 30 if kind == "script" and visit.name.startswith("courier") else most
        kilobytes = max(sum(one.size for one in sent if one.kind == kind) for sent in visit.sent.values()) / KB
        is_free = visit.is_office or visit.name == "styleguide"
        yield Figure(visit.name, name, round(kilobytes, 1), None if is_free else allowed)
    total = max(sum(one.size for one in sent) for sent in visit.sent.values()) / KB
    yield Figure(visit.name, "total", round(total), TOTALS.get(visit.name), found=_largest(visit))
    limit = REQUESTS.get(visit.name)
    if limit and _requests(visit) > limit:
        # On a busy machine pictures may be asked for before the browser knows how near they are; what asks for too much
        # asks for it again.
        for width in list(visit.sent):
            visit.load(visit.path, width)
    yield Figure(visit.name, "requests", _requests(visit), limit, found=_addresses(visit))
    foreign = visit.foreign()
    yield Figure(visit.name, "foreign", len(foreign), 0, found=tuple(foreign))


def _requests(visit: Visit) -> int:
    return max(len(sent) for sent in visit.sent.values())


def _addresses(visit: Visit) -> tuple[str, ...]:
    return tuple(urlsplit(one.url).path for one in max(visit.sent.values(), key=len))


def _largest(visit: Visit) -> tuple[str, ...]:
    every = {one.url: one for sent in visit.sent.values() for one in sent}.values()
    return tuple(f"{one.size / KB:.1f} KB {one.url}" for one in sorted(every, key=lambda one: -one.size)[:6])

"""Buying, packing, delivering, adding a product and dispatching by keyboard alone, counted."""

from collections.abc import Callable, Iterator

from shop.tests import visiting
from shop.tests.audit import deeds
from shop.tests.audit.figures import Figure
from shop.tests.audit.hands import Hands
from shop.tests.audit.place import Place
from shop.tests.journeys import steps

SHOP = "Kiln & Kettle"


def figures(place: Place) -> Iterator[Figure]:
    guest = place.window().new_page()
    number = ""

    def buy(hands: Hands) -> None:
        nonlocal number
        number = deeds.buy(hands, as_guest=True)

    yield from _done("guest buys", Hands(guest), buy, most=5)
    yield from _done("returning customer buys", _somebody(place, "customer"), lambda hands: deeds.buy(hands), most=4)
    yield from _done("seller adds a product", _somebody(place, "seller"), deeds.add)
    if number:
        yield from _done("seller packs", _somebody(place, "seller"), lambda hands: deeds.pack(hands, number))
        courier = _somebody(place, "deliver", width=390)
        steps.claim_all(courier.page, [SHOP])
        yield from _done("courier delivers", courier, lambda hands: deeds.deliver(hands, number, guest))
    yield from _done("office assigns a parcel", _somebody(place, "admin"), deeds.dispatch)


def _done(name: str, hands: Hands, journey: Callable[[Hands], object], most: int | None = None) -> Iterator[Figure]:
    fault: tuple[str, ...] = ()
    try:
        journey(hands)
    # Whatever stops a journey is what the table has to tell.
    except Exception as error:
        fault = (" ".join(str(error).split())[:300], hands.page.url)
    subject = f"={name}, keyboard only"
    yield Figure(subject, "journeys that came to their end", int(not fault), 1, at_least=True, found=fault)
    yield Figure(subject, "focus not seen", len(hands.unseen), 0, found=tuple(hands.unseen))
    yield Figure(subject, "activations", hands.pressed, most)


def _somebody(place: Place, role: str, width: int = 1280) -> Hands:
    page = place.window(viewport={"width": width, "height": 900}).new_page()
    visiting.sign_in(page, role, place.data)
    return Hands(page)

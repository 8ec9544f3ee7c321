"""
Who buys what and when: three months of orders, planned before anything is built.

Pure and seeded: the same `now` gives the same plan. Times are relative to `now`; the keys of the orders are not, so
that a second run finds every order that a first one made.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from shop.demo import rhythm, world
from shop.demo.world import Entry

SEED = "millrow"
DAYS = 90
# Orders beside those that the reviews and the last days need.
MORE_ORDERS = 64
# The shops whose sellers are among the logins (see `shop.demo.logins`): their charts shall show something.
BUSY = ("kiln-kettle", "northbeat-audio")


class Ending(StrEnum):
    """How far a parcel gets."""

    AWAITING_PAYMENT = "awaiting_payment"
    EXPIRED = "expired"
    DECLINED = "declined"
    PENDING = "pending"
    PACKED = "packed"
    CLAIMED = "claimed"
    SHIPPED = "shipped"
    OUT = "out"
    FAILED = "failed"
    OUT_AGAIN = "out_again"
    RETURNING = "returning"
    RETURNED = "returned"
    DELIVERED = "delivered"
    DELIVERED_TODAY = "delivered_today"
    LOCKED = "locked"
    UNCLEAR = "unclear"
    CANCELLED = "cancelled"
    CANCELLED_BY_SHOP = "cancelled_by_shop"


# What goes to nobody, or came back: its stock is free again.
FREED = frozenset({Ending.EXPIRED, Ending.DECLINED, Ending.CANCELLED, Ending.CANCELLED_BY_SHOP, Ending.RETURNED})


@dataclass(frozen=True)
class PlannedReview:
    product: str
    stars: int
    text: str
    at: datetime


@dataclass(frozen=True)
class PlannedOrder:
    key: str
    buyer: str
    placed: datetime
    payment: str
    lines: dict[str, int]
    ends: dict[str, Ending] = field(default_factory=dict)
    courier: str = ""
    note: str = ""
    reason: str = ""
    reviews: tuple[PlannedReview, ...] = ()


def orders(now: datetime) -> list[PlannedOrder]:
    """All orders, oldest first, so that their numbers rise with time."""
    random = Random(SEED)
    planned = [*_reviewed(now, random), *_more(now, random), *_recent(now)]
    return sorted(planned, key=lambda order: (order.placed, order.key))


def opening_stock(planned: list[PlannedOrder]) -> Counter[str]:
    """Pieces per SKU to begin with, so that after all orders the files' `stock` is what is left to buy."""
    wanted: Counter[str] = Counter()
    for product in world.products():
        wanted.update({variant["sku"]: variant["stock"] for variant in product["variants"]})
    for order in planned:
        for sku, quantity in order.lines.items():
            if order.ends[world.shop_of_sku()[sku]] not in FREED:
                wanted[sku] += quantity
    return wanted


def _reviewed(now: datetime, random: Random) -> Iterator[PlannedOrder]:
    """Delivered orders of everything that a customer reviews, two to four products together."""
    shop_of = _shop_of()
    by_customer: dict[str, list[tuple[str, Entry]]] = {person["key"]: [] for person in world.people()["customers"]}
    for product, entries in world.reviews().items():
        for review in entries:
            by_customer[review["by"]].append((product, review))
    for buyer, wishes in by_customer.items():
        random.shuffle(wishes)
        # What comes from one shop is mostly bought together.
        wishes.sort(key=lambda wish: shop_of[wish[0]])
        number = 0
        while wishes:
            chosen = [wishes.pop() for _ in range(min(len(wishes), random.choice((2, 2, 3, 4))))]
            number += 1
            placed = rhythm.moment(now, random, days=(16, DAYS - 2))
            reviews = tuple(
                PlannedReview(product, review["stars"], review["text"], placed + timedelta(days=random.randint(8, 15)))
                for product, review in chosen
            )
            yield _past(f"{buyer}-{number}", buyer, placed, [product for product, _ in chosen], random, reviews=reviews)


def _more(now: datetime, random: Random) -> Iterator[PlannedOrder]:
    """Orders without a review, more of them lately than long ago; some did not end well."""
    buyers = [person["key"] for person in world.people()["customers"]]
    guests = [person["key"] for person in world.people()["guests"]]
    # What came into the shops this week has not been sold for months.
    wants = [product["slug"] for product in world.products() if "published_days_ago" not in product]
    shop_of = _shop_of()
    weights = [(1 + 2 * len(world.reviews().get(slug, []))) * (5 if shop_of[slug] in BUSY else 1) for slug in wants]
    endings = [Ending.CANCELLED] * 3 + [Ending.CANCELLED_BY_SHOP] * 2 + [Ending.EXPIRED] * 3 + [Ending.RETURNED]
    for number in range(MORE_ORDERS):
        ending = endings[number // 3] if number % 3 == 0 and number // 3 < len(endings) else Ending.DELIVERED
        # A parcel that goes back was brought three times: only where couriers are.
        buyer = "ewa" if ending is Ending.RETURNED else random.choice(guests if number % 6 == 1 else buyers)
        wished = sorted(set(random.choices(wants, weights, k=random.choice((1, 1, 1, 2, 2)))))
        chosen = [slug for slug in wished if _delivers(slug, buyer) and (ending not in FREED or _plenty(slug))]
        placed = rhythm.moment(now, random, days=(5, random.choice((12, 18, 30, 60, DAYS - 1))))
        yield _past(f"more-{number}", buyer, placed, chosen or ["speckled-mug"], random, ending=ending)


def _past(
    key: str,
    buyer: str,
    placed: datetime,
    chosen: list[str],
    random: Random,
    *,
    ending: Ending = Ending.DELIVERED,
    reviews: tuple[PlannedReview, ...] = (),
) -> PlannedOrder:
    products = {product["slug"]: product for product in world.products()}
    lines = {}
    for slug in chosen:
        sku = random.choice(products[slug]["variants"])["sku"]
        lines[sku] = random.choice((1, 1, 1, 2)) if float(products[slug]["price"]) < 40 else 1
    paid_at_the_door = _has_couriers(buyer) and ending is not Ending.EXPIRED and random.random() < 0.35
    return PlannedOrder(
        key=key,
        buyer=buyer,
        placed=placed,
        payment="cash" if paid_at_the_door else "card",
        lines=lines,
        ends={world.shop_of_sku()[sku]: ending for sku in lines},
        reason="nobody_home" if ending is Ending.RETURNED else "",
        reviews=reviews,
    )


def _recent(now: datetime) -> Iterator[PlannedOrder]:
    for number, entry in enumerate(world.recent_orders()):
        shops = [world.shop_of_sku()[sku] for sku in entry["lines"]]
        written: dict[str, str] | str = entry["ends"]
        ends = dict(written) if isinstance(written, dict) else dict.fromkeys(shops, written)
        # Nobody orders on the stroke of the hour.
        ago = timedelta(hours=entry["hours_ago"], minutes=number * 23 % 53 if entry["hours_ago"] > 1 else 0)
        yield PlannedOrder(
            key=f"recent-{number}",
            buyer=entry["buyer"],
            placed=rhythm.awake(now - ago, now=now),
            payment=entry["payment"],
            lines=entry["lines"],
            ends={shop: Ending(ending) for shop, ending in ends.items()},
            courier=entry.get("courier", ""),
            note=entry.get("note", ""),
            reason=entry.get("reason", ""),
        )


def _shop_of() -> dict[str, str]:
    return {product["slug"]: product["shop"] for product in world.products()}


def _has_couriers(buyer: str) -> bool:
    return _address(buyer)["city"] in {area["name"] for area in world.areas() if area["postcode_prefixes"]}


def _delivers(product: str, buyer: str) -> bool:
    """Whether the shop of a product sends it to the country of the buyer: no plants overseas."""
    shop = world.shop(_shop_of()[product])
    countries = {area["key"]: area["country"] for area in world.areas()}
    return _address(buyer)["country"] in {countries[rate["area"]] for rate in shop["delivery"]}


def _plenty(product: str) -> bool:
    """Whether there are enough of every variant that an order which comes to nothing found them too."""
    entry = next(entry for entry in world.products() if entry["slug"] == product)
    return all(variant["stock"] > 2 for variant in entry["variants"])


def _address(buyer: str) -> Entry:
    person = world.person(buyer)
    address: Entry = person.get("address") or person["addresses"][0]
    return address

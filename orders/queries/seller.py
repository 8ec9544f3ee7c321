"""What a shop sees of its parcels: the lists and one parcel. A name and an area, never more than the shop needs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from orders import actions
from orders.actions import Action
from orders.models import OrderLine, Parcel
from orders.queries import journey, lines
from orders.states import Happening
from orders.states import ParcelStatus as P

PER_PAGE = 25


@dataclass(frozen=True)
class View:
    """A saved view of the list. What is work to do stands oldest first, what is over newest first."""

    label: str | Promise
    states: tuple[P, ...]
    oldest_first: bool = True


VIEWS = {
    "pack": View(_("To pack"), (P.PENDING,)),
    "packed": View(_("To hand over"), (P.PACKED,)),
    "way": View(_("On the way"), (P.SHIPPED, P.OUT_FOR_DELIVERY)),
    "trouble": View(_("Not delivered"), (P.ATTEMPT_FAILED, P.RETURNING)),
    "delivered": View(_("Delivered"), (P.DELIVERED,), oldest_first=False),
    "ended": View(_("Cancelled and returned"), (P.CANCELLED, P.RETURNED), oldest_first=False),
    "all": View(_("All"), tuple(P), oldest_first=False),
}
FIRST_VIEW = "pack"
# Long lists are not counted.
_COUNTED = ("pack", "packed", "way", "trouble")


def listed(parcels: QuerySet[Parcel], view: str) -> QuerySet[Parcel]:
    """The parcels of a view with what a row shows."""
    chosen = VIEWS[view]
    rows = parcels.filter(status__in=chosen.states).order_by("id" if chosen.oldest_first else "-id")
    return rows.select_related("order", "area", "courier__user").prefetch_related(lines.prefetched())


def counts(parcels: QuerySet[Parcel]) -> dict[str, int]:
    """How many parcels each counted view holds, in one query."""
    states = [status for name in _COUNTED for status in VIEWS[name].states]
    sums = {name: Count("pk", filter=Q(status__in=VIEWS[name].states)) for name in _COUNTED}
    return parcels.filter(status__in=states).aggregate(**sums)


@dataclass(frozen=True)
class ParcelRow:
    """One line of the list. The buyer is a name; where it goes is an area."""

    parcel: Parcel
    pictures: list[dict[str, Any] | None]
    pieces: int
    first_title: str
    more_titles: int
    place: str

    @classmethod
    def of(cls, parcel: Parcel) -> "ParcelRow":
        bought = list(parcel.lines.all())
        return cls(
            parcel=parcel,
            pictures=[lines.image(line) for line in bought[:1]],
            pieces=sum(line.quantity for line in bought),
            first_title=bought[0].title if bought else "",
            more_titles=max(0, len(bought) - 1),
            place=place(parcel),
        )


@dataclass(frozen=True)
class ParcelPage:
    """
    One parcel as its shop sees it.

    :ivar address: the order, whose postal address is printed on the label; None where a courier brings the parcel,
        and again once it is shipped.
    """

    parcel: Parcel
    rows: list[dict[str, Any]]
    steps: list[journey.Step]
    place: str
    address: Any
    open: frozenset[Action]
    is_accepted: bool

    def may(self) -> dict[str, bool]:
        """Which buttons the page offers, by the names of the actions."""
        return {action.name.lower(): action in self.open for action in Action}


def loaded(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """With all that `page` reads."""
    rows = parcels.select_related("order", "seller__user", "area", "courier__user")
    return rows.prefetch_related(lines.prefetched(), "events", "failed_attempts", "payments")


def page(parcel: Parcel, *, viewer: User) -> ParcelPage:
    """A loaded parcel and what its shop may do with it now."""
    accepted = any(event.happening == Happening.ACCEPTED for event in parcel.events.all())
    offered = actions.open_to(viewer, parcel) - ({Action.ACCEPT} if accepted else set())
    return ParcelPage(
        parcel=parcel,
        rows=[_row(line) for line in parcel.lines.all()],
        steps=journey.steps(parcel),
        place=place(parcel),
        address=parcel.order if shows_address(parcel) else None,
        open=offered,
        is_accepted=accepted,
    )


def _row(line: OrderLine) -> dict[str, Any]:
    """A line with its SKU beside the options: by it the shop finds the thing on its shelf."""
    shown = lines.row(line, linked=False)
    return shown | {"options": " · ".join(filter(None, (line.options_text, line.sku))), "name": line.options_text}


def sums(parcel: Parcel) -> list[tuple[str, Decimal | str]]:
    """What adds up to the parcel's total."""
    rows: list[tuple[str, Decimal | str]] = [(gettext("Items"), parcel.items_total)]
    if parcel.discount_total:
        rows.append((gettext("Discount"), -parcel.discount_total))
    rows.append((gettext("Delivery"), parcel.delivery_price or gettext("Free")))
    return rows if parcel.order.prices_include_tax else [*rows, (gettext("Tax"), parcel.tax_total)]


def place(parcel: Parcel) -> str:
    """Where it goes, as roughly as a shop needs it."""
    return parcel.area.name if parcel.area else parcel.order.city


def shows_address(parcel: Parcel) -> bool:
    """A shop writes the label of a parcel service, so it reads the address from the order until it is shipped."""
    return parcel.by_carrier and parcel.status in (P.PENDING, P.PACKED)

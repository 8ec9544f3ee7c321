"""Several parcels of a shop at once: what became of each, and their packing slips."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from accounts.models import User
from orders.models import Parcel
from orders.queries import seller
from orders.states import ParcelStatus as P

# As many as a page of the list holds.
MOST = seller.PER_PAGE
_LONGEST_ID = 18
_NOT_PACKED = (P.AWAITING_PAYMENT, P.PENDING, P.CANCELLED)


@dataclass(frozen=True)
class Outcome:
    """One ticked parcel after "Mark as packed"."""

    parcel: Parcel
    is_packed: bool


def query(parcels: Iterable[Parcel]) -> str:
    """The part of the list's address that names them."""
    return _named(parcel.pk for parcel in parcels)


def query_of(text: str) -> str:
    """The same from what an address said."""
    return _named(_read(text))


def _named(ids: Iterable[int]) -> str:
    return urlencode({"done": ".".join(map(str, ids))})


def outcomes(parcels: QuerySet[Parcel], text: str) -> list[Outcome]:
    """What `query` named, as it is now; whatever else the address says is nothing."""
    ids = _read(text)
    if not ids:
        return []
    rows = parcels.filter(pk__in=ids).select_related("order").order_by("id")
    return [Outcome(parcel, parcel.status not in _NOT_PACKED) for parcel in rows]


def slips(parcels: QuerySet[Parcel], text: str, *, viewer: User) -> list[seller.ParcelPage]:
    """The pages of what `query` named, for the printer."""
    rows = seller.loaded(parcels.filter(pk__in=_read(text))).order_by("id")
    return [seller.page(parcel, viewer=viewer) for parcel in rows]


def _read(text: str) -> list[int]:
    parts = text.split(".")[:MOST]
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= _LONGEST_ID]

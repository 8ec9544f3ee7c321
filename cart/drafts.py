"""The half-filled checkout of a basket, kept sealed in its row: contact, address, delivery choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import PARTS
from cart.models import Cart


@dataclass(frozen=True)
class Draft:
    """
    :ivar address: the postal parts under the API's names (`accounts.models.PARTS`); empty before the first step.
    :ivar address_id: the saved address that they were copied from, so that it is chosen again.
    :ivar delivery: the chosen rate by seller id.
    """

    email: str = ""
    note: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    address_id: int | None = None
    delivery: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether the first step was done: the second may begin."""
        return bool(self.email and self.address)


def of(cart: Cart) -> Draft:
    """The draft of a basket; an empty one before the first step."""
    plain = cart.draft
    return Draft(
        email=plain.get("email", ""),
        note=plain.get("note", ""),
        address={name: plain["address"].get(name, "") for name in PARTS} if plain.get("address") else {},
        address_id=plain.get("address_id"),
        delivery={int(seller): int(rate) for seller, rate in plain.get("delivery", {}).items()},
    )


def plain(draft: Draft) -> dict[str, Any]:
    """The draft as it is stored."""
    return {
        "email": draft.email,
        "note": draft.note,
        "address": dict(draft.address),
        "address_id": draft.address_id,
        "delivery": {str(seller): rate for seller, rate in draft.delivery.items()},
    }

"""What every payment provider offers, and the values that travel between it and us."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from shop.core import errors


class Refused(Exception):
    """The provider understood and said no: trying again does not help."""


class Unreachable(Exception):
    """No answer: the same call with the same idempotency key may be made again."""


class ByHand(Exception):
    """This provider cannot do it by itself: a person has to (cash back)."""


class BadWebhook(errors.DomainError):
    """Not from the provider, too old, or not understood. Nothing was changed."""

    status = 400


@dataclass(frozen=True)
class Charge:
    """What a buyer is asked to pay. `key` makes a repeat the same charge; each event of the provider names it."""

    key: uuid.UUID
    amount: Decimal
    currency: str
    description: str
    return_url: str
    cancel_url: str


@dataclass(frozen=True)
class Started:
    """:ivar redirect_url: the provider's own page, where the buyer pays; empty where there is none."""

    reference: str
    redirect_url: str


class EventKind(StrEnum):
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"  # the provider closed its page; nothing was taken
    NOTED = "noted"  # nothing to be done; with a reason: a card was refused, and its page is still open


@dataclass(frozen=True)
class Event:
    """
    What a provider reports, after its signature was checked.

    :ivar id: the provider's own id of the event, the same on every repeat.
    :ivar key: the idempotency key of the charge that it is about.
    """

    id: str
    kind: EventKind
    key: uuid.UUID
    reference: str
    amount: Decimal
    currency: str
    reason: str = ""


class Provider(Protocol):
    """Calls to `start`, `capture` and `refund` go over the network: never make them inside a transaction."""

    name: str

    def start(self, charge: Charge, *, now: datetime) -> Started:
        """
        Open a charge; with the same key again the same one.

        :raises Refused, Unreachable:
        """

    def capture(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> None:
        """
        Take the money of a charge that was only authorised.

        :raises Refused, Unreachable, ByHand:
        """

    def refund(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> str:
        """
        Send money back and answer the provider's reference; with the same key again it is sent once.

        :raises Refused, Unreachable, ByHand:
        """

    def inspect(self, reference: str, *, now: datetime) -> Event | None:
        """
        Ask how a charge stands; None while nothing is decided.

        :raises Refused, Unreachable:
        """

    def close(self, reference: str) -> None:
        """
        Let nobody pay a charge any more. One that was paid stays paid: ask `inspect` afterwards.

        :raises Refused, Unreachable:
        """

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], *, now: datetime) -> Event:
        """
        Check signature and age of a message, then read it.

        :raises BadWebhook:
        """

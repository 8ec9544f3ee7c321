"""Cash on delivery: nothing to call. The courier collects and `orders.settlement` captures."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from orders.payments.protocol import BadWebhook, ByHand, Charge, Event, Started


class Cash:
    name = "cash"

    def start(self, charge: Charge, *, now: datetime) -> Started:
        return Started(reference="", redirect_url="")

    def capture(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> None:
        """The courier's hand is the capture."""

    def refund(self, reference: str, amount: Decimal, *, key: uuid.UUID) -> str:
        """:raises ByHand: always; somebody of the office pays it out."""
        raise ByHand("Cash is paid back by a person.")

    def inspect(self, reference: str, *, now: datetime) -> Event | None:
        """Only the courier knows."""
        return None

    def close(self, reference: str) -> None:
        """There is no page to close."""

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], *, now: datetime) -> Event:
        """:raises BadWebhook: always; nobody reports cash."""
        raise BadWebhook(_("Cash has no webhook."))

"""How long baskets are kept. docs/privacy.md says the same to people."""

from collections.abc import Callable
from datetime import datetime

from cart import operations


def stale_baskets(now: datetime) -> int:
    return operations.purge(now=now)


RULES: dict[str, tuple[str, Callable[[datetime], int]]] = {
    "Baskets of guests, and addresses typed into a basket": ("30 days after they were touched", stale_baskets),
}

"""The payment providers by name."""

import functools
import importlib
from collections.abc import Callable
from typing import cast

from django.conf import settings

from orders.payments import cash, sandbox
from orders.payments.protocol import Provider


def _stripe() -> Provider:
    """Imported when first used: its library takes 10 MB, and many shops have no keys for it."""
    return cast("Provider", importlib.import_module("orders.payments.stripe").Stripe())


STRIPE = "stripe"
_PROVIDERS: dict[str, Callable[[], Provider]] = {"cash": cash.Cash, "sandbox": sandbox.Sandbox, STRIPE: _stripe}


def provider(name: str) -> Provider:
    """:raises KeyError: for a name that is none, or of one whose keys are not set."""
    if name == STRIPE and not settings.STRIPE_SECRET_KEY:
        raise KeyError(name)
    return _made(name)


@functools.cache
def _made(name: str) -> Provider:
    return _PROVIDERS[name]()

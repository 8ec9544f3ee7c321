"""The payment providers by name."""

from django.conf import settings

from orders.payments import cash, sandbox, stripe
from orders.payments.protocol import Provider

_PROVIDERS: dict[str, Provider] = {
    provider.name: provider for provider in (cash.Cash(), sandbox.Sandbox(), stripe.Stripe())
}


def provider(name: str) -> Provider:
    """:raises KeyError: for a name that is none, or of one whose keys are not set."""
    if name == stripe.Stripe.name and not settings.STRIPE_SECRET_KEY:
        raise KeyError(name)
    return _PROVIDERS[name]

"""The payment providers by name."""

from orders.payments import cash, sandbox
from orders.payments.protocol import Provider

_PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (cash.Cash(), sandbox.Sandbox())}


def provider(name: str) -> Provider:
    """:raises KeyError: for a name that is none."""
    return _PROVIDERS[name]

from importlib import import_module
from typing import Any

from django.apps import AppConfig

from shop.core import ratelimit, registry


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        counters: Any = self.get_model("LimitCounter")
        ratelimit.fallback = counters.objects.add
        registry.personal_data.update(import_module("accounts.queries").PERSONAL_DATA)

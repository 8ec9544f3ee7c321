from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shop.core import ratelimit, registry


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and shops")

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        counters: Any = self.get_model("LimitCounter")
        ratelimit.fallback = counters.objects.add
        personal = import_module("accounts.personal")
        registry.personal_data.update(personal.SECTIONS)
        registry.handed_out.update(personal.HANDED_OUT)
        registry.left_out.update(personal.LEFT_OUT)
        audit = import_module("accounts.audit")
        registry.audit = audit.record
        registry.invariants["audit trail"] = audit.breaches
        registry.retention.update(import_module("accounts.retention").RULES)

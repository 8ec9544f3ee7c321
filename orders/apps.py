from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shop.core import registry


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders and money")

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        registry.invariants.update(import_module("orders.queries.invariants").ALL)
        registry.invariants.update(import_module("orders.queries.ledger_invariants").ALL)
        registry.invariants.update(import_module("orders.queries.refund_invariants").ALL)
        registry.invariants.update(import_module("orders.queries.price_invariants").ALL)
        registry.invariants.update(import_module("orders.queries.road_invariants").ALL)
        registry.coupon_uses = import_module("orders.redeeming").uses
        personal = import_module("orders.personal")
        registry.personal_data.update(personal.SECTIONS)
        registry.handed_out.update(personal.HANDED_OUT)
        registry.left_out.update(personal.LEFT_OUT)
        registry.erasers.append(import_module("orders.erasing").erase)
        registry.retention.update(import_module("orders.retention").RULES)

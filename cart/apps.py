from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shop.core import registry


class CartConfig(AppConfig):
    name = "cart"
    verbose_name = _("Baskets and coupons")

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        import_module("cart.merge")
        registry.basket_count = import_module("cart.queries").basket_count
        personal = import_module("cart.personal")
        registry.personal_data["basket"] = personal.rows
        registry.personal_data["saved things"] = personal.saved
        registry.handed_out.update(personal.HANDED_OUT)
        registry.erasers.append(personal.erase)
        registry.retention.update(import_module("cart.retention").RULES)
        registry.invariants["ordered baskets keep no draft"] = personal.forgotten_drafts

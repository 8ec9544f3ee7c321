from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shop.core import registry


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        registry.seller_changed.append(import_module("catalog.search").index_seller)
        personal = import_module("catalog.personal")
        registry.personal_data.update(personal.SECTIONS)
        registry.handed_out.update(personal.HANDED_OUT)
        registry.left_out.update(personal.LEFT_OUT)
        registry.erasers.append(personal.erase)
        registry.retention.update(import_module("catalog.retention").RULES)
        repeated = import_module("catalog.queries.repeated")
        registry.invariants.update(
            {
                "stock = Σ movements": import_module("catalog.ledger").breaches,
                "in stock = stock": import_module("catalog.availability").breaches,
                "category paths = the tree": import_module("catalog.tree").breaches,
                "price from = cheapest variant": repeated.prices_from,
                "sale price = best discount": repeated.sale_prices,
                "rating = reviews": repeated.ratings,
            }
        )

from importlib import import_module

from django.apps import AppConfig

from shop.core import registry


class CatalogConfig(AppConfig):
    name = "catalog"

    def ready(self) -> None:
        # Models exist only now, so what needs them is imported here and not above.
        registry.seller_changed.append(import_module("catalog.search").index_seller)
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

from django.apps import AppConfig


class CartConfig(AppConfig):
    name = "cart"

    def ready(self) -> None:
        # Models exist only now; the two seams of the shop that the basket fills.
        from cart import merge, queries  # noqa: F401, PLC0415
        from shop.core import registry  # noqa: PLC0415

        registry.basket_count = queries.basket_count

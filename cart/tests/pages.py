"""What the tests of the basket's pages share."""

from typing import Any

from django.test import Client
from django.urls import reverse

from cart.models import Cart, CartLine
from catalog.models import Variant
from catalog.tests.factories import DeliveryRateFactory, ProductFactory


def put(client: Client, variant: Variant, quantity: int = 1) -> Cart:
    """Into the basket of this browser."""
    response = client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity})
    assert response.status_code == 302
    return Cart.objects.latest("created_at")


def variant_of(**kwargs: Any) -> Variant:
    """Of a shop that delivers to Berlin."""
    product = ProductFactory(**kwargs)
    DeliveryRateFactory(seller=product.seller)
    return product.variants.get()


def typed(line: CartLine, quantity: Any, **more: Any) -> dict[str, Any]:
    """What the basket's form sends for a line."""
    return {f"q-{line.pk}": quantity, f"was-{line.pk}": line.quantity, f"seen-{line.pk}": line.price_seen, **more}

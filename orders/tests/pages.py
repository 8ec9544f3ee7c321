"""What the tests of the checkout's pages share."""

from typing import Any

from django.test import Client
from django.urls import reverse

from cart.models import Cart
from catalog.models import Variant
from orders.tests.checkout import ADDRESS, variant_for_sale

TYPED = {**ADDRESS, "email": "guest@example.com", "phone": ""}


def filled(client: Client, variant: Variant | None = None, quantity: int = 2) -> Cart:
    """A basket in this browser: two pieces at €24.00 unless told otherwise."""
    variant = variant or variant_for_sale()
    client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity})
    return Cart.objects.open().latest("created_at")


def info(cart: Cart) -> str:
    return f"/order/user-info/{cart.pk}/"


def pay(cart: Cart) -> str:
    return f"/order/payment-info/{cart.pk}/"


def button(client: Client, cart: Cart, **more: Any) -> Any:
    """What the payment page's form sends."""
    cart.refresh_from_db()
    form = {"expected_total": "52.90", "expected_version": cart.version, "payment_method": "cash"}
    return client.post(pay(cart), form | more)

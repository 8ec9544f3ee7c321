"""What the tests of the checkout share: a seller who delivers to Berlin, a basket that is ready to be placed."""

from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.tests import support
from cart import drafts, operations
from cart.models import Cart
from catalog.models import Variant
from catalog.tests.factories import DeliveryRateFactory, ProductFactory
from orders import operations as orders
from orders.models import Order
from orders.operations import Placed

ADDRESS = {
    "full_name": "Alice Anders",
    "line1": "Kastanienallee 7",
    "line2": "",
    "postal_code": "10435",
    "city": "Berlin",
    "region": "",
    "country": "DE",
    "phone": "+4930901820000",
}


def variant_for_sale(**kwargs: Any) -> Variant:
    """A published variant whose seller delivers to Berlin for €4.90, from €50 for nothing."""
    product = ProductFactory(**kwargs)
    if not product.seller.delivery_rates.exists():
        DeliveryRateFactory(seller=product.seller)
    return product.variants.get()


def ready_cart(*wishes: tuple[Variant, int], user: User | None = None, email: str = "guest@example.com") -> Cart:
    """A basket with these pieces and with its first step done. Without wishes: two pieces at €24.00."""
    now = timezone.now()
    cart = operations.open_cart(user=user, now=now)
    for variant, quantity in wishes or ((variant_for_sale(), 2),):
        operations.add(cart=cart, variant=variant, quantity=quantity, by=user, now=now)
    cart.refresh_from_db()
    draft = drafts.Draft(email=user.email if user else email, address=ADDRESS)
    return operations.keep_checkout(cart=cart, draft=draft, now=now)


def place(cart: Cart, *, method: str = "cash", expected: str | None = None, **kwargs: Any) -> Placed:
    """Place it now, as its owner."""
    return orders.place_order(
        cart_id=cart.pk,
        by=cart.user,
        payment_method=method,
        expected_total=Decimal(expected) if expected else None,
        now=kwargs.pop("now", timezone.now()),
        **kwargs,
    )


def walk(client: Client, *, method: str = "cash", email: str = "guest@example.com") -> Order:
    """Two pieces at €24.00 through all pages of the checkout, as a guest: €52.90 with their delivery."""
    client.post(reverse("cart:add"), {"variant": variant_for_sale().pk, "quantity": 2})
    cart = client.get("/order/cart/").headers["Location"]
    client.post(cart.replace("/cart/", "/user-info/"), ADDRESS | {"email": email})
    payment = cart.replace("/cart/", "/payment-info/")
    version = client.get(payment).context["cart"].version
    client.post(payment, {"expected_total": "52.90", "expected_version": version, "payment_method": method})
    return Order.objects.latest("pk")


class Api:
    """A program that calls the API with its owner's token."""

    def __init__(self, user: User | None) -> None:
        self.client = support.api_client(user)

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, path: str, data: Any) -> Any:
        return self.client.post(path, data, content_type="application/json")

    def raw(self, path: str, body: bytes) -> Any:
        return self.client.generic("POST", path, body, content_type="application/json")

    def patch(self, path: str, data: Any) -> Any:
        return self.client.patch(path, data, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self.client.delete(path)

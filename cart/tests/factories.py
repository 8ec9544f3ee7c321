"""Baskets for tests."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cart.models import Cart, CartLine
from catalog.tests.factories import VariantFactory


class CartFactory(DjangoModelFactory[Cart]):
    """A guest's basket unless `user` is given; a session must know it to see it."""

    class Meta:
        model = Cart

    user = None


class CartLineFactory(DjangoModelFactory[CartLine]):
    class Meta:
        model = CartLine

    cart = factory.SubFactory(CartFactory)
    variant = factory.SubFactory(VariantFactory)
    quantity = 1
    price_seen = factory.LazyAttribute(lambda o: o.variant.price or Decimal("24.00"))

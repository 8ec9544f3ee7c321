"""Baskets for tests."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cart.models import Cart, CartLine, Coupon, CouponKind
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


class CouponFactory(DjangoModelFactory[Coupon]):
    """Ten percent off everything, for everybody, since yesterday."""

    class Meta:
        model = Coupon

    code = factory.Sequence(lambda n: f"SPRING-{n}")
    kind = CouponKind.PERCENT
    value = Decimal("10.00")
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))

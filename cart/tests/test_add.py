from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import SellerStatus
from cart import operations
from cart.models import LARGEST_QUANTITY, Cart, CartLine, CartState
from cart.tests.factories import CartFactory, CartLineFactory
from catalog.models import ProductStatus
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cart() -> Cart:
    return CartFactory()


def add(cart, variant, quantity=1):
    return operations.add(cart=cart, variant=variant, quantity=quantity, by=None, now=timezone.now())


def test_puts_a_line_in_with_the_price_of_now(cart):
    variant = ProductFactory(price="24.00").variants.get()

    kept = add(cart, variant, 2)

    line = cart.lines.get()
    assert (line.variant, line.quantity, line.price_seen) == (variant, 2, Decimal("24.00"))
    assert (kept.quantity, kept.is_clamped) == (2, False)


def test_adds_to_the_line_that_is_there(cart):
    variant = ProductFactory().variants.get()
    add(cart, variant, 2)

    add(cart, variant, 3)

    assert cart.lines.get().quantity == 5


def test_raises_the_version(cart):
    variant = ProductFactory().variants.get()

    add(cart, variant)

    cart.refresh_from_db()
    assert cart.version == 2


def test_clamps_to_what_there_is(cart):
    variant = ProductFactory(stock=3).variants.get()

    kept = add(cart, variant, 5)

    assert cart.lines.get().quantity == 3
    assert kept.is_clamped


def test_never_holds_more_than_the_largest_quantity(cart):
    variant = ProductFactory(stock=5000).variants.get()

    add(cart, variant, 4000)

    assert cart.lines.get().quantity == LARGEST_QUANTITY


def test_refuses_what_is_sold_out(cart):
    variant = ProductFactory(stock=0).variants.get()

    with pytest.raises(operations.SoldOut):
        add(cart, variant)

    assert not cart.lines.exists()


@pytest.mark.parametrize("status", [ProductStatus.DRAFT, ProductStatus.UNPUBLISHED, ProductStatus.ARCHIVED])
def test_refuses_what_is_not_published(cart, status):
    variant = ProductFactory(status=status).variants.get()

    with pytest.raises(operations.NotForSale):
        add(cart, variant)

    assert not cart.lines.exists()


def test_refuses_goods_of_a_suspended_shop(cart):
    variant = ProductFactory(seller__status=SellerStatus.SUSPENDED).variants.get()

    with pytest.raises(operations.NotForSale):
        add(cart, variant)

    assert not cart.lines.exists()


@pytest.mark.parametrize("quantity", [0, -1, -(10**12)])
def test_refuses_less_than_one_piece(cart, quantity):
    variant = ProductFactory().variants.get()

    with pytest.raises(operations.BadQuantity):
        add(cart, variant, quantity)

    assert not cart.lines.exists()


def test_refuses_a_basket_that_was_ordered(cart):
    variant = ProductFactory().variants.get()
    Cart.objects.update(state=CartState.ORDERED)

    with pytest.raises(operations.NotOpen):
        add(cart, variant)

    assert not cart.lines.exists()


def test_refuses_more_different_things_than_a_basket_takes(cart, monkeypatch):
    monkeypatch.setattr("cart.operations.lines.MOST_LINES", 1)
    CartLineFactory(cart=cart, variant=ProductFactory().variants.get())

    with pytest.raises(operations.BasketFull):
        add(cart, ProductFactory().variants.get())

    assert CartLine.objects.count() == 1

from decimal import Decimal

import pytest
from django.utils import timezone

from cart import drafts
from cart import operations as carts
from cart.models import Cart, CartState
from catalog import stock as stocks
from catalog.models import MovementKind, Stock, StockMovement, Variant
from catalog.tests.factories import DeliveryRateFactory, ProductFactory
from orders import operations
from orders.models import Order, OrderLine, Parcel
from orders.operations import place_order
from orders.tests.checkout import ADDRESS, place, ready_cart, variant_for_sale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tax(standard_tax):
    """19 % on everything."""


def nothing_was_written(cart):
    cart = Cart.objects.get(pk=cart.pk)
    written = Order.objects.exists() or Parcel.objects.exists() or OrderLine.objects.exists()
    reserved = Stock.objects.exclude(reserved=0).exists()
    return cart.state == CartState.OPEN and not written and not reserved


def test_refuses_another_total_than_was_shown():
    cart = ready_cart()

    with pytest.raises(operations.Changed) as error:
        place(cart, expected="50.00")

    assert (error.value.old_total, error.value.new_total) == (Decimal("50.00"), Decimal("52.90"))
    assert error.value.changes == ["The total changed from €50.00 to €52.90."]
    assert nothing_was_written(cart)


def test_refuses_a_price_that_changed_since_the_line_was_added():
    variant = variant_for_sale()
    cart = ready_cart((variant, 1))
    Variant.objects.update(price="26.00")

    with pytest.raises(operations.Changed) as error:
        place(cart)

    assert error.value.changes[0].endswith("The price changed from €24.00 to €26.00.")
    assert nothing_was_written(cart)


def test_asks_exactly_once_after_a_change():
    variant = variant_for_sale()
    cart = ready_cart((variant, 1))
    Variant.objects.update(price="26.00")
    with pytest.raises(operations.Changed):
        place(cart)

    carts.settle(cart=cart, now=timezone.now())
    placed = place(cart)

    assert placed.order.items_total == Decimal("26.00")


def test_refuses_when_less_is_left_than_was_wanted():
    variant = variant_for_sale(stock=5)
    cart = ready_cart((variant, 4))
    Stock.objects.update(on_hand=3)

    with pytest.raises(operations.Changed) as error:
        place(cart)

    assert error.value.changes[0].endswith("Only 3 left. We set the quantity to 3.")
    assert nothing_was_written(cart)


def test_rolls_everything_back_when_stock_ran_out_at_the_last_moment(monkeypatch):
    plenty, scarce = variant_for_sale(stock=9), variant_for_sale(stock=9, title="Rare vase")
    cart = ready_cart((plenty, 1), (scarce, 1))
    take = stocks._take
    monkeypatch.setattr(stocks, "_take", lambda pk, quantity: pk != scarce.pk and take(pk, quantity))

    with pytest.raises(stocks.OutOfStock) as error:
        place(cart)

    assert [shortage.variant_id for shortage in error.value.shortages] == [scarce.pk]
    assert "Rare vase" in error.value.message
    assert nothing_was_written(cart)
    assert not StockMovement.objects.filter(kind=MovementKind.RESERVE).exists()


def test_refuses_an_empty_basket():
    cart = carts.open_cart(user=None, now=timezone.now())
    cart = carts.keep_checkout(cart=cart, draft=drafts.Draft("a@example.com", "", ADDRESS), now=timezone.now())

    with pytest.raises(operations.EmptyCart):
        place(cart)

    assert nothing_was_written(cart)


def test_refuses_a_basket_without_an_address():
    cart = ready_cart()
    carts.keep_checkout(cart=cart, draft=drafts.Draft(), now=timezone.now())

    with pytest.raises(operations.Incomplete):
        place(Cart.objects.get(pk=cart.pk))

    assert nothing_was_written(cart)


def test_refuses_goods_from_the_buyers_own_shop(bruno):
    cart = ready_cart((variant_for_sale(seller=bruno.seller), 1), user=bruno)

    with pytest.raises(operations.OwnGoods):
        place(cart)

    assert nothing_was_written(cart)


def test_refuses_an_address_that_a_seller_does_not_deliver_to():
    cart = ready_cart((ProductFactory().variants.get(), 1))

    with pytest.raises(operations.NotDelivered):
        place(cart)

    assert nothing_was_written(cart)


@pytest.mark.parametrize("method", ["", "stripe", "CASH", "x" * 10_000, "\0"])
def test_refuses_an_unknown_way_to_pay(method):
    cart = ready_cart()

    with pytest.raises(operations.UnknownMethod):
        place(cart, method=method)

    assert nothing_was_written(cart)


def test_does_not_find_the_basket_of_somebody_else(alice, eve):
    cart = ready_cart(user=alice)

    with pytest.raises(Cart.DoesNotExist):
        place_order(cart_id=cart.pk, by=eve, payment_method="cash", expected_total=None, now=timezone.now())
    with pytest.raises(Cart.DoesNotExist):
        place_order(cart_id=cart.pk, by=None, payment_method="cash", expected_total=None, now=timezone.now())

    assert nothing_was_written(cart)


def test_asks_again_when_another_tab_changed_the_basket():
    cart = ready_cart()

    with pytest.raises(operations.Changed):
        place(cart, expected="52.90", expected_version=cart.version - 1)

    assert nothing_was_written(cart)


def test_asks_again_when_the_chosen_delivery_is_gone():
    variant = variant_for_sale()
    express = DeliveryRateFactory(seller=variant.seller, name="Express", price="9.90", free_over=None)
    cart = ready_cart((variant, 1))
    details = drafts.Draft("a@example.com", "", ADDRESS, delivery={variant.seller_id: express.pk})
    express.delete()

    with pytest.raises(operations.Changed) as error:
        place(cart, details=details)

    assert "Standard" in error.value.changes[0]
    assert nothing_was_written(cart)

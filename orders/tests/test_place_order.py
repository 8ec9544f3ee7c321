from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from cart import drafts, pricing
from cart import operations as carts
from cart.models import Cart, CartState
from catalog.models import MovementKind, Stock, StockMovement, Variant
from catalog.tests.factories import DeliveryRateFactory
from orders.models import Order, Payment
from orders.operations import place_order
from orders.states import ParcelStatus, PaymentStatus
from orders.tests.checkout import ADDRESS, place, ready_cart, variant_for_sale
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tax(standard_tax):
    """19 % on everything."""


def test_writes_order_parcel_line_and_cash_payment():
    cart = ready_cart()

    placed = place(cart)

    order = Order.objects.get()
    parcel, line, payment = order.parcels.get(), order.lines.get(), order.payments.get()
    assert placed.created
    assert order.checkout_id == cart.pk
    assert (order.items_total, order.delivery_total) == (Decimal("48.00"), Decimal("4.90"))
    assert order.total == Decimal("52.90")
    assert order.tax_total == parcel.tax_total == Decimal("7.66") + Decimal("0.78")
    assert (order.email, order.city, order.phone) == ("guest@example.com", "Berlin", ADDRESS["phone"])
    assert (parcel.status, parcel.total, parcel.delivery_name) == (ParcelStatus.PENDING, order.total, "Standard")
    assert parcel.commission == Decimal("3.23")
    assert (line.quantity, line.unit_price, line.line_total) == (2, Decimal("24.00"), Decimal("48.00"))
    assert (payment.parcel, payment.amount, payment.status) == (parcel, order.total, PaymentStatus.PENDING)
    assert pricing.replay(order.explanation) == order.total


def test_reserves_and_writes_the_ledger():
    variant = variant_for_sale(stock=10)

    place(ready_cart((variant, 3)))

    movement = StockMovement.objects.get(kind=MovementKind.RESERVE)
    assert (variant.stock.on_hand, Stock.objects.get(pk=variant.pk).reserved) == (10, 3)
    assert (movement.variant, movement.reserved_delta) == (variant, 3)


def test_uses_the_cart_up_and_forgets_its_draft():
    cart = ready_cart()

    place(cart)

    cart.refresh_from_db()
    assert (cart.state, cart.sealed_draft) == (CartState.ORDERED, "")


def test_makes_one_parcel_and_one_cash_payment_per_seller():
    cart = ready_cart((variant_for_sale(), 1), (variant_for_sale(), 1))

    order = place(cart).order

    assert order.parcels.count() == order.payments.count() == 2
    assert sum(parcel.total for parcel in order.parcels.all()) == order.total
    assert sum(payment.amount for payment in order.payments.all()) == order.total


def test_the_same_cart_again_is_the_same_order():
    cart = ready_cart()
    first = place(cart)

    again = place(cart)

    assert (again.created, again.order) == (False, first.order)
    assert Order.objects.count() == 1


def test_the_same_cart_again_reserves_nothing_more():
    variant = variant_for_sale(stock=2)
    cart = ready_cart((variant, 2))
    place(cart)

    again = place(cart)

    assert not again.created
    assert Stock.objects.get(pk=variant.pk).reserved == 2


def test_an_online_order_waits_for_its_payment(settings):
    now = timezone.now()

    order = place(ready_cart(), method="sandbox", now=now).order

    payment = order.payments.get()
    assert order.parcels.get().status == ParcelStatus.AWAITING_PAYMENT
    assert order.expires_at == now + settings.PAYMENT_EXPIRES_AFTER
    assert (payment.parcel, payment.status, payment.amount) == (None, PaymentStatus.CREATED, order.total)
    assert jobs.run_waiting() == 0


def test_what_costs_nothing_needs_no_payment():
    variant = variant_for_sale(price="0.00")
    variant.seller.delivery_rates.update(price=0)

    order = place(ready_cart((variant, 1)), method="sandbox").order

    assert order.total == 0
    assert order.parcels.get().status == ParcelStatus.PENDING
    assert not order.payments.exists()


def test_takes_a_new_price_that_the_buyer_was_shown():
    cart = ready_cart((variant_for_sale(), 1))
    Variant.objects.update(price="26.00")

    placed = place(cart, expected="30.90")

    assert placed.order.lines.get().unit_price == Decimal("26.00")


def test_takes_the_delivery_that_was_chosen():
    variant = variant_for_sale()
    express = DeliveryRateFactory(seller=variant.seller, name="Express", price="9.90", free_over=None)
    cart = ready_cart((variant, 1))
    draft = drafts.Draft("a@example.com", "", ADDRESS, delivery={variant.seller_id: express.pk})
    carts.keep_checkout(cart=cart, draft=draft, now=timezone.now())

    order = place(Cart.objects.get(pk=cart.pk)).order

    assert order.parcels.get().delivery_name == "Express"
    assert order.delivery_total == Decimal("9.90")


def test_confirms_to_the_buyer_and_tells_the_shop():
    variant = variant_for_sale()

    place(ready_cart((variant, 1)))
    jobs.run_waiting()

    recipients = {message.to[0] for message in mail.outbox}
    assert recipients == {"guest@example.com", variant.seller.user.email}


def test_can_be_placed_in_the_past_with_its_own_details(alice):
    """As the demo world does."""
    then = timezone.now() - timedelta(days=40)
    variant = variant_for_sale()
    cart = carts.open_cart(user=alice, now=then)
    carts.add(cart=cart, variant=variant, quantity=1, by=alice, now=then)
    details = drafts.Draft("alice@example.com", "", ADDRESS)

    order = place_order(
        cart_id=cart.pk, by=alice, payment_method="cash", expected_total=None, now=then, details=details
    ).order

    assert order.placed_at == then
    assert order.parcels.get().arrives_to < timezone.localdate()
    assert Payment.objects.get().created_at == then

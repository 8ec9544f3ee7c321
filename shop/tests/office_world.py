"""Some rows for every list of the office, so that all of them can be measured at once."""

import uuid
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from accounts.models import RequiredFactor, User
from accounts.roles import Role
from accounts.tests.factories import AddressFactory, CourierFactory, SellerFactory, UserFactory
from cart.models import Coupon
from cart.tests.factories import CartLineFactory, CouponFactory
from catalog.models import KeptWord, PriceChange, Synonym
from catalog.tests.factories import AreaFactory, DeliveryRateFactory, DiscountFactory, ReviewFactory, TaxRateFactory
from orders import payouts, returns
from orders.models import CouponRedemption, Order, OrderEvent, SentMail, WebhookReceipt
from orders.tests import after
from orders.tests.factories import ParcelFactory


def fill(*, by: User) -> None:
    """Another row everywhere: a person, a shop and what it sells, an order of two parcels with all that follows."""
    courier = CourierFactory()
    shop = SellerFactory()
    order = _order(shop.user, by=by)
    coupon = CouponFactory()
    _redeem(coupon, order)
    order.events.create(at=timezone.now(), kind=OrderEvent.PLACED, by=order.buyer)
    AddressFactory(owner=order.buyer)
    AreaFactory(name=f"Area {courier.pk}").couriers.add(courier)
    _sell(shop)
    _notes(shop.pk)
    RequiredFactor.objects.get_or_create(role=Role.DELIVER)  # nobody here acts in it


def _order(shop: User, *, by: User) -> Order:
    parcel = after.delivered(shop, UserFactory(), card=True)
    ParcelFactory(order=parcel.order, courier=CourierFactory())
    now = timezone.now()
    request = after.asked(parcel, parcel.order.buyer)
    returns.approve(request=request, instructions="", by=by, now=now)
    returns.receive(request=request, restock=[], by=by, now=now)
    after.refund(parcel, by)
    payouts.pay_out(seller=parcel.seller, amount=Decimal(1), reference="R", key=uuid.uuid4(), by=by, now=now)
    return parcel.order


def _redeem(coupon: Coupon, order: Order) -> None:
    CouponRedemption.objects.create(
        coupon=coupon, order=order, buyer=order.buyer, email_index="0" * 64, redeemed_at=timezone.now()
    )


def _sell(shop: object) -> None:
    line = CartLineFactory(variant__product__seller=shop, cart__user=UserFactory())
    product = line.variant.product
    DeliveryRateFactory(seller=shop)
    DiscountFactory(seller=shop, product=product)
    ReviewFactory(product=product)
    TaxRateFactory(category=product.category)
    PriceChange.objects.create(variant=line.variant, new_price=Decimal(3), at=timezone.now(), by=line.cart.user)


def _notes(number: int) -> None:
    Synonym.objects.create(word=f"couch {number}", means=f"sofa {number}")
    KeptWord.objects.create(word=f"word{number}")
    SentMail.objects.create(key=f"test:{number}")
    WebhookReceipt.objects.create(provider="sandbox", event_id=f"e{number}", kind="k", received_at=timezone.now())
    with connection.cursor() as cursor:  # the library's models only read
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
            """VALUES ('default', 'shop.call', '{"function": "a:b"}')"""
        )

"""The orders: a basket is filled, ordered, paid, and its parcels travel, each by the operation that the page calls."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import F

from accounts.models import Address, User
from cart import drafts
from cart import operations as cart_operations
from cart.models import Cart
from catalog.models import Variant
from orders import fulfilment, operations, payments, purchases
from orders.models import Order, OrderLine, Parcel, Payment, PaymentMethod, SandboxCharge
from orders.payments import sandbox, webhook
from shop.demo import crowd, mailbox, road, world
from shop.demo.plan import Ending, PlannedOrder

# The basket of each planned order has an id of its own, from which a second run sees that it is there.
NAMESPACE = uuid.UUID("6b1f5f0e-35a1-4c55-9b0c-0d7d8f5c7f7a")
METHODS = {"cash": PaymentMethod.CASH, "card": PaymentMethod.SANDBOX}
BUYER_REASONS = ("Ordered the wrong size.", "I found mine again.", "It would arrive too late.")
SHOP_REASONS = ("The last one broke while we packed it. We are sorry.", "We counted wrong and have none left.")
_UNPAID = frozenset({Ending.AWAITING_PAYMENT, Ending.EXPIRED, Ending.DECLINED, Ending.UNCLEAR})
# What a bank sometimes keeps for itself: the provider reports less than was asked for.
BANK_FEE = Decimal("1.50")


@dataclass(frozen=True)
class Sale:
    """A planned order while it is being made."""

    planned: PlannedOrder
    users: dict[str, User]
    now: datetime
    random: Random

    @property
    def buyer(self) -> User | None:
        """None for a guest."""
        return self.users.get(world.person(self.planned.buyer)["email"])

    @property
    def cart_id(self) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, self.planned.key)


def build(planned: list[PlannedOrder], *, now: datetime) -> Iterator[str]:
    """
    Make the orders that are missing, each wholly or not at all, and answer each buyer's name.

    A customer who has an open basket keeps it: their missing orders are left out.
    """
    users = crowd.everybody()
    there = set(Order.objects.values_list("checkout_id", flat=True))
    for order in planned:
        person = _buyer(order)
        # Random per order, so that one that is left out or made later changes no other.
        sale = Sale(order, users, now, Random(order.key))
        if sale.cart_id not in there and not _shops_just_now(sale):
            with mailbox.about(order.placed, now=now), transaction.atomic():
                _make(sale)
        yield person["full_name"]


def _buyer(order: PlannedOrder) -> world.Entry:
    return world.person(order.buyer)


def _shops_just_now(sale: Sale) -> bool:
    return sale.buyer is not None and Cart.objects.open().filter(user=sale.buyer).exists()


def _make(sale: Sale) -> None:
    order = _place(sale)
    if sale.planned.payment == "card":
        _pay(sale, order)
    for parcel in Parcel.objects.filter(order=order).select_related("seller", "area").order_by("pk"):
        _let_go(sale, parcel)
    _review(sale, order)


def _place(sale: Sale) -> Order:
    planned, at = sale.planned, sale.planned.placed
    cart = Cart.objects.create(id=sale.cart_id, user=sale.buyer, created_at=at, changed_at=at)
    begun = at - timedelta(minutes=6)
    offered = Variant.objects.select_related("product__seller", "stock").filter(sku__in=planned.lines)
    for variant in offered.order_by("pk"):
        quantity = planned.lines[variant.sku]
        cart_operations.add(cart=cart, variant=variant, quantity=quantity, by=sale.buyer, now=begun)
    cart_operations.keep_checkout(cart=cart, draft=_draft(sale), now=at)
    placed = operations.place_order(
        cart_id=cart.pk, by=sale.buyer, payment_method=METHODS[planned.payment], expected_total=None, now=at
    )
    return placed.order


def _draft(sale: Sale) -> drafts.Draft:
    person, note = world.person(sale.planned.buyer), sale.planned.note
    if sale.buyer is None:
        return drafts.Draft(email=person["email"], note=note, address=person["address"])
    address = Address.objects.of(sale.buyer).order_by("-is_default", "pk")[0]
    return drafts.Draft(email=sale.buyer.email, note=note, address=address.parts(), address_id=address.pk)


def _pay(sale: Sale, order: Order) -> None:
    """The sandbox's page opens; the buyer approves, declines or walks away; the signed webhook tells the shop."""
    at = order.placed_at + timedelta(minutes=1)
    payments.start(order=order, now=at)
    endings = set(sale.planned.ends.values())
    decision = sandbox.DECLINED if Ending.DECLINED in endings else sandbox.APPROVED
    if endings & {Ending.DECLINED, Ending.UNCLEAR} or not endings & _UNPAID:
        payment = Payment.objects.get(order=order, parcel=None)
        if Ending.UNCLEAR in endings:
            book = SandboxCharge.objects.filter(reference=payment.provider_reference)
            book.update(amount=F("amount") - BANK_FEE)
        charge = sandbox.decide(reference=payment.provider_reference, decision=decision, now=at)
        body, headers = sandbox.message(charge, now=at)
        webhook.receive(provider="sandbox", body=body, headers=headers, now=at)
    order.refresh_from_db(fields=["expires_at"])
    if endings & {Ending.DECLINED, Ending.EXPIRED} and order.expires_at is not None:
        operations.expire_order(order_id=order.pk, now=order.expires_at + timedelta(seconds=20))


def _let_go(sale: Sale, parcel: Parcel) -> None:
    ending = sale.planned.ends[parcel.seller.slug]
    if ending in _UNPAID:
        return
    shop = sale.users[world.shop(parcel.seller.slug)["owner"]["email"]]
    if ending in (Ending.CANCELLED, Ending.CANCELLED_BY_SHOP):
        by_shop = ending is Ending.CANCELLED_BY_SHOP
        reason = sale.planned.reason or sale.random.choice(SHOP_REASONS if by_shop else BUYER_REASONS)
        at = parcel.order.placed_at + timedelta(minutes=sale.random.randint(20, 110))
        fulfilment.cancel_parcel(parcel=parcel, by=shop if by_shop else sale.buyer, reason=reason, now=at)
        return
    trip = road.Trip(
        parcel=parcel,
        shop=shop,
        courier=None if parcel.by_carrier else _courier(sale, parcel),
        placed=sale.planned.placed,
        now=sale.now,
        reason=sale.planned.reason,
    )
    road.travel(trip, ending, sale.random)


def _courier(sale: Sale, parcel: Parcel) -> User:
    """The courier that was planned, or one of the area."""
    areas = {area["name"]: area["key"] for area in world.areas()}
    key = areas[parcel.area.name] if parcel.area else ""
    mine = [entry for entry in world.people()["couriers"] if entry["area"] == key]
    wished = [entry for entry in mine if entry["key"] == sale.planned.courier]
    return sale.users[sale.random.choice(wished or mine)["email"]]


def _review(sale: Sale, order: Order) -> None:
    for review in sale.planned.reviews:
        line = OrderLine.objects.get(order=order, product__handle=review.product)
        if sale.buyer is not None:
            purchases.review(line=line, stars=review.stars, text=review.text, by=sale.buyer, now=review.at)

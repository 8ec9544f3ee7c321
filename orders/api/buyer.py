"""Placing orders and reading one's own, for programs."""

import contextlib
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from accounts import addresses
from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.models import PARTS, Address
from accounts.roles import Permission
from cart import operations as cart_operations
from cart.api import coupons
from cart.drafts import Draft
from cart.models import Cart, CartState
from catalog import stock
from orders import operations, payments, queries
from orders.api.order_schemas import OrderIn, OrderOut, OrderPage
from orders.forms.checkout import NoteForm
from orders.models import Order
from orders.payments import protocol
from shop.core import errors, forms, http, paging, ratelimit

router = Router(auth=BearerAuth(), tags=["Orders"])
PAGE = 50


class NoAddress(errors.Unprocessable):
    """Neither an address nor the id of one, or both."""


@router.post(
    "orders/",
    response={200: OrderOut, 201: OrderOut, **http.refusals(400, 401, 403, 404, 409, 422, 429)},
    operation_id="place_order",
    summary="Place the order of a basket; the same basket again answers with the same order",
)
def place(request: ApiRequest, data: OrderIn) -> Status[OrderOut]:
    require(request, Permission.BUY)
    ratelimit.hit(request, "place", key=f"user:{request.user.pk}")
    now = timezone.now()
    cart = Cart.objects.filter(pk=data.cart, user=request.user).first()
    if cart is None:
        raise Http404
    if data.coupon and cart.state == CartState.OPEN:
        coupons.use(request, cart, data.coupon, now=now)
    try:
        placed = operations.place_order(
            cart_id=cart.pk,
            by=request.user,
            payment_method=data.payment_method,
            expected_total=_expected(data),
            now=now,
            details=_details(request, data),
        )
    except (operations.Changed, stock.OutOfStock):
        _settle(cart, now=now)
        raise
    return Status(201 if placed.created else 200, OrderOut.of(_start(placed.order, now=now)))


def _expected(data: OrderIn) -> Decimal | None:
    if data.expected_total is None or isinstance(data.expected_total, Decimal):
        return data.expected_total
    if data.expected_total.currency != settings.CURRENCY:
        text = _("Prices here are in %(currency)s.") % {"currency": settings.CURRENCY}
        raise errors.Unprocessable(text, fields={"expected_total": [text]})
    return data.expected_total.amount


def _details(request: ApiRequest, data: OrderIn) -> Draft:
    if data.address is not None and data.address_id is None:
        parts = addresses.normalised(data.address.model_dump(include=set(PARTS)))
    elif data.address is not None or data.address_id is None:
        text = _("Give one of address and address_id.")
        raise NoAddress(text, fields={"address": [text]})
    else:
        saved = Address.objects.of(request.user).filter(pk=data.address_id).first()
        if saved is None:
            text = _("You have no such address.")
            raise NoAddress(text, fields={"address_id": [text]})
        parts = saved.parts()
    note = forms.cleaned(NoteForm({"note": data.note}))["note"]
    return Draft(request.user.email, note, parts, data.address_id, data.delivery)


def _settle(cart: Cart, *, now: datetime) -> None:
    """The refusal says what changed, which thereby counts as seen: the same call again can succeed."""
    with contextlib.suppress(cart_operations.NotOpen):
        cart_operations.settle(cart=cart, now=now)


def _start(order: Order, *, now: datetime) -> Order:
    """The order stands even where the provider does not answer: `payment` then has no address yet."""
    with contextlib.suppress(protocol.Refused, protocol.Unreachable):
        payments.start(order=order, now=now)
    return order


@router.get(
    "orders/",
    response={200: OrderPage, **http.refusals(401, 422, 429)},
    operation_id="orders",
    summary="Your orders, newest first",
)
def orders(request: ApiRequest, cursor: str = "") -> OrderPage:
    rows = queries.orders_visible_to(request.user).prefetch_related("parcels__seller", "parcels__lines", "payments")
    page = paging.keyset(rows, order=("-placed_at", "-id"), cursor=cursor, size=PAGE)
    return OrderPage(results=[OrderOut.of(order) for order in page.rows], next=page.next)


@router.get(
    "orders/{str:number}/",
    response={200: OrderOut, **http.refusals(401, 404, 429)},
    operation_id="order",
    summary="One of your orders",
)
def order(request: ApiRequest, number: str) -> OrderOut:
    found = queries.orders_visible_to(request.user).filter(number=number).first() if "\0" not in number else None
    if found is None:
        raise Http404
    return OrderOut.of(found)

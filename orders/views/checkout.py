"""The way from the basket to the order: where it goes, how it is paid, and the confirmation."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guards
from accounts import operations as account_operations
from accounts.models import User
from cart import drafts
from cart import operations as cart_operations
from cart import queries as cart_queries
from cart.contents import PricedCart
from cart.models import Cart, CartState
from catalog import stock
from orders import checkout, forms, operations
from orders.forms.checkout import PlaceForm
from orders.views import paying
from shop.core import errors, ratelimit

CHANGED = (operations.Changed, stock.OutOfStock)


def user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _cart(request: HttpRequest, checkout_id: uuid.UUID) -> Cart:
    """:raises Http404: for a basket of somebody else."""
    cart = cart_queries.visible_to(request).filter(pk=checkout_id).first()
    if cart is None:
        raise Http404
    return cart


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def user_info(request: HttpRequest, checkout_id: uuid.UUID) -> HttpResponse:
    """Step 1: contact, address and the delivery of each parcel."""
    cart, now = _cart(request, checkout_id), timezone.now()
    if cart.state != CartState.OPEN:
        return _elsewhere(request, cart, "user-info")
    if request.POST.get("do") == "checkout":
        return _straight_on(request, cart)
    posted = request.POST if request.method == "POST" else None
    only_drawn = request.POST.get("do") == "refresh"
    step = checkout.step(cart=cart, user=user_of(request), now=now, data=posted, check=not only_drawn)
    if not step.priced.parcels or step.priced.own_goods:
        return redirect(cart)
    if posted is None or only_drawn:
        return _step_page(request, step)
    draft = step.draft(now=now) if step.is_valid() else None
    if draft is None:
        return _step_page(request, step, status=422)
    try:
        cart_operations.keep_checkout(cart=cart, draft=draft, now=now)
    except cart_operations.NotOpen:
        return redirect(f"/order/submitted/{cart.pk}/")
    _keep_address(request, step, draft.address)
    return redirect(f"/order/payment-info/{cart.pk}/")


def _straight_on(request: HttpRequest, cart: Cart) -> HttpResponse:
    """From the basket: who has an address book need not look at this step, the next one offers to change all of it."""
    user, now = user_of(request), timezone.now()
    draft = checkout.known(cart=cart, user=user, now=now) if user else None
    if draft is None:
        return redirect(f"/order/user-info/{cart.pk}/")
    try:
        cart_operations.keep_checkout(cart=cart, draft=draft, now=now)
    except cart_operations.NotOpen:
        return redirect(f"/order/submitted/{cart.pk}/")
    return redirect(f"/order/payment-info/{cart.pk}/")


def _elsewhere(request: HttpRequest, cart: Cart, page: str) -> HttpResponse:
    """Where the page of a basket that is not open any more leads: to its order, or to the basket it went into."""
    if cart.state == CartState.ORDERED:
        return redirect(f"/order/submitted/{cart.pk}/")
    current = cart_queries.current(request)
    return redirect(f"/order/{page}/{current.pk}/" if current else "/order/cart/")


def _step_page(request: HttpRequest, step: checkout.Step, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"step": step, "cart": step.priced.cart, "priced": step.priced}
    return render(request, "orders/user_info.html", context, status=status)


def _keep_address(request: HttpRequest, step: checkout.Step, parts: Mapping[str, str]) -> None:
    """Into the book, where the buyer has one and typed an address; a full book is no reason to stop."""
    if step.user is None or not step.is_typed or not step.note.cleaned_data["save_address"]:
        return
    try:
        account_operations.add_address(owner=step.user, parts=parts, make_default=False, now=timezone.now())
    except errors.DomainError as error:
        messages.warning(request, error.message)


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment_info(request: HttpRequest, checkout_id: uuid.UUID) -> HttpResponse:
    """Step 2: everything once more, the way to pay, and the button. A placed order that waits for money pays here."""
    cart = _cart(request, checkout_id)
    if cart.state == CartState.ORDERED:
        return paying.pay_again(request, checkout_id)
    if cart.state != CartState.OPEN:
        return _elsewhere(request, cart, "user-info")
    priced = cart_queries.priced(cart, now=timezone.now())
    if not drafts.of(cart).is_complete or priced.undelivered:
        return redirect(f"/order/user-info/{cart.pk}/")
    if not priced.parcels or priced.own_goods:
        return redirect(cart)
    if request.method == "POST":
        return _place(request, priced)
    return _review(request, priced)


def _place(request: HttpRequest, priced: PricedCart) -> HttpResponse:
    form, cart = PlaceForm(request.POST), priced.cart
    if not form.is_valid():
        return _review(request, priced, form=form, status=422)
    ratelimit.hit(request, "place", key=f"user:{cart.user_id}" if cart.user_id else f"cart:{cart.pk}")
    total, version = form.shown()
    try:
        placed = operations.place_order(
            cart_id=cart.pk,
            by=user_of(request),
            payment_method=form.cleaned_data["payment_method"],
            expected_total=total,
            expected_version=version,
            now=timezone.now(),
        )
    except CHANGED as error:
        return _ask_again(request, form, priced, error)
    except errors.DomainError as error:
        forms.refuse(form, error)
        return _review(request, priced, form=form, status=422)
    return paying.go_and_pay(request, placed.order)


def _ask_again(
    request: HttpRequest, form: PlaceForm, priced: PricedCart, error: operations.Changed | stock.OutOfStock
) -> HttpResponse:
    """Old and new side by side; what is shown now counts as seen, so that one more press orders exactly that."""
    now, cart = timezone.now(), priced.cart
    try:
        texts = [str(notice) for notice in cart_operations.settle(cart=cart, now=now)]
    except cart_operations.NotOpen:
        return redirect(f"/order/submitted/{cart.pk}/")
    cart.refresh_from_db()
    priced = cart_queries.priced(cart, now=now)
    if not priced.parcels:
        messages.warning(request, error.message)
        return redirect(cart)
    fresh = PlaceForm(initial={"payment_method": form.cleaned_data["payment_method"]})
    said = error.changes if isinstance(error, operations.Changed) else [error.message]
    # Without a line to name, what is said is the totals already.
    changes = {"texts": texts or said, "old": form.cleaned_data["expected_total"] if texts else priced.quote.total}
    return _review(request, priced, form=fresh, changes=changes, status=422)


def _review(
    request: HttpRequest,
    priced: PricedCart,
    *,
    form: PlaceForm | None = None,
    changes: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = drafts.of(priced.cart)
    context = {
        "priced": priced,
        "cart": priced.cart,
        "draft": draft,
        "address": {**draft.address, "country": priced.destination.country_name},
        "form": form or PlaceForm(),
        "changes": changes,
        "info_url": f"/order/user-info/{priced.cart.pk}/",
    }
    return render(request, "orders/payment_info.html", context, status=status)

"""The basket: put in, change, take out, put back, go on to the checkout."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards
from accounts.models import User
from cart import coupons, forms, operations, queries, sessions
from cart.contents import PricedCart
from cart.models import Cart, CartState
from cart.views import coupons as views
from cart.views import posted
from shop.core import errors
from shop.core.http import HtmxRequest

ADDED = "cart/_added.html"


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@guards.public
@never_cache
@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """`/order/cart/`: the current basket, or an empty one where there is none."""
    cart = queries.current(request)
    return redirect(cart) if cart else render(request, "cart/basket.html", {"priced": None})


@guards.public
@require_POST
def add(request: HtmxRequest) -> HttpResponse:
    """Put a variant in; with JavaScript the answer is what the "Added" dialog shows."""
    form = forms.AddForm(request.POST)
    variant = posted.variant(request.POST.get("variant", ""))
    if form.is_valid():
        now = timezone.now()
        try:
            cart = sessions.ensure(request, now=now)
            kept = operations.add(
                cart=cart, variant=variant, quantity=form.cleaned_data["quantity"], by=_user(request), now=now
            )
        except errors.DomainError as error:
            form.add_error("quantity", error.message)
        else:
            return _added(request, cart, kept)
    context = {"form": form, "variant": variant}
    return render(request, ADDED if request.htmx else "cart/add.html", context, status=422)


def _added(request: HtmxRequest, cart: Cart, kept: operations.Kept) -> HttpResponse:
    if request.htmx:
        checkout_url = f"/order/user-info/{cart.pk}/"
        context = {"kept": kept, "cart": cart, "count": queries.count(cart), "checkout_url": checkout_url}
        return render(request, ADDED, context)
    title = kept.line.variant.product.title if kept.line else ""
    if kept.is_clamped:
        values = {"title": title, "left": kept.quantity}
        messages.warning(request, _("%(title)s: Only %(left)d left. We set the quantity to %(left)d.") % values)
    else:
        messages.success(request, _("%(title)s is in your basket.") % {"title": title})
    return redirect(cart)


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: HtmxRequest, cart_id: uuid.UUID) -> HttpResponse:
    """`/order/cart/<id>/`: what is in it, at the price of now; one form for all quantities."""
    cart = get_object_or_404(queries.visible_to(request), pk=cart_id)
    if cart.state != CartState.OPEN:
        return _elsewhere(cart)
    now = timezone.now()
    priced = queries.priced(cart, now=now)
    if request.method != "POST":
        return _page(request, priced)
    form = forms.BasketForm(request.POST, priced=priced)
    if not form.is_valid():
        return _page(request, priced, form=form, status=422)
    try:
        notices = operations.set_quantities(cart=cart, changes=form.changes(), by=_user(request), now=now)
        _remove(request, cart, priced)
        views.change(request, cart, form.cleaned_data["coupon"], by=_user(request))
    except coupons.NotUsable as error:
        form.add_error("coupon", error.message)
        return _page(request, queries.priced(cart, now=now), form=form, status=422)
    except operations.NotOpen:
        return redirect(f"/order/submitted/{cart.pk}/")
    for notice in notices:
        messages.warning(request, str(notice))
    # Somebody signed in goes on with the same post: a known address is taken without a look at its page.
    straight_on = not notices and request.POST.get("do") == "checkout" and _user(request) is not None
    return redirect(_next(request, cart, stay=bool(notices)), preserve_request=straight_on)


def _elsewhere(cart: Cart) -> HttpResponse:
    """An ordered basket lives on as an order; a merged one in the current basket."""
    return redirect(f"/order/submitted/{cart.pk}/" if cart.state == CartState.ORDERED else "/order/cart/")


def _remove(request: HttpRequest, cart: Cart, priced: PricedCart) -> None:
    """The Remove button of one line; the session remembers it for Undo until the basket changes again."""
    row = next((row for row in priced.rows if str(row.line.pk) == request.POST.get("remove")), None)
    if row is None or not cart.lines.filter(pk=row.line.pk).exists():
        return
    operations.remove(cart=cart, line_id=row.line.pk, by=_user(request), now=timezone.now())
    cart.refresh_from_db(fields=["version"])
    sessions.remember_removed(request, cart, row)


def _next(request: HttpRequest, cart: Cart, *, stay: bool) -> str:
    """Where the pressed button leads, unless there is something to read first."""
    going_on = f"/order/user-info/{cart.pk}/"
    target = {"checkout": going_on, "sign-in": f"/login/?{urlencode({'next': going_on})}"}.get(
        request.POST.get("do", ""), cart.get_absolute_url()
    )
    return cart.get_absolute_url() if stay else target


def _page(
    request: HttpRequest, priced: PricedCart, *, form: forms.BasketForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"priced": priced, "cart": priced.cart, "form": form}
    context["coupon_field"] = (form or forms.BasketForm(priced=priced))["coupon"]
    context["removed"] = sessions.removed(request, priced.cart)
    return render(request, "cart/basket.html", context, status=status)


@guards.public
@require_POST
def restore(request: HttpRequest, cart_id: uuid.UUID) -> HttpResponse:
    """Undo of a removal."""
    cart = get_object_or_404(queries.visible_to(request), pk=cart_id)
    removed = sessions.removed(request, cart)
    if removed is not None:
        variant = posted.variant(str(removed.variant_id))
        wanted = removed.quantity
        try:
            operations.restore(cart=cart, variant=variant, quantity=wanted, by=_user(request), now=timezone.now())
        except errors.DomainError as error:
            messages.warning(request, error.message)
    return redirect(cart)

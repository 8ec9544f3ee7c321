"""After "Place order": off to the provider's page, paying again, the confirmation, and keeping a guest's order."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.models import User
from cart import queries as cart_queries
from orders import keeping, payments, sums, tracking
from orders.forms.checkout import KeepForm, MethodForm
from orders.models import Order
from orders.payments import online, protocol
from orders.queries import checkout, detail
from orders.queries.checkout import Standing
from shop.core import ratelimit

# The order that this browser asked to keep. The page offers it no more, whether or not an account came of it: what
# became of it would tell whether the address has one already.
KEPT = "kept_order"


def go_and_pay(request: HttpRequest, order: Order) -> HttpResponse:
    """To the page where an online order is paid, otherwise to the confirmation."""
    try:
        url = payments.start(order=order, now=timezone.now())
    except (protocol.Refused, protocol.Unreachable):
        messages.error(request, _("The payment page does not answer. You have not been charged. Try again."))
        return redirect(f"/order/payment-info/{order.checkout_id}/")
    return redirect(_local(url) or f"/order/submitted/{order.checkout_id}/")


def _local(url: str) -> str:
    """Our own pages without the host, so that whoever came by 127.0.0.1 stays there, with their session."""
    return urlsplit(url).path if url.startswith(f"{settings.BASE_URL}/") else url


def _order(request: HttpRequest, checkout_id: uuid.UUID) -> Order:
    order = checkout.order_of(request, checkout_id)
    if order is None:
        raise Http404
    return order


def pay_again(request: HttpRequest, checkout_id: uuid.UUID) -> HttpResponse:
    """The payment page of an order that was placed: pay it, in this way or another, while it waits for its money."""
    order = _order(request, checkout_id)
    payment = checkout.online_payment(order)
    standing = checkout.standing(order, payment)
    if standing in (Standing.PLACED, Standing.CANCELLED) or order.is_unclear:
        return redirect(f"/order/submitted/{checkout_id}/")
    posted = request.POST if request.method == "POST" else None
    form = MethodForm(posted, initial={"payment_method": order.payment_method})
    if form.is_valid():
        ratelimit.hit(request, "place", key=f"order:{order.pk}")
        method = form.cleaned_data["payment_method"]
        try:
            order = online.choose(order=order, method=method, by=order.buyer, now=timezone.now())
        except online.NothingToPay:
            return redirect(f"/order/submitted/{checkout_id}/")
        return go_and_pay(request, order)
    context = {"order": order, "form": form, "standing": standing, "due": online.due(order)}
    return render(request, "orders/pay_again.html", context, status=422 if form.is_bound else 200)


@guards.public
@never_cache
@require_safe
def submitted(request: HttpRequest, checkout_id: uuid.UUID) -> HttpResponse:
    """The confirmation, refresh-safe; or where the payment stands."""
    order = checkout.order_of(request, checkout_id)
    if order is None:
        cart = cart_queries.visible_to(request).filter(pk=checkout_id).first()
        if cart is None:
            raise Http404
        return redirect(cart)
    standing = checkout.standing(order, checkout.online_payment(order))
    if standing in (Standing.DECLINED, Standing.UNPAID) and not order.is_unclear:
        return redirect(f"/order/payment-info/{checkout_id}/")
    return render(request, f"orders/{standing}.html", _context(request, order))


def _context(request: HttpRequest, order: Order, form: KeepForm | None = None) -> dict[str, Any]:
    viewer = request.user if isinstance(request.user, User) else None
    own_page = order.get_absolute_url() if viewer and order.buyer_id == viewer.pk else tracking.path(order)
    may_keep = viewer is None and _may_keep(request, order)
    return {
        "order": order,
        "cards": detail.cards(order, viewer=viewer),
        "sums": sums.of(order),
        "own_page": own_page,
        "invoice": f"{own_page}invoice/",
        "first_name": order.full_name.split()[0],
        "form": form or (KeepForm(order=order) if may_keep else None),
    }


def _may_keep(request: HttpRequest, order: Order) -> bool:
    return keeping.may_keep(order) and request.session.get(KEPT) != str(order.checkout_id)


@guards.public
@require_POST
def keep(request: HttpRequest, checkout_id: uuid.UUID) -> HttpResponse:
    """ "Choose a password to keep this order": an account for a guest, confirmed by mail as every account."""
    order = _order(request, checkout_id)
    form = KeepForm(request.POST, order=order)
    if not form.is_valid():
        return render(request, "orders/placed.html", _context(request, order, form), status=422)
    if _may_keep(request, order):
        ratelimit.hit(request, "register", key=ratelimit.address(request), strict=True)
        keeping.keep_order(order=order, password=form.cleaned_data["password"], now=timezone.now())
        request.session[KEPT] = str(order.checkout_id)
    messages.success(request, _("Check your email. We sent you a link; open it to finish your account."))
    return redirect(f"/order/submitted/{checkout_id}/")

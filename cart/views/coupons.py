"""The coupon field of the basket page: part of its one form, so that no button loses what was typed."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cart import operations
from cart.models import Cart
from shop.core import ratelimit

DROP = "drop-coupon"


def change(request: HttpRequest, cart: Cart, typed: str, *, by: User | None) -> None:
    """
    Give the basket what was typed, or take back what it has. Codes that are refused count against a limit, so that
    nobody tries them out by the thousand; one that holds does not.

    :raises coupons.NotUsable, operations.NotOpen:
    """
    now = timezone.now()
    if request.POST.get("do") == DROP:
        operations.drop_coupon(cart=cart, by=by, now=now)
    elif typed:
        address = ratelimit.address(request)
        ratelimit.hit(request, "coupon", key=address)
        cart = operations.apply_coupon(cart=cart, code=typed, by=by, now=now)
        ratelimit.forgive(request, "coupon", key=address)
        messages.success(request, _("%(code)s is counted.") % {"code": cart.coupon})

"""The coupon of a basket, for programs."""

from datetime import datetime

from django.http import Http404
from django.utils import timezone

from accounts.api.auth import ApiRequest
from cart import operations, queries
from cart.api.baskets import answer, router
from cart.api.schemas import CartOut, CouponIn
from cart.models import Cart
from shop.core import http, ratelimit

_WRITES = http.refusals(400, 401, 404, 409, 422, 429)


@router.put(
    "coupon/", response={200: CartOut, **_WRITES}, operation_id="apply_coupon", summary="Give the basket a coupon"
)
def apply(request: ApiRequest, data: CouponIn) -> CartOut:
    """In place of the one that it has. A code that does not hold is refused with the reason."""
    now = timezone.now()
    return answer(use(request, _own(request), data.code, now=now), now=now)


@router.delete(
    "coupon/", response={200: CartOut, **_WRITES}, operation_id="drop_coupon", summary="Take the coupon back"
)
def drop(request: ApiRequest) -> CartOut:
    now = timezone.now()
    return answer(operations.drop_coupon(cart=_own(request), by=request.user, now=now), now=now)


def use(request: ApiRequest, cart: Cart, code: str, *, now: datetime) -> Cart:
    """Codes that are refused count against a limit of the token's owner."""
    key = f"user:{request.user.pk}"
    ratelimit.hit(request, "coupon", key=key)
    cart = operations.apply_coupon(cart=cart, code=code, by=request.user, now=now)
    ratelimit.forgive(request, "coupon", key=key)
    return cart


def _own(request: ApiRequest) -> Cart:
    own = queries.of_user(request.user)
    if own is None:
        raise Http404
    return own

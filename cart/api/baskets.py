"""The basket for programs, under `/api/cart/`: always that of the token's owner."""

from datetime import datetime

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from accounts.api import BearerAuth
from accounts.api.auth import ApiRequest
from cart import contents, operations, queries
from cart.api.schemas import LARGEST_ID, CartOut, LineIn, QuantityIn
from cart.models import Cart, CartLine
from cart.queries import variants
from shop.core import http

router = Router(auth=BearerAuth(), tags=["Basket"])
_WRITES = http.refusals(400, 401, 404, 409, 422, 429)


@router.get("", response={200: CartOut, **http.refusals(401, 429)}, operation_id="cart", summary="Your basket")
def cart(request: ApiRequest) -> CartOut:
    return answer(queries.of_user(request.user), now=timezone.now())


@router.post("lines/", response={201: CartOut, **_WRITES}, operation_id="add_line", summary="Put something in")
def add(request: ApiRequest, data: LineIn) -> Status[CartOut]:
    """More than there is becomes what there is, with a notice."""
    now = timezone.now()
    variant = variants.ever_offered().filter(pk=data.variant).first()
    if variant is None:
        raise Http404
    own = operations.open_cart(user=request.user, now=now)
    kept = operations.add(cart=own, variant=variant, quantity=data.quantity, by=request.user, now=now)
    return Status(201, answer(own, kept, now=now))


@router.patch(
    "lines/{int:line_id}/", response={200: CartOut, **_WRITES}, operation_id="change_line", summary="Set a quantity"
)
def change(request: ApiRequest, line_id: int, data: QuantityIn) -> CartOut:
    return _set(request, line_id, data.quantity)


@router.delete(
    "lines/{int:line_id}/", response={200: CartOut, **_WRITES}, operation_id="remove_line", summary="Take a line out"
)
def remove(request: ApiRequest, line_id: int) -> CartOut:
    return _set(request, line_id, 0)


def _set(request: ApiRequest, line_id: int, quantity: int) -> CartOut:
    now = timezone.now()
    own = queries.of_user(request.user)
    if own is None or not 0 < line_id <= LARGEST_ID:
        raise Http404
    try:
        kept = operations.set_quantity(cart=own, line_id=line_id, quantity=quantity, by=request.user, now=now)
    except CartLine.DoesNotExist as error:
        raise Http404 from error
    return answer(own, kept, now=now)


def answer(own: Cart | None, kept: operations.Kept | None = None, *, now: datetime) -> CartOut:
    found = CartOut.of(queries.priced(own, now=now) if own else None)
    if kept is not None and kept.is_clamped:
        found.notices.append(contents.only_left(kept.quantity))
    return found

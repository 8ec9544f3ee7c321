"""`/api/seller/variants/<id>/stock/`: pieces of one variant, set or changed, with a word when somebody was faster."""

import uuid

from django.http import Http404
from django.utils import timezone
from ninja import Router

from accounts.api import BearerAuth
from accounts.api.auth import ApiRequest
from catalog import desk, stock
from catalog.api.seller import READS, WRITES, allowed
from catalog.api.seller_schemas import StockChange, StockIn, StockOut
from catalog.models import MovementKind, Variant

router = Router(auth=BearerAuth(), tags=["Shop: products"])


@router.get(
    "variants/{int:variant_id}/stock/",
    response={200: StockOut, **READS},
    operation_id="variant_stock",
    summary="What is on hand, reserved and left",
)
def stock_of(request: ApiRequest, variant_id: int) -> StockOut:
    """Pieces on hand, reserved and left to sell."""
    variant = _own_variant(request, variant_id)
    return StockOut.of(variant, variant.stock)


@router.put(
    "variants/{int:variant_id}/stock/",
    response={200: StockOut, **WRITES},
    operation_id="set_stock",
    summary="Set what is on hand",
)
def set_stock(request: ApiRequest, variant_id: int, data: StockIn) -> StockOut:
    variant = _own_variant(request, variant_id)
    return _counted(request, variant, data.on_hand, data.expected)


@router.patch(
    "variants/{int:variant_id}/stock/",
    response={200: StockOut, **WRITES},
    operation_id="change_stock",
    summary="Set what is on hand, or change it by some pieces",
)
def change_stock(request: ApiRequest, variant_id: int, data: StockChange) -> StockOut:
    variant = _own_variant(request, variant_id)
    if data.change is None:
        return _counted(request, variant, data.on_hand or 0, data.expected)
    source = f"api:{data.key or uuid.uuid4().hex}"
    row = stock.change_by(
        variant=variant, pieces=data.change, kind=MovementKind.SET, source=source, by=request.user, at=timezone.now()
    )
    return StockOut.of(variant, row)


def _counted(request: ApiRequest, variant: Variant, on_hand: int, expected: int | None) -> StockOut:
    row = stock.set_on_hand(
        variant=variant,
        on_hand=on_hand,
        expected=expected,
        kind=MovementKind.SET,
        source=f"api:{uuid.uuid4().hex}",
        by=request.user,
        at=timezone.now(),
    )
    return StockOut.of(variant, row)


def _own_variant(request: ApiRequest, variant_id: int) -> Variant:
    allowed(request)
    found = desk.variants_editable_by(request.user).filter(pk=variant_id).first()
    if found is None:
        raise Http404
    return found

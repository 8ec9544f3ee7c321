"""`/api/seller/parcels/`: what the pages of the shop's desk can do with parcels."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router

from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.roles import Permission
from orders import fulfilment, queries
from orders.actions import Action
from orders.api.parcel_schemas import ReasonIn, ShipIn, ShopParcelOut, ShopParcelPage
from orders.forms.seller import CarrierForm, ShopCancellationForm
from orders.models import Parcel
from orders.queries import seller
from orders.states import ParcelStatus
from shop.core import forms, http, paging

router = Router(auth=BearerAuth(), tags=["Shop: parcels"])
PAGE = 50
READS: dict[Any, Any] = {200: ShopParcelOut, **http.refusals(401, 403, 404, 429)}
WRITES: dict[Any, Any] = {200: ShopParcelOut, **http.refusals(400, 401, 403, 404, 409, 422, 429)}
_PLAIN: dict[Action, tuple[Callable[..., Parcel], str]] = {
    Action.ACCEPT: (fulfilment.accept, "Tell the buyer that you have seen the order"),
    Action.PACK: (fulfilment.pack, "Packed and ready to be collected"),
    Action.SEND_BY_CARRIER: (fulfilment.send_by_carrier, "A parcel service brings it instead of a courier"),
    Action.DELIVERED: (fulfilment.mark_delivered, "The parcel service has delivered it"),
}


@router.get(
    "",
    response={200: ShopParcelPage, **http.refusals(401, 403, 422, 429)},
    operation_id="shop_parcels",
    summary="Your shop's parcels, the oldest first",
)
def parcels(request: ApiRequest, status: ParcelStatus | None = None, cursor: str = "") -> ShopParcelPage:
    require(request, Permission.SELL)
    rows = seller.loaded(queries.parcels_to_pack_by(request.user))
    if status is not None:
        rows = rows.filter(status=status)
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    results = [ShopParcelOut.of(parcel, viewer=request.user) for parcel in page.rows]
    return ShopParcelPage(results=results, next=page.next)


@router.get("{int:parcel_id}/", response=READS, operation_id="shop_parcel", summary="One parcel of your shop")
def parcel(request: ApiRequest, parcel_id: int) -> ShopParcelOut:
    return ShopParcelOut.of(_own(request, parcel_id), viewer=request.user)


@router.post("{int:parcel_id}/ship/", response=WRITES, operation_id="ship_parcel", summary="Hand to a parcel service")
def ship(request: ApiRequest, parcel_id: int, data: ShipIn) -> ShopParcelOut:
    found = _own(request, parcel_id)
    values = forms.cleaned(CarrierForm(data.model_dump()))
    fulfilment.ship_by_carrier(parcel=found, by=request.user, now=timezone.now(), **values)
    return parcel(request, parcel_id)


@router.post("{int:parcel_id}/cancel/", response=WRITES, operation_id="cancel_parcel", summary="Cancel with a reason")
def cancel(request: ApiRequest, parcel_id: int, data: ReasonIn) -> ShopParcelOut:
    found = _own(request, parcel_id)
    values = forms.cleaned(ShopCancellationForm(data.model_dump()))
    fulfilment.cancel_parcel(parcel=found, by=request.user, now=timezone.now(), **values)
    return parcel(request, parcel_id)


def _step(operation: Callable[..., Parcel]) -> Callable[[ApiRequest, int], ShopParcelOut]:
    def step(request: ApiRequest, parcel_id: int) -> ShopParcelOut:
        operation(parcel=_own(request, parcel_id), by=request.user, now=timezone.now())
        return parcel(request, parcel_id)

    return step


for _action, (_operation, _summary) in _PLAIN.items():
    _name = f"{_action.name.lower()}_parcel"
    router.post(f"{{int:parcel_id}}/{_action}/", response=WRITES, operation_id=_name, summary=_summary)(
        _step(_operation)
    )


def _own(request: ApiRequest, parcel_id: int) -> Parcel:
    require(request, Permission.SELL)
    found = seller.loaded(queries.parcels_to_pack_by(request.user)).filter(pk=parcel_id).first()
    if found is None:
        raise Http404
    return found

"""`/api/seller/parcels/`: what the pages of the shop's desk can do with parcels."""

from ninja import Router

from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.roles import Permission
from orders import fulfilment, queries
from orders.actions import Action
from orders.api.parcel_schemas import ReasonIn, ShipIn, ShopParcelOut, ShopParcelPage
from orders.api.steps import Desk
from orders.forms.seller import CarrierForm, ShopCancellationForm
from orders.queries import seller
from orders.states import ParcelStatus
from shop.core import http, paging

router = Router(auth=BearerAuth(), tags=["Shop: parcels"])
PAGE = 50
DESK = Desk(
    permission=Permission.SELL,
    parcels=lambda user: seller.loaded(queries.parcels_to_pack_by(user)),
    show=lambda parcel, user: ShopParcelOut.of(parcel, viewer=user),
    schema=ShopParcelOut,
)


@router.get(
    "",
    response={200: ShopParcelPage, **http.refusals(401, 403, 422, 429)},
    operation_id="shop_parcels",
    summary="Your shop's parcels, the oldest first",
)
def parcels(request: ApiRequest, status: ParcelStatus | None = None, cursor: str = "") -> ShopParcelPage:
    require(request, Permission.SELL)
    rows = DESK.parcels(request.user)
    if status is not None:
        rows = rows.filter(status=status)
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    return ShopParcelPage(results=[DESK.show(parcel, request.user) for parcel in page.rows], next=page.next)


@router.get("{int:parcel_id}/", response=DESK.reads, operation_id="shop_parcel", summary="One parcel of your shop")
def parcel(request: ApiRequest, parcel_id: int) -> ShopParcelOut:
    return DESK.shown(request, parcel_id)


@router.post(
    "{int:parcel_id}/ship/", response=DESK.writes, operation_id="ship_parcel", summary="Hand to a parcel service"
)
def ship(request: ApiRequest, parcel_id: int, data: ShipIn) -> ShopParcelOut:
    return DESK.run(request, parcel_id, fulfilment.ship_by_carrier, CarrierForm(data.model_dump()))


@router.post(
    "{int:parcel_id}/cancel/", response=DESK.writes, operation_id="cancel_parcel", summary="Cancel with a reason"
)
def cancel(request: ApiRequest, parcel_id: int, data: ReasonIn) -> ShopParcelOut:
    return DESK.run(request, parcel_id, fulfilment.cancel_parcel, ShopCancellationForm(data.model_dump()))


DESK.add(
    router,
    {
        Action.ACCEPT: (fulfilment.accept, "Tell the buyer that you have seen the order"),
        Action.PACK: (fulfilment.pack, "Packed and ready to be collected"),
        Action.SEND_BY_CARRIER: (fulfilment.send_by_carrier, "A parcel service brings it instead of a courier"),
        Action.DELIVERED: (fulfilment.mark_delivered, "The parcel service has delivered it"),
    },
)

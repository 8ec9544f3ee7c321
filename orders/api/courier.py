"""`/api/deliver/`: what the courier's screens can do."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.roles import Permission
from orders import cash, delivery, queries
from orders.actions import Action
from orders.api.courier_schemas import (
    CodeIn,
    CountIn,
    CountOut,
    DrawerOut,
    FailureIn,
    JobOut,
    JobPage,
    StopOut,
    StopPage,
)
from orders.api.steps import Desk
from orders.forms.courier import CountForm, FailureForm, HandoverForm
from orders.models import Parcel
from orders.proofs import Noted
from orders.queries import courier
from orders.states import MOST_ATTEMPTS
from shop.core import forms, http, paging

router = Router(auth=BearerAuth(), tags=["Courier"])
PAGE = 50
LISTS = http.refusals(401, 403, 422, 429)
DESK = Desk(
    permission=Permission.DELIVER,
    parcels=lambda user: courier.loaded(queries.parcels_brought_by(user)),
    show=lambda parcel, user: StopOut.of(parcel, viewer=user),
    schema=StopOut,
    prefix="parcels/",
)


@router.get("jobs/", response={200: JobPage, **LISTS}, operation_id="jobs", summary="Packed parcels in your areas")
def jobs(request: ApiRequest, cursor: str = "") -> JobPage:
    require(request, Permission.DELIVER)
    rows = delivery.claimable_by(request.user).select_related("seller", "area")
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    return JobPage(results=[JobOut.of(parcel) for parcel in page.rows], next=page.next)


@router.get("parcels/", response={200: StopPage, **LISTS}, operation_id="stops", summary="The parcels that you bring")
def stops(request: ApiRequest, cursor: str = "") -> StopPage:
    require(request, Permission.DELIVER)
    rows = courier.open_parcels(DESK.parcels(request.user))
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    return StopPage(results=[DESK.show(parcel, request.user) for parcel in page.rows], next=page.next)


@router.get("parcels/{int:parcel_id}/", response=DESK.reads, operation_id="stop", summary="One parcel that you bring")
def stop(request: ApiRequest, parcel_id: int) -> StopOut:
    return DESK.shown(request, parcel_id)


@router.post(
    "parcels/{int:parcel_id}/claim/",
    response=DESK.writes,
    operation_id="claim_parcel",
    summary="Take a job; of two couriers one gets it",
)
def claim(request: ApiRequest, parcel_id: int) -> StopOut:
    require(request, Permission.DELIVER)
    found = delivery.in_areas_of(request.user).filter(pk=parcel_id).first()
    if found is None:
        raise Http404
    delivery.claim(parcel=found, by=request.user, now=timezone.now())
    return DESK.shown(request, parcel_id)


@router.post(
    "parcels/{int:parcel_id}/give-back/",
    response={204: None, **http.refusals(401, 403, 404, 409, 429)},
    operation_id="give_back_parcel",
    summary="Give a claimed job back; it is no longer yours",
)
def give_back(request: ApiRequest, parcel_id: int) -> Status[None]:
    delivery.give_back(parcel=DESK.own(request, parcel_id), by=request.user, now=timezone.now())
    return Status(204, None)


@router.post(
    "parcels/{int:parcel_id}/deliver/",
    response=DESK.writes,
    operation_id="deliver_parcel",
    summary="Hand over against the buyer's code; five wrong ones lock it",
)
def deliver(request: ApiRequest, parcel_id: int, data: CodeIn) -> StopOut:
    def hand_over(*, code: str, note: str, photo: Any, **who: Any) -> Parcel:
        return delivery.deliver(code=code, noted=Noted(note=note), **who)

    return DESK.run(request, parcel_id, hand_over, HandoverForm(data.model_dump()))


@router.post(
    "parcels/{int:parcel_id}/fail/",
    response=DESK.writes,
    operation_id="fail_parcel",
    summary="It could not be handed over; the third time it goes back",
)
def fail(request: ApiRequest, parcel_id: int, data: FailureIn) -> StopOut:
    def note_down(*, photo: Any, next_on: Any = None, **values: Any) -> Parcel:
        return delivery.fail(next_on=next_on, **values)

    is_last = DESK.own(request, parcel_id).attempts + 1 >= MOST_ATTEMPTS
    form = FailureForm(data.model_dump(mode="json"), today=timezone.localdate(), is_last=is_last)
    return DESK.run(request, parcel_id, note_down, form)


@router.get("cash/", response={200: DrawerOut, **LISTS}, operation_id="drawer", summary="Cash that you have to hand in")
def drawer(request: ApiRequest) -> DrawerOut:
    require(request, Permission.DELIVER)
    return DrawerOut.of(courier.drawer(request.user))


@router.post(
    "cash/",
    response={201: CountOut, **http.refusals(400, 401, 403, 409, 422, 429)},
    operation_id="count_cash",
    summary="Count the drawer and hand it in",
)
def count(request: ApiRequest, data: CountIn) -> Status[CountOut]:
    require(request, Permission.DELIVER)
    values = forms.cleaned(CountForm(data.model_dump()))
    return Status(201, CountOut.of(cash.count(by=request.user, now=timezone.now(), **values)))


DESK.add(
    router,
    {
        Action.PICK_UP: (delivery.pick_up, "Picked up at the shop: shipped"),
        Action.START: (delivery.start, "On the way to the door"),
        Action.ARRIVE: (delivery.arrive, "At the door"),
        Action.HAND_BACK: (delivery.hand_back, "Back at the shop after the last attempt"),
    },
)

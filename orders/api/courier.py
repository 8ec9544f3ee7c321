"""`/api/deliver/`: what the courier's screens can do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router

from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.roles import Permission
from orders import delivery, queries
from orders.actions import Action
from orders.api.parcel_schemas import CodeIn, FailureIn, JobOut, JobPage, StopOut, StopPage
from orders.forms.courier import FailureForm, HandoverForm
from orders.models import Parcel
from orders.queries import courier
from orders.states import MOST_ATTEMPTS
from shop.core import forms, http, paging

router = Router(auth=BearerAuth(), tags=["Courier"])
PAGE = 50
LISTS = http.refusals(401, 403, 422, 429)
READS: dict[Any, Any] = {200: StopOut, **http.refusals(401, 403, 404, 429)}
WRITES: dict[Any, Any] = {200: StopOut, **http.refusals(400, 401, 403, 404, 409, 422, 429)}
_PLAIN: dict[Action, tuple[Callable[..., Parcel], str]] = {
    Action.PICK_UP: (delivery.pick_up, "Picked up at the shop: shipped"),
    Action.START: (delivery.start, "On the way to the door"),
    Action.ARRIVE: (delivery.arrive, "At the door"),
    Action.HAND_BACK: (delivery.hand_back, "Back at the shop after the last attempt"),
}


@router.get("jobs/", response={200: JobPage, **LISTS}, operation_id="jobs", summary="Packed parcels in your areas")
def jobs(request: ApiRequest, cursor: str = "") -> JobPage:
    require(request, Permission.DELIVER)
    rows = delivery.claimable_by(request.user).select_related("seller", "area")
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    return JobPage(results=[JobOut.of(parcel) for parcel in page.rows], next=page.next)


@router.get("parcels/", response={200: StopPage, **LISTS}, operation_id="stops", summary="The parcels that you bring")
def stops(request: ApiRequest, cursor: str = "") -> StopPage:
    require(request, Permission.DELIVER)
    rows = courier.loaded(courier.open_parcels(queries.parcels_brought_by(request.user)))
    page = paging.keyset(rows, order=("id",), cursor=cursor, size=PAGE)
    return StopPage(results=[StopOut.of(parcel, viewer=request.user) for parcel in page.rows], next=page.next)


@router.get("parcels/{int:parcel_id}/", response=READS, operation_id="stop", summary="One parcel that you bring")
def stop(request: ApiRequest, parcel_id: int) -> StopOut:
    return StopOut.of(_own(request, parcel_id), viewer=request.user)


@router.post(
    "parcels/{int:parcel_id}/claim/",
    response=WRITES,
    operation_id="claim_parcel",
    summary="Take a job; of two couriers one gets it",
)
def claim(request: ApiRequest, parcel_id: int) -> StopOut:
    require(request, Permission.DELIVER)
    found = delivery.in_areas_of(request.user).filter(pk=parcel_id).first()
    if found is None:
        raise Http404
    delivery.claim(parcel=found, by=request.user, now=timezone.now())
    return stop(request, parcel_id)


@router.post(
    "parcels/{int:parcel_id}/deliver/",
    response=WRITES,
    operation_id="deliver_parcel",
    summary="Hand over against the buyer's code; five wrong ones lock it",
)
def deliver(request: ApiRequest, parcel_id: int, data: CodeIn) -> StopOut:
    found = _own(request, parcel_id)
    values = forms.cleaned(HandoverForm(data.model_dump()))
    delivery.deliver(parcel=found, by=request.user, now=timezone.now(), **values)
    return stop(request, parcel_id)


@router.post(
    "parcels/{int:parcel_id}/fail/",
    response=WRITES,
    operation_id="fail_parcel",
    summary="It could not be handed over; the third time it goes back",
)
def fail(request: ApiRequest, parcel_id: int, data: FailureIn) -> StopOut:
    found, now = _own(request, parcel_id), timezone.now()
    is_last = found.attempts + 1 >= MOST_ATTEMPTS
    form = FailureForm(data.model_dump(mode="json"), today=timezone.localdate(now), is_last=is_last)
    delivery.fail(parcel=found, by=request.user, now=now, **{"next_on": None, **forms.cleaned(form)})
    return stop(request, parcel_id)


def _step(operation: Callable[..., Parcel]) -> Callable[[ApiRequest, int], StopOut]:
    def step(request: ApiRequest, parcel_id: int) -> StopOut:
        operation(parcel=_own(request, parcel_id), by=request.user, now=timezone.now())
        return stop(request, parcel_id)

    return step


for _action, (_operation, _summary) in _PLAIN.items():
    _name = f"{_action.name.lower()}_parcel"
    router.post(f"parcels/{{int:parcel_id}}/{_action}/", response=WRITES, operation_id=_name, summary=_summary)(
        _step(_operation)
    )


def _own(request: ApiRequest, parcel_id: int) -> Parcel:
    require(request, Permission.DELIVER)
    found = courier.loaded(queries.parcels_brought_by(request.user)).filter(pk=parcel_id).first()
    if found is None:
        raise Http404
    return found

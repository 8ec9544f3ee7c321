"""Photos of the door, for those who may see them: the buyer, the courier until the stop is done."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import proofs, queries
from orders.models import Proof
from orders.queries import courier
from orders.views import links
from shop.core import downloads


@guards.requires(Permission.BUY)
@require_safe
def of_buyer(request: AuthenticatedRequest, number: str, proof_id: int) -> HttpResponse:
    return _of_order(links.own(request, number), proof_id)


@guards.public
@require_safe
def of_guest(request: HttpRequest, token: str, proof_id: int) -> HttpResponse:
    return _of_order(links.by_link(token), proof_id)


@guards.requires(Permission.DELIVER)
@require_safe
def of_courier(request: AuthenticatedRequest, parcel_id: int, proof_id: int) -> HttpResponse:
    """Until the stop is done: afterwards the photo is none of the courier's business."""
    mine = courier.open_parcels(queries.parcels_brought_by(request.user))
    return photo(get_object_or_404(Proof, pk=proof_id, parcel__in=mine.filter(pk=parcel_id)))


def _of_order(access: links.Access, proof_id: int) -> HttpResponse:
    return photo(get_object_or_404(Proof, pk=proof_id, parcel__order=access.order_id))


def photo(proof: Proof) -> HttpResponse:
    """:raises Http404: where there is none, or its file is gone."""
    content = proofs.photo_of(proof)
    if content is None:
        raise Http404
    return downloads.picture(content)

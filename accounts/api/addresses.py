"""The address book."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from accounts import operations
from accounts.api import schemas
from accounts.api.auth import ApiRequest, BearerAuth
from accounts.models import PARTS, Address
from shop.core import http, paging

router = Router(auth=BearerAuth())
PAGE = 50
_WRITES = http.refusals(400, 401, 404, 409, 422, 429)


@router.get(
    "",
    response={200: schemas.AddressPage, **http.refusals(401, 422, 429)},
    operation_id="addresses",
    summary="Your addresses",
)
def addresses(request: ApiRequest, cursor: str = "") -> dict[str, Any]:
    page = paging.keyset(Address.objects.of(request.user), order=("-id",), cursor=cursor, size=PAGE)
    return {"results": page.rows, "next": page.next}


@router.post("", response={201: schemas.AddressOut, **_WRITES}, operation_id="add_address", summary="Add an address")
def add(request: ApiRequest, data: schemas.BookIn) -> Status[Any]:
    """The first one is the default by itself."""
    parts = data.model_dump(include=set(PARTS))
    address = operations.add_address(owner=request.user, parts=parts, make_default=data.is_default, now=timezone.now())
    return Status(201, address)


@router.get(
    "{int:address_id}/",
    response={200: schemas.AddressOut, **http.refusals(401, 404, 429)},
    operation_id="address",
    summary="One address",
)
def address(request: ApiRequest, address_id: int) -> Address:
    return _own(request, address_id)


@router.patch(
    "{int:address_id}/",
    response={200: schemas.AddressOut, **_WRITES},
    operation_id="update_address",
    summary="Change an address",
)
def update(request: ApiRequest, address_id: int, data: schemas.BookPatch) -> Address:
    own = _own(request, address_id)
    given = {name: value for name, value in data.model_dump(include=set(PARTS)).items() if value is not None}
    return operations.update_address(
        address=own,
        parts={**own.parts(), **given},
        make_default=bool(data.is_default),
        by=request.user,
        now=timezone.now(),
    )


@router.delete(
    "{int:address_id}/",
    response={204: None, **http.refusals(401, 404, 429)},
    operation_id="delete_address",
    summary="Remove an address",
)
def delete(request: ApiRequest, address_id: int) -> Status[Any]:
    operations.delete_address(address=_own(request, address_id), by=request.user, now=timezone.now())
    return Status(204, None)


def _own(request: ApiRequest, address_id: int) -> Address:
    found = Address.objects.of(request.user).filter(pk=address_id).first()
    if found is None:
        raise Http404
    return found

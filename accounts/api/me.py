"""One's own data and tokens."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from accounts import operations, queries
from accounts.api import schemas
from accounts.api.auth import ApiRequest, BearerAuth
from accounts.forms import DetailsForm
from accounts.models import User
from shop.core import forms, http, paging

router = Router(auth=BearerAuth())
PAGE = 50


@router.get(
    "/me/",
    response={200: schemas.MeOut, **http.refusals(401, 429)},
    operation_id="me",
    summary="Your name, email and roles",
)
def me(request: ApiRequest) -> User:
    return _present(request)


@router.patch(
    "/me/",
    response={200: schemas.MeOut, **http.refusals(400, 401, 422, 429)},
    operation_id="update_me",
    summary="Change your name or phone number",
)
def update_me(request: ApiRequest, data: schemas.MeIn) -> User:
    user = _present(request)
    given = {name: value for name, value in data.model_dump(exclude_unset=True).items() if value is not None}
    kept = {"full_name": user.full_name, "phone": user.phone, "time_zone": user.time_zone}
    values = forms.cleaned(DetailsForm({**kept, **given}))
    return operations.update_details(user=user, **values, by=user, now=timezone.now())


def _present(request: ApiRequest) -> User:
    """For an edit, also while it compares versions, as the row is now: under its lock, not as the token found it."""
    return request.user if request.method == "GET" else User.objects.get(pk=request.user.pk)


@router.get(
    "/tokens/",
    response={200: schemas.TokenPage, **http.refusals(401, 422, 429)},
    operation_id="tokens",
    summary="Your tokens, without their secrets",
)
def tokens(request: ApiRequest, cursor: str = "") -> dict[str, Any]:
    """The tokens that work now, the newest first."""
    rows = queries.tokens_of(request.user, now=timezone.now())
    page = paging.keyset(rows, order=("-id",), cursor=cursor, size=PAGE)
    results = [schemas.TokenOut.of(token, current=request.auth) for token in page.rows]
    return {"results": results, "next": page.next}


@router.delete(
    "/tokens/",
    response={204: None, **http.refusals(401, 429)},
    operation_id="revoke_tokens",
    summary="Revoke all tokens, this one too",
)
def revoke_tokens(request: ApiRequest) -> Status[Any]:
    """Revoke all of them, also the one that you sent."""
    operations.revoke_tokens(user=request.user, by=request.user, now=timezone.now())
    return Status(204, None)


@router.delete(
    "/tokens/{int:token_id}/",
    response={204: None, **http.refusals(401, 404, 429)},
    operation_id="revoke_token",
    summary="Revoke one token",
)
def revoke_token(request: ApiRequest, token_id: int) -> Status[Any]:
    now = timezone.now()
    token = queries.tokens_of(request.user, now=now).filter(pk=token_id).first()
    if token is None:
        raise Http404
    operations.revoke_token(token=token, by=request.user, now=now)
    return Status(204, None)

"""Signing up and in. Nothing here tells whether an address has an account."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from accounts import operations
from accounts.api import schemas
from accounts.api.auth import ApiRequest, BearerAuth
from accounts.forms import EmailForm, RegisterForm, TokenForm
from shop.core import forms, http, ratelimit

router = Router()


@router.post(
    "/register/",
    response={202: schemas.Sent, **http.refusals(400, 422, 429)},
    operation_id="register",
    summary="Open an account; a mail confirms it",
)
def register(request: HttpRequest, data: schemas.RegisterIn) -> Status[Any]:
    """Sign up. The account is not active before the mailed link is opened."""
    values = forms.cleaned(RegisterForm(data.model_dump()))
    ratelimit.hit(request, "register", key=ratelimit.address(request), strict=True)
    names = ("email", "password", "full_name", "shop_name")
    operations.register(**{name: values[name] for name in names}, now=timezone.now())
    return Status(202, schemas.Sent(message=_("Check your email.")))


@router.post(
    "/login/",
    response={200: schemas.TokenMade, **http.refusals(400, 401, 422, 429)},
    operation_id="login",
    summary="Get a token for an email and a password",
)
def login(request: HttpRequest, data: schemas.LoginIn) -> schemas.TokenMade:
    """A token for an address and a password. Wrong, unknown and not active are the same 401.

    An account with a second factor needs `otp` too: 401 `second_factor_required` without it, 401 `wrong_code` for one
    that is wrong or was used already. Both come only after the right password.
    """
    values = forms.cleaned(TokenForm(data.model_dump()))
    token, expires = operations.issue_token(request, **values, now=timezone.now())
    return schemas.TokenMade(token=token, expires=expires)


@router.post(
    "/logout/",
    auth=BearerAuth(),
    response={204: None, **http.refusals(401, 429)},
    operation_id="logout",
    summary="Revoke the token that asks",
)
def logout(request: ApiRequest) -> Status[Any]:
    """Revoke the token that this request came with."""
    operations.revoke_token(token=request.auth, by=request.user, now=timezone.now())
    return Status(204, None)


@router.post(
    "/forget-password/",
    response={202: schemas.Sent, **http.refusals(400, 422, 429)},
    operation_id="forget_password",
    summary="Have a link to a new password mailed",
)
def forget_password(request: HttpRequest, data: schemas.EmailIn) -> Status[Any]:
    """Have a link for a new password mailed, if there is such an account."""
    operations.request_reset(request, email=forms.cleaned(EmailForm(data.model_dump()))["email"])
    return Status(202, schemas.Sent(message=_("If we know this email, a link is on its way.")))

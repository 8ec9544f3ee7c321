"""Passkeys (WebAuthn). What the browser was asked waits in the session and answers once."""

import base64
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from fido2 import server, webauthn

from accounts.models import Passkey, User
from accounts.operations import factors
from shop.core import crypto, errors, ratelimit

_STATE = "passkey_state"
MOST = 10


class BadPasskey(errors.DomainError):
    """The browser's answer does not fit what it was asked."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Your device did not give a passkey that we can use. Try again."))


class TooManyPasskeys(errors.DomainError):
    """A list that nobody could tell apart."""


def _server() -> server.Fido2Server:
    """For the one origin that this shop has; a passkey belongs to its host name."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    party = webauthn.PublicKeyCredentialRpEntity(id=host, name="Millrow")
    return server.Fido2Server(party, verify_origin=lambda origin: origin == settings.BASE_URL)


def ask_to_make(request: HttpRequest, *, user: User) -> dict[str, Any]:
    """What `navigator.credentials.create` gets, as JSON."""
    entity = webauthn.PublicKeyCredentialUserEntity(
        id=bytes.fromhex(crypto.blind_index(f"passkey|{user.pk}")), name=user.email, display_name=str(user)
    )
    options, state = _server().register_begin(
        entity, _credentials(user), user_verification=webauthn.UserVerificationRequirement.PREFERRED
    )
    request.session[_STATE] = {**state, "user": user.pk}
    return dict(options.public_key)


def ask_to_show(request: HttpRequest, *, user: User) -> dict[str, Any] | None:
    """What `navigator.credentials.get` gets, or None for somebody without a passkey."""
    credentials = _credentials(user)
    if not credentials:
        return None
    options, state = _server().authenticate_begin(
        credentials, user_verification=webauthn.UserVerificationRequirement.PREFERRED
    )
    request.session[_STATE] = {**state, "user": user.pk}
    return dict(options.public_key)


def add_passkey(request: HttpRequest, *, user: User, name: str, answer: str, now: datetime) -> list[str]:
    """
    Keep what the browser made. Answers new recovery codes if there were none.

    :raises BadPasskey, TooManyPasskeys:
    """
    if Passkey.objects.filter(user=user).count() >= MOST:
        raise TooManyPasskeys(_("You have %(count)s passkeys. Remove one first.") % {"count": MOST})
    state, content = _asked(request, user), _parsed(answer)
    try:
        made = _server().register_complete(state, content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPasskey from error
    if made.credential_data is None:
        raise BadPasskey
    return _keep(user, name, made.credential_data, made.counter, now)


@transaction.atomic
def _keep(user: User, name: str, credential: webauthn.AttestedCredentialData, count: int, now: datetime) -> list[str]:
    try:
        with transaction.atomic():
            Passkey.objects.create(
                user=user,
                name=name,
                credential_id=_text(credential.credential_id),
                credential=_text(credential),
                sign_count=count,
                created_at=now,
            )
    except IntegrityError:
        raise BadPasskey from None
    return factors.announce_new(user=user, now=now)


def check_passkey(request: HttpRequest, *, user: User, answer: str, now: datetime) -> None:
    """
    :raises ratelimit.RateLimited: as for codes.
    :raises BadPasskey: also for a signature counter that went back, which is how a copied key shows.
    """
    ratelimit.hit(request, "second_factor", key=str(user.pk), strict=True)
    state, content = _asked(request, user), _parsed(answer)
    try:
        shown = _server().authenticate_complete(state, _credentials(user), content)
        counter = webauthn.AuthenticationResponse.from_dict(content).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPasskey from error
    # Some devices never count. Once one has, it does not stop (WebAuthn, 7.2, step 22).
    went_on = Q(sign_count__lt=counter) if counter else Q(sign_count=0)
    rows = Passkey.objects.filter(went_on, user=user, credential_id=_text(shown.credential_id))
    if rows.update(sign_count=counter, last_used_at=now) != 1:
        raise BadPasskey
    ratelimit.forgive(request, "second_factor", key=str(user.pk), strict=True)


def _asked(request: HttpRequest, user: User) -> dict[str, Any]:
    state = request.session.pop(_STATE, None)
    if not isinstance(state, dict) or state.pop("user", None) != user.pk:
        raise BadPasskey
    return state


def _parsed(answer: str) -> dict[str, Any]:
    try:
        content = json.loads(answer)
    except (ValueError, RecursionError):
        raise BadPasskey from None
    if not isinstance(content, dict):
        raise BadPasskey
    return content


def _credentials(user: User) -> list[webauthn.AttestedCredentialData]:
    rows = Passkey.objects.filter(user=user).order_by("-created_at", "-id").values_list("credential", flat=True)
    return [webauthn.AttestedCredentialData(base64.b64decode(row)) for row in rows[:MOST]]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

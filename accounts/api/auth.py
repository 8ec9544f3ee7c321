"""Who calls the API: the owner of a bearer token, and nobody else whatever cookies come along."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from accounts import operations
from accounts.models import Token, TokenScope, User
from accounts.roles import Permission
from shop.core import errors, ratelimit


class ApiRequest(HttpRequest):
    """A request that came with a token: `user` is its owner, `auth` the token itself."""

    user: User
    auth: Token


class FactorMissing(errors.DomainError):
    """This role requires a second factor; it is set up on the pages."""

    status = 403
    code = "second_factor_missing"

    def __init__(self) -> None:
        super().__init__(_("Your role requires a second factor. Set one up on the page of your account first."))


class BearerAuth(HttpBearer):
    """`Authorization: Bearer <token>`. One query; the last use is written now and then."""

    def __call__(self, request: HttpRequest) -> Token | None:
        known = getattr(request, "auth", None)
        if isinstance(known, Token):
            return known  # asked before for this request, and counted once
        # Before anything looks at it: the cookie of the pages opens nothing here.
        request.user = AnonymousUser()
        return cast("Token | None", super().__call__(request))

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        now = timezone.now()
        rows = Token.objects.presented(token, TokenScope.AUTH).usable(now).filter(user__is_active=True)
        found = rows.select_related("user").first()
        if found is None:
            return None
        ratelimit.hit(request, "api", key=f"token|{found.pk}")
        operations.note_use(token=found, now=now, device=operations.device_label(request.headers.get("User-Agent", "")))
        request.user = found.user
        return found


def require(request: HttpRequest, *permissions: Permission) -> None:
    """
    :raises PermissionDenied: unless the token's owner has one of these permissions.
    :raises FactorMissing: where every role that gives one requires a second factor, and its holder set up none.
    """
    user = request.user
    if not isinstance(user, User) or not any(user.holds(permission) for permission in permissions):
        raise PermissionDenied
    if user.lacks_factor(permissions):
        raise FactorMissing

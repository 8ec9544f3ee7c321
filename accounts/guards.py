"""
Who may open a view. Every view declares exactly one guard; the access-table test fails for a view without one.

    @public                              everybody
    @signed_in                           anybody with an account
    @requires(Permission.SELL)           a role that has the permission; anybody else signed in gets 403
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.roles import Permission
from shop.core import http

View = TypeVar("View", bound=Callable[..., HttpResponse])


class AuthenticatedRequest(http.HtmxRequest):
    """The request of a guarded view: `user` is a person, so no view needs an assertion."""

    user: User


def public(view: View) -> View:
    """Everybody, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anybody with an account; others go to the login page and come back."""
    return _guarded(view, None)


def requires(*permissions: Permission) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Somebody whose roles give any of these permissions: guests go to the login page, others get 403."""
    return functools.partial(_guarded, permissions=permissions)


def _guarded(
    view: Callable[..., HttpResponse], permissions: tuple[Permission, ...] | None
) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        if permissions is not None and not any(user.may(permission) for permission in permissions):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    guarded.guard = "signed_in" if permissions is None else permissions  # type: ignore[attr-defined]
    return guarded

"""
Who may open a view. Every view declares exactly one guard; the access-table test fails for a view without one.

    @public                              everybody
    @signed_in                           anybody with an account
    @requires(Permission.SELL)           a role that has the permission; anybody else signed in gets 403

Inside of `signed_in` or `requires`, `@confirmed` asks for the password once more unless it was given just now.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import keeping
from accounts.models import User
from accounts.operations import sessions
from accounts.roles import Permission
from shop.core import http

View = TypeVar("View", bound=Callable[..., HttpResponse])


class AuthenticatedRequest(http.HtmxRequest):
    """The request of a guarded view: `user` is a person, so no view needs an assertion."""

    user: User


def public(view: View) -> View:
    """Everybody, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]  # for the test of the access table
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
            return keeping.to_login(request)
        if permissions is not None and not any(user.holds(permission) for permission in permissions):
            raise PermissionDenied
        if permissions is not None and user.lacks_factor(permissions):
            return to_set_up(request)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    guarded.guard = "signed_in" if permissions is None else permissions  # type: ignore[attr-defined]  # likewise
    return guarded


def to_set_up(request: HttpRequest) -> HttpResponse:
    """Where a role requires a second factor and its holder has none, nothing else of that role opens before."""
    messages.warning(request, _("Your role requires a second factor. Set one up to go on."))
    return redirect("accounts:second-factor")


def confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password before something dangerous, unless it was given in the last minutes."""

    @functools.wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sessions.is_confirmed(request, now=timezone.now()):
            return keeping.to_confirm(request)
        return view(request, *args, **kwargs)

    return asked

"""
What somebody looked at last, kept in a cookie of their own.

A session would be a row in the database for every visitor who only looks (and for every robot). The cookie names whose
it is, so that after signing out the next person at the same device does not see it; what a guest looked at stays with
them when they sign in.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "viewed"
MOST = 12
_SECONDS = 30 * 24 * 3600
_LONGEST = 400


def ids(request: HttpRequest, *, without: Iterable[int] = ()) -> list[int]:
    """Product ids, the last one first."""
    owner, _, listed = request.COOKIES.get(COOKIE, "")[:_LONGEST].partition(":")
    if owner not in ("", _tag(request)):
        return []
    gone = set(without)
    numbers = [int(text) for text in listed.split(".") if text.isascii() and text.isdigit() and len(text) < 19]
    return [pk for pk in dict.fromkeys(numbers) if pk not in gone][:MOST]


def remember(request: HttpRequest, response: HttpResponse, product_id: int) -> None:
    """Put a product in front of what was looked at before."""
    listed = [product_id, *ids(request, without=[product_id])][:MOST]
    value = f"{_tag(request)}:{'.'.join(map(str, listed))}"
    if request.COOKIES.get(COOKIE) != value:
        response.set_cookie(COOKIE, value, max_age=_SECONDS, httponly=True, secure=request.is_secure(), samesite="Lax")


def _tag(request: HttpRequest) -> str:
    """Whose list it is, without saying who that is; empty for a guest."""
    pk = request.user.pk if request.user.is_authenticated else None
    return salted_hmac("catalog.recent", str(pk)).hexdigest()[:12] if pk else ""

"""
Secrets that are shown after they were made and never again: they wait sealed in the session of whoever made them, for
some minutes or until "I have them", so that a reload or a download does not lose them.
"""

from django.http import HttpRequest
from django.utils import timezone

from shop.core import crypto

CODES = "new_recovery_codes"
TOKEN = "new_token"  # noqa: S105 (the name of a place, no secret)
SECONDS = 600
_CONTEXT = "accounts.shown_once"


def put(request: HttpRequest, name: str, lines: list[str]) -> None:
    sealed = crypto.encrypt("\n".join(lines), context=_CONTEXT)
    request.session[name] = {"sealed": sealed, "at": int(timezone.now().timestamp())}


def lines(request: HttpRequest, name: str) -> list[str]:
    """What waits under this name, or nothing."""
    kept = request.session.get(name)
    if not isinstance(kept, dict) or timezone.now().timestamp() - kept["at"] > SECONDS:
        return []
    try:
        return crypto.decrypt(kept["sealed"], context=_CONTEXT).split("\n")
    except crypto.Undecryptable:
        return []


def forget(request: HttpRequest, name: str) -> None:
    request.session.pop(name, None)

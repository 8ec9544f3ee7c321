"""
`Idempotency-Key` on every POST of somebody who signed in (after the IETF draft `httpapi-idempotency-key-header`).

The effect and its answer are written in one transaction (`orders.replays`): sent again, the same request gets the same
answer and nothing happens; two at once, the second waits for the first. A refusal is not kept, so the key can be used
again after mending it. Placing an order talks to a payment provider, which no transaction may; that one is idempotent
by its basket anyhow, so its key is claimed before and its answer kept afterwards.
"""

import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from orders import replays
from shop.core import errors

Deed = Callable[[], HttpResponse]
HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,255}")
# Names of the keys that are no UUID.
_SPACE = uuid.UUID("5b3f3f0e-6f0c-4f5b-9c5e-0a4a52f6d8c1")
_AFTERWARDS = frozenset({"place_order"})
# What is about the token itself: the answer for another one would say that this one is ended, and it would live on.
UNKEYED = frozenset({"logout"})


class BadKey(errors.Unprocessable):
    code = "bad_idempotency_key"


def is_keyed(operation: str, request: HttpRequest) -> bool:
    """Whether the key of this request counts: only where somebody signed in, as it is theirs."""
    return (
        request.method == "POST" and HEADER in request.headers and hasattr(request, "auth") and operation not in UNKEYED
    )


def answer(request: HttpRequest, deed: Deed, *, operation: str) -> HttpResponse:
    """
    The answer of `deed`, or the kept one where the same request came before.

    :raises BadKey: for a key that is none.
    :raises replays.OtherStep: for a key that belongs to another request.
    """
    by = cast(User, request.user)
    key, digest = _key(request), _digest(request)
    known = replays.kept(by=by, key=key, digest=digest)
    if known is not None:
        return _again(known)
    if operation in _AFTERWARDS:
        first = _claimed(by, key, digest, deed)
        return _once(by, key, digest, lambda: first)
    return _once(by, key, digest, deed)


def _claimed(by: User, key: uuid.UUID, digest: str, deed: Deed) -> HttpResponse:
    """Its key is taken while it is done, so that nothing else happens under it. Killed in between, it goes on."""
    replays.claim(by=by, key=key, digest=digest, now=timezone.now())
    try:
        return deed()
    except BaseException:
        replays.release(by=by, key=key)
        raise


def _once(by: User, key: uuid.UUID, digest: str, deed: Deed) -> HttpResponse:
    fresh: list[HttpResponse] = []

    def tried() -> replays.Kept | None:
        response = deed()
        fresh[:] = [response]
        if response.status_code >= 400:
            return None
        return replays.Kept({"status": response.status_code}, response.content.decode())

    found = replays.keep(by=by, key=key, digest=digest, now=timezone.now(), deed=tried)
    return fresh[0] if fresh else _again(cast(replays.Kept, found))


def _again(kept: replays.Kept) -> HttpResponse:
    response = HttpResponse(
        kept.body, status=int(kept.answer.get("status", 200)), content_type="application/json; charset=utf-8"
    )
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _key(request: HttpRequest) -> uuid.UUID:
    text = request.headers[HEADER]
    if not KEY.fullmatch(text):
        words = _("A key is 1 to 255 visible characters.")
        raise BadKey(words, fields={HEADER: [words]})
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(_SPACE, text)


def _digest(request: HttpRequest) -> str:
    """What was asked. Of a form with files its parts count, as each sending draws another line between them."""
    digest = hashlib.sha256(request.get_full_path().encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name, upload in sorted(cast("dict[str, Any]", request.FILES).items()):
        digest.update(f"{name}:{upload.name}:".encode(errors="replace"))
        digest.update(_content(upload))
    return digest.hexdigest()


def _content(upload: Any) -> bytes:
    content = b"".join(upload.chunks())
    upload.seek(0)
    return hashlib.sha256(content).digest()

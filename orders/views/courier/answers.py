"""
How a step is answered: once per key, to a page with a redirect, to a phone's queue with JSON.

The key comes in the header `Idempotency-Key` or, from a plain form, in its field `key`. Without one the step is simply
done: the states refuse what was done before.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.guards import AuthenticatedRequest
from orders import proofs, replays
from orders.models import Parcel
from orders.replays import Answer
from shop.core import errors

_NOT_ASKED = ("csrfmiddlewaretoken", "key", "saved_at")


def wants_json(request: AuthenticatedRequest) -> bool:
    """Whether the phone's queue asks, not a page."""
    return request.headers.get("Accept") == "application/json"


def home() -> str:
    return reverse("orders:deliver")


def page_of(parcel: Parcel) -> str:
    return reverse("orders:stop", args=[parcel.pk])


def answer_to(request: AuthenticatedRequest, deed: Callable[[str], Answer], *, path: str, photo: Any = None) -> Answer:
    """
    The answer of `deed`, or the kept one where this key was answered before. A refusal is an answer too.

    :param deed: is given the storage name of the photo (or "") and does the step.
    :param path: where to go on after a refusal.
    """
    try:
        key = _key(request)
        digest = replays.digest_of(request.path, _values(request), _files(request))
        known = replays.answered(by=request.user, key=key, digest=digest) if key else None
        if known is not None:
            return known
        with proofs.stored(photo) as name:
            answer, is_used = _done(request, deed, name, key=key, digest=digest, path=path)
            if name and not is_used:
                proofs.storage().delete(name)
            return answer
    except errors.DomainError as error:
        return Answer(ok=False, message=error.message, path=path, fields=error.fields)


def _done(
    request: AuthenticatedRequest,
    deed: Callable[[str], Answer],
    photo: str,
    *,
    key: uuid.UUID | None,
    digest: str,
    path: str,
) -> tuple[Answer, bool]:
    """The answer, and whether the photo came to belong to something."""
    uses: list[bool] = []

    def tried() -> Answer:
        try:
            answer = deed(photo)
        except errors.DomainError as error:
            return Answer(ok=False, message=error.message, path=path, fields=error.fields)
        uses.append(True)
        return answer

    if key is None:
        return tried(), bool(uses)
    answer = replays.once(by=request.user, key=key, digest=digest, now=timezone.now(), deed=tried)
    return answer, bool(uses)


def respond(
    request: AuthenticatedRequest, answer: Answer, *, page: Callable[[Answer], HttpResponse] | None = None
) -> HttpResponse:
    """:param page: draws a refusal that names fields; without it the refusal is said on the page at `path`."""
    if wants_json(request):
        if answer.ok and "saved_at" not in request.POST:
            messages.success(request, answer.message)
        status = 200 if answer.ok else 422 if answer.fields else 409
        return JsonResponse(asdict(answer), status=status)
    if not answer.ok and answer.fields and page is not None:
        return page(answer)
    (messages.success if answer.ok else messages.error)(request, answer.message)
    return redirect(answer.path)


def refusal(form: Any, path: str) -> Answer:
    """What a form that does not hold says, for a phone. Nothing was done, so nothing is kept."""
    fields = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    first = next(iter(fields.values()))[0]
    return Answer(ok=False, message=first, path=path, fields=fields)


def mark(form: Any, answer: Answer) -> None:
    """Put what was refused beside its fields, unless the form says so itself."""
    for name, texts in answer.fields.items():
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, texts)


def _key(request: AuthenticatedRequest) -> uuid.UUID | None:
    text = request.headers.get("Idempotency-Key") or request.POST.get("key", "")
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _values(request: AuthenticatedRequest) -> dict[str, str]:
    """What was typed. A form without a photo brings an empty value for it, the phone's queue brings none."""
    return {name: str(value) for name, value in request.POST.items() if value and name not in _NOT_ASKED}


def _files(request: AuthenticatedRequest) -> list[tuple[str, int]]:
    uploads: Iterable[Any] = request.FILES.values()
    return [(str(upload.name), int(upload.size)) for upload in uploads if upload.size]

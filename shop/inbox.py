"""
`/dev/mail/`: every mail that was written into DATA_DIR/mail instead of being sent, the newest first.

For developers only (`DEV_PAGES`): whoever reads this page can use every link in it. A mail's HTML is shown at an
address of its own, sandboxed and without scripts, since the pages' own policy allows no styles inside a page.
"""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import guards
from shop.core import paging

PER_PAGE = 25
# Django's file backend ends each message with this line.
SEPARATOR = b"-" * 79 + b"\n"
# The file's name without its ending, and which of its messages: mails of one second may share a file.
NAME = re.compile(r"([0-9A-Za-z-]{1,100})_([0-9]{1,4})")
SANDBOX = "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Mail:
    """One written mail. `name` says where it is: see `NAME`."""

    name: str
    at: datetime
    subject: str
    sender: str
    to: str
    text: str
    html: str


def developers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEV_PAGES:
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return guarded


@guards.public
@developers_only
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    page = paging.numbered(_files(), request.GET.get("page"), size=PER_PAGE)
    mails = [mail for path in page.object_list for mail in reversed(_read(path))]
    return render(request, "dev/inbox.html", {"page": page, "mails": mails})


@guards.public
@developers_only
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "dev/mail.html", {"mail": _find(name)})


@guards.public
@developers_only
@require_safe
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as its reader sees it."""
    response = HttpResponse(_find(name).html or "<!doctype html><title>–</title>")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    found = [(path.stat().st_mtime_ns, path.name, path) for path in folder.glob("*.log")] if folder.is_dir() else []
    return [path for _time, _name, path in sorted(found, reverse=True)]


def _find(name: str) -> Mail:
    """:raises Http404: for anything but the name of a mail in the folder."""
    parts = NAME.fullmatch(name)
    path = Path(settings.EMAIL_FILE_PATH) / f"{parts[1]}.log" if parts else None
    if path is None or not path.is_file():
        raise Http404
    found = next((mail for mail in _read(path) if mail.name == name), None)
    if found is None:
        raise Http404
    return found


def _read(path: Path) -> list[Mail]:
    """The mails of a file in the order in which they were written."""
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    messages = [raw for raw in path.read_bytes().split(SEPARATOR) if raw.strip()]
    return [_parsed(raw, name=f"{path.stem}_{number}", at=at) for number, raw in enumerate(messages)]


def _parsed(raw: bytes, *, name: str, at: datetime) -> Mail:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return Mail(
        name=name,
        at=at,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    if body is None or body.get_content_subtype() != kind:
        return ""
    return str(body.get_content()).strip()

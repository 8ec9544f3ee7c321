"""
What was typed into a form is not lost because a session ended in the middle.

The fields wait in the new session, sealed, for their owner to sign in (or to give the password once more); then the
page with the form is shown with everything as it was typed. Never kept: passwords, codes, card data, files.
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from shop.core import crypto, filling

_KEPT = "kept_form"
_CONTEXT = "accounts.kept_form"
_SECRET = re.compile(r"pass|secret|token|otp|card|cvc|cvv|^(pin|code|credential)$", re.IGNORECASE)
MOST_BYTES = 200_000


def mark_of(user_id: int) -> str:
    """What a browser remembers of who was signed in: nobody else gets to see what that person typed."""
    return salted_hmac("accounts.keeping", str(user_id), algorithm="sha256").hexdigest()[:32]


def to_login(request: HttpRequest) -> HttpResponse:
    """On to the login, and back to where the person was."""
    page = keep(request)
    if page and _is_kept(request):
        messages.info(request, _("You were signed out meanwhile. Sign in, and what you typed is there again."))
    return _redirect(request, redirect_to_login(page or request.get_full_path(), settings.LOGIN_URL))


def to_confirm(request: HttpRequest) -> HttpResponse:
    """On to the question for the password, and back."""
    return _redirect(request, redirect_to_login(keep(request) or request.get_full_path(), "/confirm/"))


def _redirect(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A whole new page also where htmx asked for a part of one."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(response.headers["Location"])
    return response


def keep(request: HttpRequest) -> str:
    """
    Keep what a form sent, and answer the address of the page with that form ("" for a request that is no form).

    Only where this browser knows whose it is: nothing is written for those who never signed in.
    """
    if request.method != "POST" or request.content_type == "application/json":
        return ""
    page, mark = _page_of(request), request.COOKIES.get(settings.MARK_COOKIE_NAME, "")
    fields = {name: texts for name, texts in request.POST.lists() if not _SECRET.search(name)}
    text = json.dumps({
        "page": page, "action": request.path, "fields": fields, "files": bool(request.FILES), "mark": mark,
        "at": int(timezone.now().timestamp()),
    })  # fmt: skip
    if mark and fields and len(text) <= MOST_BYTES:
        request.session[_KEPT] = crypto.encrypt(text, context=_CONTEXT)
    return page


def _page_of(request: HttpRequest) -> str:
    """The page that the form is on, as the browser says; it is one of ours or it is not taken."""
    source = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if source.netloc == request.get_host() and source.path.startswith("/"):
        return source.path + (f"?{source.query}" if source.query else "")
    return request.get_full_path()


def _is_kept(request: HttpRequest) -> bool:
    return _KEPT in request.session


def restore(request: HttpRequest, response: HttpResponseBase) -> None:
    """Fill the form of this page with what waits for it; once it was sent again, forget it."""
    if not _is_kept(request) or not request.user.is_authenticated:
        return
    kept = _opened(request)
    if not _may_see(request, kept) or _is_sent_again(request, response, kept):
        del request.session[_KEPT]
    elif request.method == "GET" and request.get_full_path() == kept["page"] and isinstance(response, HttpResponse):
        _fill(request, response, kept)


def _may_see(request: HttpRequest, kept: dict[str, Any]) -> bool:
    age = timezone.now().timestamp() - kept.get("at", 0)
    mine = constant_time_compare(kept.get("mark", ""), mark_of(request.user.pk or 0))
    return mine and age <= settings.KEEP_TYPED.total_seconds()


def _is_sent_again(request: HttpRequest, response: HttpResponseBase, kept: dict[str, Any]) -> bool:
    return request.method == "POST" and request.path == kept["action"] and not _asks_again(response)


def _asks_again(response: HttpResponseBase) -> bool:
    refused = response.status_code == 403
    return refused or response.headers.get("Location", "").startswith(("/login/", "/confirm/"))


def _opened(request: HttpRequest) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(crypto.decrypt(request.session[_KEPT], context=_CONTEXT))
    except (crypto.Undecryptable, ValueError):
        return {}
    return kept


def _fill(request: HttpRequest, response: HttpResponse, kept: dict[str, Any]) -> None:
    if response.status_code != 200 or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    note = render_to_string("accounts/_kept_note.html", {"files": kept["files"]}, request)
    page = response.content.decode(response.charset)
    path, action = request.get_full_path(), kept["action"]
    filled = filling.fill(page, path=path, action=action, values=kept["fields"], note=note)
    if filled is not None:
        response.content = filled.encode(response.charset)

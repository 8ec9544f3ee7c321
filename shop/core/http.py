"""What views share about HTTP: typed requests, the client's address, safe redirects, the one JSON error envelope."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from pydantic import BaseModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django_htmx.middleware import HtmxDetails


class ErrorBody(BaseModel):
    """
    :ivar code: a stable name for programs.
    :ivar message: a sentence for people.
    :ivar fields: sentences by the name of the field they belong to.
    """

    code: str
    message: str
    fields: dict[str, list[str]]


class ErrorOut(BaseModel):
    """Every refusal of the API."""

    error: ErrorBody


def refusals(*statuses: int) -> dict[int, type[ErrorOut]]:
    """The refusals of an API operation, for its `response=` and so for the OpenAPI document."""
    return dict.fromkeys(statuses, ErrorOut)


class HtmxRequest(HttpRequest):
    """A request that knows whether htmx sent it."""

    htmx: "HtmxDetails"


class AuthenticatedRequest(HtmxRequest):
    """A request behind a guard: its user is logged in. Apps narrow `user` to their own model."""

    user: "AbstractBaseUser"  # type: ignore[assignment]  # nobody anonymous gets here


def client_ip(request: HttpRequest) -> str:
    """
    The address of the client, which no header can forge.

    Behind `TRUSTED_PROXIES` proxies it is the hop that the outermost of them appended to X-Forwarded-For; without
    proxies the header is ignored. A Unix socket without a header counts as the loopback.
    """
    address = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            address = hops[-settings.TRUSTED_PROXIES]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return "127.0.0.1"


def network_of(address: str) -> str:
    """
    The network that an address belongs to, as a person may read it: `203.0.113.0/24`, `2001:db8:17::/48`. Enough to
    recognise "at home", too little to find anybody. Empty for this machine, of which a network says nothing.
    """
    ip = ipaddress.ip_address(address)
    if ip.is_loopback:
        return ""
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The `next` of the form or the query, if it is an address on this host; otherwise `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not target.startswith(("/", "https://", "http://")):
        return default  # also what `redirect` would take for the name of a view
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return default


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer must be JSON: everything under /api/ except what a browser opens there."""
    return request.path.startswith("/api/") and "text/html" not in request.headers.get("Accept", "")


def is_json(request: HttpRequest) -> bool:
    """Whether the body is declared as JSON, which a form of another site cannot do."""
    return request.content_type == "application/json"


def json_error(status: int, code: str, message: str, fields: Mapping[str, Sequence[str]] | None = None) -> JsonResponse:
    """The one error envelope of the API."""
    body = {"error": {"code": code, "message": message, "fields": {k: list(v) for k, v in (fields or {}).items()}}}
    return JsonResponse(body, status=status)

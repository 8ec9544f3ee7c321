"""What the API says when something was refused: one envelope, whatever raised it."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shop.core import errors, http, middleware, paging, ratelimit


def wrong_type(expected: str) -> HttpResponse:
    text = _("Send the body as %(type)s.") % {"type": expected}
    return http.json_error(415, "unsupported_media_type", text)


def _unprocessable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, list[str]] = {}
    for item in error.errors:
        name = ".".join(str(part) for part in item["loc"][1:] if part != "data") or "body"
        fields.setdefault(name, []).append(str(item["msg"]))
    return http.json_error(422, "unprocessable", _("Some values are missing or wrong."), fields)


def _refused(request: HttpRequest, error: errors.DomainError) -> HttpResponse:
    return http.json_error(error.status, error.code, error.message, error.fields)


def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = http.json_error(401, "unauthenticated", _("Send a valid token."))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return http.json_error(403, "forbidden", _("Your role does not allow this."))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return http.json_error(404, "not_found", _("There is nothing here."))


def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return http.json_error(413, "too_large", _("The body is longer than we read."))


def _bad_cursor(request: HttpRequest, error: paging.BadCursor) -> HttpResponse:
    return http.json_error(422, "bad_cursor", _("This cursor is not one of ours."), {"cursor": [_("Start again.")]})


def _too_many(request: HttpRequest, error: ratelimit.RateLimited) -> HttpResponse:
    return middleware.too_many(request, error.retry_after)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return http.json_error(error.status_code, "bad_request", str(error))


_HANDLERS: dict[type[Exception], Any] = {
    ValidationError: _unprocessable,
    errors.DomainError: _refused,
    AuthenticationError: _unauthenticated,
    PermissionDenied: _forbidden,
    Http404: _not_found,
    RequestDataTooBig: _too_large,
    paging.BadCursor: _bad_cursor,
    ratelimit.RateLimited: _too_many,
    HttpError: _http_error,
}


def add_to(api: NinjaAPI) -> None:
    """Every error that an operation may raise, and its answer."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)

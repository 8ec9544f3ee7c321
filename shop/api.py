"""The JSON API, assembled from each app's `api.py`. Errors have one envelope, whatever raised them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from accounts import api as accounts_api
from cart import api as cart_api
from catalog import api as catalog_api
from orders import api as orders_api
from shop.core import errors, http, middleware, paging, ratelimit

api = NinjaAPI(
    title="Millrow",
    version="1.0.0",
    description="The shop's pages, for programs. Authenticate with `Authorization: Bearer <token>`.",
    docs_url="docs",
    openapi_url="openapi.json",
    urls_namespace="api",
)


@api.exception_handler(ValidationError)
def _unprocessable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, list[str]] = {}
    for item in error.errors:
        name = ".".join(str(part) for part in item["loc"][1:] if part != "data") or "body"
        fields.setdefault(name, []).append(str(item["msg"]))
    return http.json_error(422, "unprocessable", _("Some values are missing or wrong."), fields)


@api.exception_handler(errors.DomainError)
def _refused(request: HttpRequest, error: errors.DomainError) -> HttpResponse:
    return http.json_error(error.status, error.code, error.message, error.fields)


@api.exception_handler(AuthenticationError)
def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = http.json_error(401, "unauthenticated", _("Send a valid token."))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return http.json_error(403, "forbidden", _("Your role does not allow this."))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return http.json_error(404, "not_found", _("There is nothing here."))


@api.exception_handler(paging.BadCursor)
def _bad_cursor(request: HttpRequest, error: paging.BadCursor) -> HttpResponse:
    return http.json_error(422, "bad_cursor", _("This cursor is not one of ours."), {"cursor": [_("Start again.")]})


@api.exception_handler(ratelimit.RateLimited)
def _too_many(request: HttpRequest, error: ratelimit.RateLimited) -> HttpResponse:
    return middleware.too_many(request, error.retry_after)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return http.json_error(error.status_code, "bad_request", str(error))


api.add_router("/user/", accounts_api.router)
api.add_router("", catalog_api.router)
api.add_router("/cart/", cart_api.router)
api.add_router("", orders_api.router)

"""What the links in mails need to be pages and an API at once: who asks, how a page looks, how both are described."""

from typing import Any, TypeVar

import pydantic
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from accounts import operations
from accounts.forms import NewPasswordForm
from accounts.models import Token, TokenScope
from shop.core import errors, http, strict_json

S = TypeVar("S", bound=pydantic.BaseModel)

# The primary key of the reset token that this browser presented. Not its text: a session store is no place for it.
RESET_KEY = "reset_token_id"

_PAGE = {"content": {"text/html": {"schema": {"type": "string"}}}}
_GONE = dict.fromkeys((404, 410), _PAGE)
# For a browser: a page in every case. Where the link works, some answer with a redirect.
HTML: dict[str, Any] = {
    "responses": {200: {"description": "A page", **_PAGE}, 302: {"description": "On to the next page"}, **_GONE}
}
FORM: dict[str, Any] = {"responses": {**HTML["responses"], 403: _PAGE, 422: _PAGE}}


def json_body(schema: type[pydantic.BaseModel]) -> dict[str, Any]:
    """The description of a JSON body for an operation that reads its body itself."""
    body = {"content": {"application/json": {"schema": schema.model_json_schema()}}, "required": True}
    return {"requestBody": body}


def html_and_json(schema: type[pydantic.BaseModel]) -> dict[str, Any]:
    """The same, where a form may come too and is answered with a page."""
    described = json_body(schema)
    described["requestBody"]["content"]["application/x-www-form-urlencoded"] = {"schema": schema.model_json_schema()}
    return {**described, **FORM}


def is_form(request: HttpRequest) -> bool:
    """
    Whether a browser's form sent this, or anything else that a page of another site could send by itself. A POST
    without a body and without a type carries nothing but the link's own token, so it counts as a program's.
    """
    return not http.is_json(request) and bool(request.content_type or request.body)


def json_of(request: HttpRequest, schema: type[S]) -> S:
    """
    The JSON body.

    :raises HttpError: 400 for what is no JSON.
    :raises errors.Unprocessable: for JSON of another shape.
    """
    try:
        content = strict_json.loads(request.body)
    except (ValueError, RecursionError):
        raise HttpError(400, _("The body is not JSON.")) from None
    try:
        return schema.model_validate(content)
    except pydantic.ValidationError as error:
        fields = {".".join(map(str, item["loc"])) or "body": [item["msg"]] for item in error.errors()}
        raise errors.Unprocessable(_("Some values are missing or wrong."), fields=fields) from None


def kept_token(request: HttpRequest) -> Token:
    """
    The reset token whose link this browser opened.

    :raises operations.UnknownLink, operations.UsedLink, operations.ExpiredLink:
    """
    pk = request.session.get(RESET_KEY)
    if not isinstance(pk, int):
        raise operations.UnknownLink
    return operations.check_link(scope=TokenScope.RESET, pk=pk, now=timezone.now())


def password_form(request: HttpRequest, form: NewPasswordForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "email": form.user.email}
    return private(render(request, "accounts/new_password.html", context, status=status))


def dead_link(request: HttpRequest, error: errors.DomainError, *, kind: str) -> HttpResponse:
    """404 or 410 as the client reads it. A page unless JSON was asked for: these addresses are opened from mails."""
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = http.json_error(error.status, error.code, error.message)
        return response
    return private(render(request, "accounts/link_dead.html", {"reason": error, "kind": kind}, status=error.status))


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response

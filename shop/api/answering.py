"""What every operation of the API does beside its own work: media types, versions, keys, and the headers of answers."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation

from shop.api import refusals, repeats, versions
from shop.core import ratelimit

Run = Callable[..., HttpResponse]
# Without the rest: how the version of a thing is read.
_bare: dict[str, Run] = {}


def answered(run: Any) -> Run:
    """Wraps the `run` of one operation; `NinjaAPI.add_decorator` applies it to all."""
    operation: Operation = run.__self__
    name = operation.operation_id or ""
    _bare[name] = run

    @functools.wraps(run)
    def answer(request: HttpRequest, **path: Any) -> HttpResponse:
        # Who asks comes before what: ninja asks again inside `run`, and `BearerAuth` remembers.
        response: HttpResponse = operation._run_checks(request) or _body_refused(operation, request)  # type: ignore[assignment]  # nothing streams
        if response is None:
            try:
                response = _done(name, run, request, path)
            except Exception as error:  # every fault becomes an answer in the one envelope
                response = operation.api.on_exception(request, error)
        _dress(request, response, operation)
        return response

    return answer


def _done(name: str, run: Run, request: HttpRequest, path: dict[str, Any]) -> HttpResponse:
    edit = versions.EDITS.get(name)
    if edit is not None and "If-Match" in request.headers:
        return versions.guarded(edit, run, _bare[edit.read], request, path)
    if repeats.is_keyed(name, request):
        return repeats.answer(request, lambda: run(request, **path), operation=name)
    return run(request, **path)


def _body_refused(operation: Operation, request: HttpRequest) -> HttpResponse | None:
    """415 for a body of a type that the operation does not read. No body at all is for the operation to judge."""
    sources = {model.__ninja_param_source__ for model in operation.models}
    if not request.headers.get("Content-Length", "0").strip("0"):
        return None
    if "body" in sources and request.content_type != "application/json":
        return refusals.wrong_type("application/json")
    if "file" in sources and request.content_type != "multipart/form-data":
        return refusals.wrong_type("multipart/form-data")
    return None


def _dress(request: HttpRequest, response: HttpResponse, operation: Operation) -> None:
    name = operation.operation_id or ""
    edit = versions.EDITS.get(name)
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    if response.status_code == 200 and is_json and (request.method == "GET" or (edit is not None and edit.same)):
        versions.mark(response)
    if operation.auth_callbacks:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["Vary"] = "Authorization"
    for header, value in ratelimit.headers(request).items():
        response.headers[header] = value

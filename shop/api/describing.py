"""The API's description of itself: what each app says of its operations, and what the roof adds to all of them."""

import functools
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from shop.api import examples, headers, repeats, versions
from shop.api.pages import DocsPage
from shop.api.parsing import StrictParser
from shop.core import http

INTRODUCTION = """\
The shop’s pages, for programs: the same rules, the same people, the same data.

Sign in at `/api/user/login/` and send the token with each request: `Authorization: Bearer <token>`. Cookies mean
nothing here. Money is an amount as text with its currency, times are ISO 8601 with their zone, lists come in pages
whose `next` goes into `cursor`. Every refusal has the same envelope and an `X-Request-Id` to quote when asking us.
"""
TAGS = {
    "You": "Accounts, tokens, your details and addresses.",
    "Catalogue": "What everybody may read, without a token.",
    "Basket": "Your basket, the same as on the pages.",
    "Orders": "Placing orders and following them.",
    "Shop: products": "A seller's products, pictures and stock.",
    "Shop: parcels": "A seller's parcels and the steps with them.",
    "Courier": "Jobs, parcels on the road and the cash drawer.",
    "Payments": "Where payment providers report.",
}
REFUSED = "#/components/schemas/ErrorOut"
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


class ShopApi(NinjaAPI):
    """Ninja's API with our parser, our page of documentation and the roof's part of the OpenAPI document."""

    def __init__(self) -> None:
        super().__init__(
            title="Millrow",
            version="1.0.0",
            description=INTRODUCTION,
            docs=DocsPage(),
            docs_url="docs",
            openapi_url="openapi.json",
            urls_namespace="api",
            parser=StrictParser(),
            servers=[{"url": "/", "description": "This shop"}],
            openapi_extra={"tags": [{"name": name, "description": text} for name, text in TAGS.items()]},
        )

    def get_openapi_schema(self, **wanted: Any) -> OpenAPISchema:
        return _document(self, wanted.get("path_prefix") or self.get_root_path(wanted.get("path_params") or {}))


@functools.lru_cache(maxsize=2)
def _document(api: ShopApi, prefix: str) -> OpenAPISchema:
    document = NinjaAPI.get_openapi_schema(api, path_prefix=prefix)
    components = document["components"]
    components.setdefault("schemas", {})["ErrorOut"] = http.ErrorOut.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    components["schemas"].update(components["schemas"]["ErrorOut"].pop("$defs", {}))
    components["headers"] = headers.DESCRIBED
    components["responses"] = {str(status): _refusal(status) for status in headers.REFUSALS}
    for operations in document["paths"].values():
        for method in _METHODS & set(operations):
            operations[method] = _completed(method, operations[method])
    return document


def _refusal(status: int) -> dict[str, Any]:
    code, message = headers.REFUSALS[status]
    example = {"error": {"code": code, "message": message, "fields": {}}}
    return {
        "description": message,
        "headers": headers.refs("X-Request-Id", *headers.OF_STATUS.get(status, ())),
        "content": {"application/json": {"schema": {"$ref": REFUSED}, "example": example}},
    }


def _completed(method: str, operation: dict[str, Any]) -> dict[str, Any]:
    name, is_private = operation["operationId"], "security" in operation
    edit = versions.EDITS.get(name)
    wanted = {500, 503} | ({401, 429} if is_private else set())
    if "requestBody" in operation or method == "post":
        wanted |= {400, 413, 415}
    if edit is not None:
        wanted |= {412, 422}
    operation.setdefault("parameters", [])
    if is_private and method == "post":
        wanted |= {422}
        operation["parameters"] += [] if name in repeats.UNKEYED else [headers.parameter(repeats.HEADER)]
    if edit is not None:
        operation["parameters"] += [headers.parameter("If-Match")]
    for parameter in operation["parameters"]:
        _bounded(parameter)
    answers = {int(status): answer for status, answer in operation["responses"].items()}
    good = {status: _good(method, answer, is_private, edit) for status, answer in answers.items() if status < 400}
    if method == "get" and 200 in good and "application/json" in good[200].get("content", {}):
        operation["parameters"] += [headers.parameter("If-None-Match")]
        good[304] = {"description": "Not changed since.", "headers": headers.refs("ETag")}
    bad = {status: _bad(status, answers.get(status)) for status in sorted({s for s in answers if s >= 400} | wanted)}
    operation["responses"] = {str(status): answer for status, answer in (good | bad).items()}
    examples.add(operation)
    return operation


def _good(method: str, answer: dict[str, Any], is_private: bool, edit: versions.Version | None) -> dict[str, Any]:
    names = ["X-Request-Id"]
    if is_private:
        names += ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]
        names += ["Idempotent-Replayed"] if method == "post" else []
    if "application/json" in answer.get("content", {}) and (method == "get" or (edit is not None and edit.same)):
        names += ["ETag"]
    return {**answer, "headers": headers.refs(*names)}


def _bad(status: int, said: dict[str, Any] | None) -> dict[str, Any]:
    """The shared answer; where a page may come instead, that is said too."""
    if said is None or "text/html" not in said.get("content", {}):
        return {"$ref": f"#/components/responses/{status}"}
    both = _refusal(status)
    both["content"]["text/html"] = said["content"]["text/html"]
    return both


def _bounded(parameter: dict[str, Any]) -> None:
    if parameter["in"] == "path" and parameter["schema"].get("type") == "integer":
        parameter["schema"] |= {"minimum": 1, "maximum": 2**63 - 1}
        parameter["schema"].pop("title", None)

"""`/api/docs`: the OpenAPI document as a page, drawn here: no script, no other host."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from shop.api.shapes import Shape


@dataclass(frozen=True)
class Entry:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    needs_token: bool
    parameters: list[tuple[str, str, str]]
    body: str
    example: str
    answers: list[tuple[str, str, str]]


class DocsPage(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema()
        groups = [(tag["name"], tag["description"], _entries(document, tag["name"])) for tag in document["tags"]]
        paragraphs = [
            # What stands between backticks is code: every second piece.
            list(enumerate(paragraph.split("`")))
            for paragraph in document["info"]["description"].strip().split("\n\n")
        ]
        context = {"groups": groups, "paragraphs": paragraphs}
        return render(request, "texts/api.html", context)


def _entries(document: dict[str, Any], tag: str) -> list[Entry]:
    return [
        _entry(document, method, path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if tag in operation.get("tags", ())
    ]


def _entry(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Entry:
    shape = Shape(document["components"]["schemas"])
    content = operation.get("requestBody", {}).get("content", {})
    first: dict[str, Any] = next(iter(content.values()), {})
    return Entry(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        text=operation.get("description", ""),
        needs_token="security" in operation,
        parameters=[_parameter(shape, given) for given in operation.get("parameters", [])],
        body=shape.text(first.get("schema")),
        example=json.dumps(first["example"], indent=2, ensure_ascii=False) if "example" in first else "",
        answers=[_answer(document, shape, status, said) for status, said in operation["responses"].items()],
    )


def _parameter(shape: Shape, given: dict[str, Any]) -> tuple[str, str, str]:
    """Name, place, and what to say about it."""
    words = given.get("description") or given["schema"].get("description") or ""
    kind = shape.text(given["schema"])
    return given["name"], given["in"], f"{kind}: {words}" if words else kind


def _answer(document: dict[str, Any], shape: Shape, status: str, said: dict[str, Any]) -> tuple[str, str, str]:
    """Status, sentence, and the shape of what comes where all is well."""
    if "$ref" in said:
        said = document["components"]["responses"][status]
    schema = said.get("content", {}).get("application/json", {}).get("schema")
    return status, said["description"], shape.text(schema) if int(status) < 400 else ""

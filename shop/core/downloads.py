"""Files to download."""

from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone


def csv(lines: Iterator[str], name: str) -> HttpResponse:
    """A file that is written while it is read, named after what it holds and the day."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    # A guarded view answers any response; only its type names the plain one.
    return cast(HttpResponse, response)


def picture(content: bytes) -> HttpResponse:
    """A re-encoded photo, for the one who asked alone."""
    response = HttpResponse(content, content_type="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def pdf(content: bytes, name: str) -> HttpResponse:
    """A document that a browser shows or saves; `name` is one of ours and holds no quotes."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response

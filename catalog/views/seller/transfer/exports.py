"""`/seller/export/`: the shop's products as a file."""

from dataclasses import replace
from itertools import chain
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import exporting
from catalog.importing import shapes
from catalog.importing.shapes import Shape
from catalog.models import ProductStatus

# The divider and whether UTF-8 is marked, of the two kinds of file: for programs, and for Excel in most of Europe.
KINDS = {"csv": (",", False), "excel": (";", True)}


@requires(Permission.SELL)
@require_safe
def export_products(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    shape = _shape(seller, request.GET.get("file", ""))
    if shape is None:
        count = seller.products.exclude(status=ProductStatus.ARCHIVED).count()
        return render(request, "seller/export.html", {"count": count, "last": shapes.last(seller)})
    lines = exporting.lines(seller, shape=shape)
    marked = chain(["\ufeff"] if shape.has_mark else [], lines)
    response = StreamingHttpResponse(marked, content_type="text/csv; charset=utf-8")
    name = f"{seller.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # A guarded view answers any response; only its type names the plain one.
    return cast(HttpResponse, response)


def _shape(seller: Seller, kind: str) -> Shape | None:
    """How the file shall look, or None where none was asked for."""
    if kind == "last":
        return shapes.last(seller)
    if kind not in KINDS:
        return None
    delimiter, has_mark = KINDS[kind]
    return replace(shapes.usual(seller), delimiter=delimiter, has_mark=has_mark)

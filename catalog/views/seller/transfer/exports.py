"""`/seller/export/`: the shop's products as a file."""

import tempfile
from dataclasses import replace
from itertools import chain
from typing import cast

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import exporting
from catalog.exporting import workbooks
from catalog.importing import shapes
from catalog.importing.shapes import Shape
from catalog.models import ProductStatus

# The divider and whether UTF-8 is marked, of the two kinds of file: for programs, and for Excel in most of Europe.
KINDS = {"csv": (",", False), "excel": (";", True)}


@requires(Permission.SELL)
@require_safe
def export_products(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    kind = request.GET.get("file", "")
    if kind == "xlsx":
        return _workbook(request, seller)
    shape = _shape(seller, kind)
    if shape is None:
        return _page(request, seller)
    lines = exporting.lines(seller, shape=shape)
    marked = chain(["\ufeff"] if shape.has_mark else [], lines)
    response = StreamingHttpResponse(marked, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(seller)}.csv"'
    # A guarded view answers any response; only its type names the plain one.
    return cast(HttpResponse, response)


def _page(request: AuthenticatedRequest, seller: Seller, fault: str = "") -> HttpResponse:
    count = seller.products.exclude(status=ProductStatus.ARCHIVED).count()
    context = {"count": count, "last": shapes.last(seller), "fault": fault}
    return render(request, "seller/export.html", context, status=422 if fault else 200)


def _workbook(request: AuthenticatedRequest, seller: Seller) -> HttpResponse:
    """Written whole before anything is sent, on the disk: a zip ends with what its beginning is read by."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        workbooks.write(seller, file)
    except workbooks.TooLong as error:
        file.close()
        return _page(request, seller, error.message)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{_name(seller)}.xlsx", content_type=workbooks.TYPE)
    return cast(HttpResponse, response)


def _name(seller: Seller) -> str:
    return f"{seller.slug}-{timezone.localdate():%Y-%m-%d}"


def _shape(seller: Seller, kind: str) -> Shape | None:
    """How the file shall look, or None where none was asked for."""
    if kind == "last":
        return shapes.last(seller)
    if kind not in KINDS:
        return None
    delimiter, has_mark = KINDS[kind]
    return replace(shapes.usual(seller), delimiter=delimiter, has_mark=has_mark)

"""`/seller/export/`: the shop's products as a file."""

from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import exporting
from catalog.models import ProductStatus

# The dividers and encodings of the two kinds of file: for programs, and for Excel in most of Europe.
KINDS = {"csv": (",", "utf-8"), "excel": (";", "utf-8-sig")}


@requires(Permission.SELL)
@require_safe
def export_products(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    kind = KINDS.get(request.GET.get("file", ""))
    if kind is None:
        count = seller.products.exclude(status=ProductStatus.ARCHIVED).count()
        return render(request, "seller/export.html", {"count": count})
    delimiter, encoding = kind
    lines = (line.encode(encoding if first else "utf-8") for first, line in _numbered(seller, delimiter))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{seller.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # A guarded view answers any response; only its type names the plain one.
    return cast(HttpResponse, response)


def _numbered(seller: Seller, delimiter: str) -> Iterator[tuple[bool, str]]:
    """Each line with whether it is the first: the mark of UTF-8 stands only there."""
    return ((number == 0, line) for number, line in enumerate(exporting.lines(seller, delimiter=delimiter)))

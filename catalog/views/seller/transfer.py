"""`/seller/import/` and `/seller/export/`: the whole catalogue as a file, in and out."""

import csv
from typing import Any, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import exporting, importing
from catalog.forms.transfer import ImportForm
from catalog.importing import columns
from catalog.models import ProductStatus
from shop.core import errors
from shop.core import forms as core_forms

# A page waits for its import; whoever has more splits the file.
MOST_ROWS = 2000
_RESULT = "import_result"
_MOST_SHOWN = 200
# The dividers and encodings of the two kinds of file: for programs, and for Excel in most of Europe.
KINDS = {"csv": (",", "utf-8"), "excel": (";", "utf-8-sig")}
EXAMPLE: tuple[dict[str, str], ...] = (
    {
        "handle": "speckled-mug", "sku": "MUG-CLAY", "title": "Speckled mug", "category": "Kitchen > Mugs & cups",
        "brand": "Kiln & Kettle", "description": "Thrown by hand.", "price": "19.00", "stock": "12",
        "weight_g": "420", "option1_name": "Colour", "option1_value": "Clay", "image": "mug-clay.jpg",
        "alt": "Clay mug with dark specks", "attributes": "Material=Stoneware; Height=9 cm",
    },
    {
        "handle": "speckled-mug", "sku": "MUG-MOSS", "title": "Speckled mug", "price": "19.00", "stock": "8",
        "weight_g": "420", "option1_name": "Colour", "option1_value": "Moss", "image": "mug-moss.jpg",
        "alt": "Moss mug with dark specks",
    },
)  # fmt: skip


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def import_products(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    if posted and form.is_valid():
        try:
            report = _run(request, seller, form.cleaned_data)
        except errors.DomainError as error:
            core_forms.refuse(form, error)
        else:
            request.session[_RESULT] = _kept(report)
            return redirect("catalog:import_result")
    context = {"form": form, "most_rows": MOST_ROWS}
    return render(request, "seller/import.html", context, status=422 if form.errors else 200)


def _run(request: AuthenticatedRequest, seller: Seller, values: dict[str, Any]) -> importing.Report:
    return importing.run(
        seller=seller,
        products=values["file"].file,
        by_hand=values["matches"],
        pictures=values["pictures"].file if values["pictures"] else None,
        publish=values["publish"],
        most_rows=MOST_ROWS,
        by=request.user,
        now=timezone.now(),
    )


def _kept(report: importing.Report) -> dict[str, Any]:
    """What the result page shows, as plain values for the session."""
    names = ("rows", "new", "changed", "unchanged", "rejected", "variants", "pictures", "published", "ignored")
    shown = {name: getattr(report, name) for name in names}
    return {
        **shown,
        "faults": [_plain(fault) for fault in report.faults[:_MOST_SHOWN]],
        "more_faults": max(0, report.rejected - _MOST_SHOWN),
        "notes": [_plain(note) for note in report.notes[:_MOST_SHOWN]],
        "more_notes": max(0, report.notes_total - _MOST_SHOWN),
    }


def _plain(fault: importing.Fault) -> dict[str, Any]:
    return {"line": fault.line, "column": fault.column, "value": fault.value[:60], "reason": fault.reason}


@requires(Permission.SELL)
@require_safe
def import_result(request: AuthenticatedRequest) -> HttpResponse:
    """What the last import of this session did."""
    result = request.session.get(_RESULT)
    if result is None:
        return redirect("catalog:seller_import")
    return render(request, "seller/import_result.html", {"result": result})


@requires(Permission.SELL)
@require_safe
def import_example(request: AuthenticatedRequest) -> HttpResponse:
    """Our columns with two rows to overwrite."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="example.csv"'
    writer = csv.DictWriter(response, columns.OURS)
    writer.writeheader()
    writer.writerows(EXAMPLE)
    return response


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


def _numbered(seller: Seller, delimiter: str) -> Any:
    """Each line with whether it is the first: the mark of UTF-8 stands only there."""
    return ((number == 0, line) for number, line in enumerate(exporting.lines(seller, delimiter=delimiter)))

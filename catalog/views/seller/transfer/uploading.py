"""`/seller/import/`: the upload, and the shop's last imports."""

import csv

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog.forms.transfer import LARGEST_MB, UploadForm
from catalog.importing import columns, runs
from catalog.importing.runs import checking, previewing
from catalog.views.seller.transfer import showing
from shop.core import errors
from shop.core import forms as core_forms

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
def upload(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        values = form.cleaned_data
        try:
            run = runs.start(
                seller=seller, products=values["file"], variants=values["variants"], pictures=values["pictures"],
                publish=values["publish"], by=request.user, now=timezone.now(),
            )  # fmt: skip
        except errors.DomainError as error:
            core_forms.refuse(form, error)
        else:
            return redirect("catalog:import_columns", run.pk)
    limits = {"steps": showing.steps(), "most_rows": f"{checking.MOST_ROWS:,}", "largest": LARGEST_MB}
    context = {"form": form, "recent": previewing.recent(seller), "ours": ", ".join(columns.OURS), **limits}
    return render(request, "seller/import.html", context, status=422 if form.errors else 200)


@requires(Permission.SELL)
@require_safe
def example(request: AuthenticatedRequest) -> HttpResponse:
    """Our columns with two rows to overwrite."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="example.csv"'
    writer = csv.DictWriter(response, columns.OURS)
    writer.writeheader()
    writer.writerows(EXAMPLE)
    return response

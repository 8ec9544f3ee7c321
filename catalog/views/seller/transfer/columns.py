"""`/seller/import/<id>/columns/`: what the columns of an uploaded file mean."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.roles import Permission
from catalog.forms.transfer import ColumnsForm
from catalog.importing import runs
from catalog.importing.runs import matching
from catalog.models import Import, ImportStatus
from catalog.views.seller.transfer import showing
from shop.core import errors
from shop.core import forms as core_forms

_OPEN = (ImportStatus.UPLOADED, ImportStatus.READY, ImportStatus.FAILED)


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    run = get_object_or_404(Import, pk=import_id, seller__user=request.user)
    if run.status not in _OPEN:
        return redirect("catalog:import", run.pk)
    guessed = run.matches or matching.guessed(run)
    rule = {"unknown_category": run.unknown_category, "category": run.category_id}
    posted = request.method == "POST"
    form = ColumnsForm(request.POST if posted else None, run=run, guessed=guessed, initial=rule)
    if posted and form.is_valid():
        try:
            runs.match(
                run=run, matches=form.matches(), unknown_category=form.cleaned_data["unknown_category"],
                category=form.cleaned_data["category"], by=request.user, now=timezone.now(),
            )  # fmt: skip
        except errors.DomainError as error:
            core_forms.refuse(form, error)
        else:
            return redirect("catalog:import", run.pk)
    context = {"form": form, "run": run, "steps": showing.steps(run)}
    return render(request, "seller/import_columns.html", context, status=422 if form.errors else 200)

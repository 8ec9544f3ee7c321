"""`/seller/import/<id>/`: an import as it stands: being worked on, previewed, done; and the buttons to go on."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import User
from accounts.roles import Permission
from catalog.importing import runs
from catalog.importing.runs import failures
from catalog.models import Import, ImportStatus
from catalog.views.seller.transfer import showing
from shop.core import errors

# Seconds after which a page that shows work loads itself again.
_REFRESH = "2"


@requires(Permission.SELL)
@require_safe
def show(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    run = _own(request.user, import_id)
    if run.status == ImportStatus.UPLOADED:
        return redirect("catalog:import_columns", run.pk)
    if run.is_working:
        response = render(request, "seller/import_progress.html", {"run": run, "working": showing.work(run)})
        response.headers["Refresh"] = _REFRESH
        return response
    if run.status == ImportStatus.FAILED:
        return render(request, "seller/import_failed.html", {"run": run})
    return render(request, "seller/import_run.html", showing.context(run, request.GET))


@requires(Permission.SELL)
@require_POST
def confirm(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    return _go_on(request, import_id, lambda run: runs.confirm(run=run, by=request.user, now=timezone.now()))


@requires(Permission.SELL)
@require_POST
def again(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    return _go_on(request, import_id, lambda run: runs.try_again(run=run, by=request.user, now=timezone.now()))


@requires(Permission.SELL)
@require_POST
def undo(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    return _go_on(request, import_id, lambda run: runs.undo(run=run, by=request.user, now=timezone.now()))


def _go_on(request: AuthenticatedRequest, import_id: int, step: Callable[[Import], Import]) -> HttpResponse:
    run = _own(request.user, import_id)
    try:
        step(run)
    except errors.DomainError as error:
        # A second press of the button lands on the page of what the first one began.
        run.refresh_from_db()
        if not run.is_working:
            return render(request, "seller/import_refused.html", {"run": run, "reason": error.message}, status=422)
    return redirect("catalog:import", run.pk)


@requires(Permission.SELL)
@require_safe
def failed_rows(request: AuthenticatedRequest, import_id: int) -> HttpResponse:
    """The rows that were not taken, each with its reason, to mend and upload again."""
    run = _own(request.user, import_id)
    name = "variants" if request.GET.get("file") == "variants" else "products"
    lines = ((f"\ufeff{line}" if not number else line) for number, line in enumerate(failures.lines(run, name)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="rejected-{name}-{run.pk}.csv"'
    # A guarded view answers any response; only its type names the plain one.
    return cast(HttpResponse, response)


def _own(user: User, import_id: int) -> Import:
    return get_object_or_404(Import.objects.select_related("seller", "category"), pk=import_id, seller__user=user)

"""`/seller/stock/<variant>/`: every movement of a variant."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.guards import AuthenticatedRequest, requires
from accounts.roles import Permission
from catalog import desk


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_safe
def ledger(request: AuthenticatedRequest, variant_id: int) -> HttpResponse:
    variant = get_object_or_404(desk.variants_editable_by(request.user), pk=variant_id)
    page = desk.ledger(variant, page=request.GET.get("page"))
    return render(request, "seller/ledger.html", {"variant": variant, "page": page, "movements": page.object_list})

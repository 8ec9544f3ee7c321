"""Jobs to claim. Claiming needs a connection: of two couriers one gets it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import delivery
from orders.queries import courier
from shop.core import errors


@guards.requires(Permission.DELIVER)
@require_safe
def jobs(request: AuthenticatedRequest) -> HttpResponse:
    """Packed parcels of my areas that nobody brings yet."""
    return render(request, "courier/jobs.html", {"jobs": courier.jobs(delivery.claimable_by(request.user))})


@guards.requires(Permission.DELIVER)
@require_POST
def claim(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """Of two couriers one gets it and the other is told."""
    parcel = get_object_or_404(delivery.in_areas_of(request.user), pk=parcel_id)
    try:
        delivery.claim(parcel=parcel, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.warning(request, error.message)
        return redirect("orders:jobs")
    messages.success(request, _("It is on your round. Pick it up at the shop."))
    return redirect("orders:stop", parcel.pk)

"""`/seller/payout/`: where the shop's money goes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import guards, operations
from accounts.forms.payout import PayoutForm
from accounts.guards import AuthenticatedRequest
from accounts.models import Seller
from accounts.roles import Permission


@guards.requires(Permission.SELL)
@guards.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def payout(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    form = PayoutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.set_payout(seller=seller, details=form.details(), by=request.user, now=timezone.now())
        messages.success(request, _("Payouts go to this account from now on."))
        return redirect("accounts:payout")
    known = seller.payout_details.replace(" ", "")[-4:]
    context = {"form": form, "known": known}
    return render(request, "seller/payout.html", context, status=422 if form.is_bound else 200)

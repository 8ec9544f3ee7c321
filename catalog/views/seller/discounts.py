"""`/seller/discounts/`: all discounts of a shop; those of the whole shop or a category are made here."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import desk, offers, pricing
from catalog.forms.offers import ShopDiscountForm
from catalog.models import Discount
from catalog.pricing import overlap
from catalog.views.seller import undo
from shop.core import errors, http, money
from shop.core import forms as core_forms


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def discount_list(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    form = ShopDiscountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "value", "starts_at", "ends_at")}
        category, now = form.category_chosen(), timezone.now()
        try:
            offers.add_discount(seller=seller, category=category, by=request.user, now=now, **values)
        except offers.BadOffer as error:
            core_forms.refuse(form, error)
        else:
            messages.success(request, _("Discount added."))
            return redirect("catalog:seller_discounts")
    removed_ones = Discount.objects.filter(seller=seller, removed_at__isnull=False)
    context = {
        "form": form,
        "rows": _rows(seller),
        "removed": undo.row_of(removed_ones, request.GET.get("removed", "")),
        "symbol": money.SYMBOLS[settings.CURRENCY],
    }
    return render(request, "seller/discounts.html", context, status=422 if form.errors else 200)


def _rows(seller: Seller) -> list[dict[str, Any]]:
    now, discounts = timezone.now(), desk.discounts(seller)
    met = overlap.overlaps(discounts)
    return [{"discount": d, "is_running": pricing.is_running(d, now), "notes": met[d.pk]} for d in discounts]


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_POST
def remove(request: AuthenticatedRequest, discount_id: int) -> HttpResponse:
    discount = get_object_or_404(desk.discounts_editable_by(request.user), pk=discount_id)
    offers.remove_discount(discount=discount, by=request.user, now=timezone.now())
    target = _back(request)
    return redirect(f"{target}{'&' if '?' in target else '?'}{urlencode({'removed': discount.pk})}")


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_POST
def restore(request: AuthenticatedRequest, discount_id: int) -> HttpResponse:
    discount = get_object_or_404(desk.discounts_editable_by(request.user), pk=discount_id)
    try:
        offers.restore_discount(discount=discount, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The discount is back."))
    return redirect(_back(request))


def _back(request: AuthenticatedRequest) -> str:
    return http.safe_next(request, reverse("catalog:seller_discounts"))

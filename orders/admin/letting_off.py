"""Goodwill in the office: an amount of a parcel goes back, and nothing comes back for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orders import goodwill, refunding
from orders.admin import acting
from orders.forms.office import GoodwillForm
from orders.models import Parcel
from shop.core import money
from shop.core.generics import ModelAdmin


def of_parcel(model_admin: ModelAdmin[Any], request: HttpRequest, parcel_id: int) -> HttpResponse:
    parcel = get_object_or_404(Parcel.objects.select_related("order", "seller"), pk=parcel_id)
    who: Any = request.user
    left = goodwill.left_of(parcel) if refunding.payment_of(parcel) else money.ZERO
    page = acting.Page(
        title=_("Reduce the price"),
        button=_("Pay goodwill"),
        subject=parcel,
        back=reverse("admin:orders_parcel_change", args=[parcel.pk]),
        form=GoodwillForm(request.POST or None),
        deed=lambda filled: goodwill.let_off(parcel=parcel, by=who, now=timezone.now(), **filled.cleaned_data),
        done=_("Paid back. The buyer gets a mail when the money is sent."),
        facts=[
            (_("Shop:"), parcel.seller.name),
            (_("Left of what was paid:"), money.shown(left, parcel.order.currency)),
            (
                _("Who bears it:"),
                _("the shop, like every refund. What the marketplace bears is an adjustment besides."),
            ),
        ],
    )
    return acting.act(model_admin, request, page)

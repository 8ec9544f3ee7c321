"""`/seller/settings/`: what buyers read and see of the shop, its holiday and marks, and what its parcels cost."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import operations as accounts_operations
from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import pictures, shops, shortage
from catalog.forms import rates as rate_forms
from catalog.forms import shop as forms
from catalog.models import ProductImage
from shop.core import forms as core_forms
from shop.core import money

TEXTS = ("name", "story", "town", "handling_days", "holiday_until")


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def shop_settings(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    posted = request.POST if request.method == "POST" else None
    form = forms.ShopForm(posted, request.FILES or None, initial=forms.initial_of(seller))
    rates = rate_forms.RateFormSet(posted, initial=rate_forms.rate_rows(seller), prefix="rates")
    # Both are checked, so that every error shows at once.
    if posted is not None and all([form.is_valid(), rates.is_valid()]) and _save(request, seller, form, rates):
        messages.success(request, _("Settings saved."))
        return redirect("catalog:seller_settings")
    context = {
        "seller": seller,
        "form": form,
        "rates": rates,
        "symbol": money.SYMBOLS[settings.CURRENCY],
        "banner": pictures.shown(ProductImage.objects.filter(banner_of=seller).first()),
    }
    return render(request, "seller/settings.html", context, status=200 if posted is None else 422)


def _save(request: AuthenticatedRequest, seller: Seller, form: forms.ShopForm, rates: Any) -> bool:
    values, now = form.cleaned_data, timezone.now()
    try:
        # Kept before the transaction, since a storage may be far away; one that is not used goes after a day.
        banner = values["banner"] and pictures.store(values["banner"], seller=seller, by=request.user)
        with transaction.atomic():
            shops.set_rates(seller=seller, rates=rate_forms.rates_of(rates), by=request.user)
            shops.update_shop(seller=seller, by=request.user, now=now, **{name: values[name] for name in TEXTS})
            shortage.set_shop_mark(seller=seller, low_at=values["low_stock_at"], by=request.user)
            if banner or values["remove_banner"]:
                shops.set_banner(seller=seller, image=banner or None, by=request.user)
            _zone(request, values["time_zone"])
    except pictures.BadPicture as error:
        form.add_error("banner", error.message)
        return False
    except shops.BadShop as error:
        rate_forms.refuse(rates, error)
        core_forms.refuse(form, shops.BadShop(error.message, fields={
            name: texts for name, texts in error.fields.items() if name in form.fields
        }))  # fmt: skip
        return False
    return True


def _zone(request: AuthenticatedRequest, time_zone: str) -> None:
    user = request.user
    if user.time_zone != time_zone:
        accounts_operations.update_details(
            user=user, full_name=user.full_name, phone=user.phone, time_zone=time_zone, by=user, now=timezone.now()
        )

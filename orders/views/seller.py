"""The shop's parcels, and one parcel with what can be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import carriers, forms, fulfilment, queries
from orders.actions import Action
from orders.forms.seller import BulkForm, CarrierForm, ShopCancellationForm
from orders.models import Parcel
from orders.queries import bulk, seller, shop_money
from shop.core import errors, paging

# Actions that ask nothing: what is done, and what the shop reads afterwards.
_PLAIN: dict[str, tuple[Callable[..., Parcel], str | Promise]] = {
    Action.ACCEPT: (fulfilment.accept, gettext_lazy("Accepted. The buyer can see it.")),
    Action.PACK: (fulfilment.pack, gettext_lazy("Packed.")),
    Action.SEND_BY_CARRIER: (fulfilment.send_by_carrier, gettext_lazy("It goes by parcel service now.")),
    Action.DELIVERED: (fulfilment.mark_delivered, gettext_lazy("Marked as delivered.")),
}
# Actions that ask something first, each in a form of the page.
_ASKING: dict[str, tuple[Callable[..., Parcel], type[Form], str | Promise]] = {
    Action.SHIP: (fulfilment.ship_by_carrier, CarrierForm, gettext_lazy("Shipped. The buyer gets a mail.")),
    Action.CANCEL: (fulfilment.cancel_parcel, ShopCancellationForm, gettext_lazy("Cancelled. The buyer gets a mail.")),
}


@guards.requires(Permission.SELL)
@require_safe
def parcels(request: AuthenticatedRequest) -> HttpResponse:
    """The parcels of a saved view (`view`); without one, those to pack."""
    return _list(request, None)


def _list(request: AuthenticatedRequest, form: BulkForm | None) -> HttpResponse:
    mine = queries.parcels_to_pack_by(request.user)
    view = request.GET.get("view", seller.FIRST_VIEW)
    view = view if view in seller.VIEWS else seller.FIRST_VIEW
    counts = seller.counts(mine)
    tabs = [
        {"label": saved.label, "url": f"?view={name}", "current": name == view, "count": counts.get(name)}
        for name, saved in seller.VIEWS.items()
    ]
    page = paging.numbered(seller.listed(mine, view), request.GET.get("page"), size=seller.PER_PAGE)
    rows = [seller.ParcelRow.of(parcel) for parcel in page]
    context = {
        "page": page,
        "rows": rows,
        "tabs": tabs,
        "view": view,
        "form": form,
        "label": seller.VIEWS[view].label,
        "outcomes": bulk.outcomes(mine, request.GET.get("done", "")),
        "query": bulk.query_of(request.GET.get("done", "")),
    }
    return render(request, "seller/parcels.html", context, status=422 if form else 200)


@guards.requires(Permission.SELL)
@require_POST
def pack_many(request: AuthenticatedRequest) -> HttpResponse:
    """Pack the ticked parcels; the list then says of each what became of it."""
    mine = queries.parcels_to_pack_by(request.user).select_related("order")
    form = BulkForm(request.POST, parcels=mine)
    if not form.is_valid():
        return _list(request, form)
    chosen = list(form.cleaned_data["parcels"].order_by("id"))
    packed, _left = fulfilment.pack_many(parcels=chosen, by=request.user, now=timezone.now())
    if packed:
        text = ngettext("%(count)d order packed.", "%(count)d orders packed.", len(packed))
        messages.success(request, text % {"count": len(packed)})
    return redirect(f"/seller/parcels/?{bulk.query(chosen)}")


@guards.requires(Permission.SELL)
@require_safe
def parcel(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    return _page(request, parcel_id)


def _page(request: AuthenticatedRequest, parcel_id: int, *, form: Form | None = None) -> HttpResponse:
    found = get_object_or_404(seller.loaded(queries.parcels_to_pack_by(request.user)), pk=parcel_id)
    page = seller.page(found, viewer=request.user)
    context: dict[str, Any] = {
        "page": page,
        "may": page.may(),
        "sums": seller.sums(found),
        **shop_money.of_parcel(found),
        "crumbs": [(_("Orders"), "/seller/parcels/"), (found.order.number, "")],
        "carriers": carriers.NAMES,
        "follow_url": carriers.link(found.carrier, found.tracking_number),
        "slip_url": reverse("orders:seller-slip", args=[found.pk]),
        "form": form,
        "ship_form": form if isinstance(form, CarrierForm) else CarrierForm(),
        "cancel_form": form if isinstance(form, ShopCancellationForm) else ShopCancellationForm(),
    }
    return render(request, "seller/parcel.html", context, status=422 if form else 200)


@guards.requires(Permission.SELL)
@require_POST
def act(request: AuthenticatedRequest, parcel_id: int, action: str) -> HttpResponse:
    """One step of one parcel. A refusal is shown on the page as it is now."""
    found = get_object_or_404(queries.parcels_to_pack_by(request.user), pk=parcel_id)
    if action in _ASKING:
        return _ask(request, found, action)
    if action not in _PLAIN:
        raise Http404
    operation, done = _PLAIN[action]
    try:
        operation(parcel=found, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, str(done))
    return redirect("orders:seller-parcel", found.pk)


def _ask(request: AuthenticatedRequest, found: Parcel, action: str) -> HttpResponse:
    operation, form_class, done = _ASKING[action]
    form = form_class(request.POST)
    if form.is_valid():
        try:
            operation(parcel=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, str(done))
            return redirect("orders:seller-parcel", found.pk)
    return _page(request, found.pk, form=form)


@guards.requires(Permission.SELL)
@require_safe
def slip(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """The packing slip, for the printer: no prices, since it lies in the parcel."""
    found = get_object_or_404(seller.loaded(queries.parcels_to_pack_by(request.user)), pk=parcel_id)
    return render(request, "seller/packing_slip.html", {"page": seller.page(found, viewer=request.user)})


@guards.requires(Permission.SELL)
@require_safe
def slips(request: AuthenticatedRequest) -> HttpResponse:
    """The packing slips of the ticked parcels, one sheet each."""
    mine = queries.parcels_to_pack_by(request.user)
    text = request.GET.get("done") or ".".join(request.GET.getlist("parcels"))
    pages = bulk.slips(mine, text, viewer=request.user)
    if not pages:
        messages.warning(request, _("Tick at least one order."))
        return redirect("/seller/parcels/")
    return render(request, "seller/packing_slips.html", {"pages": pages})

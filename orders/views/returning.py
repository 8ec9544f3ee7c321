"""Sending something back: the buyer's page and the guest's, by link. It shows the returns and asks for more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from catalog import pictures
from orders import forms, photos, returns
from orders.forms.returning import ReturnForm
from orders.models import Order, Parcel
from orders.queries import detail, returning
from orders.views import links
from orders.views.links import Access
from shop.core import errors

_unstored = cache_control(private=True, no_store=True)


@guards.requires(Permission.BUY)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return send_back(request, links.own(request, number))


@guards.public
@_unstored
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return send_back(request, links.by_link(token))


def send_back(request: HttpRequest, access: Access) -> HttpResponse:
    """GET asks which pieces and why, POST tells the shops."""
    order = get_object_or_404(detail.loaded(Order.objects.filter(pk=access.order_id)))
    offers = returning.offers(order, now=timezone.now())
    posted = request.method == "POST"
    form = ReturnForm(request.POST if posted else None, request.FILES if posted else None, offers=offers)
    if posted and form.is_valid() and _ask(form, access):
        messages.success(request, _("We have told the shop. You get a mail when it answers."))
        return redirect(access.returning)
    crumbs = [(_("Order %(number)s") % {"number": order.number}, access.page), (_("Send something back"), "")]
    context = {
        "order": order,
        "access": access,
        "form": form,
        "rows": form.rows(),
        "cards": returning.of_order(order),
        "crumbs": crumbs,
    }
    return render(request, "orders/return.html", context, status=422 if form.is_bound else 200)


def _ask(form: ReturnForm, access: Access) -> bool:
    """Whether the shops were told; what was refused stands in the form."""
    stored: list[str] = []
    try:
        wishes = _wishes(form, stored)
        returns.ask_all(wishes=wishes, by=access.viewer, now=timezone.now())
    except errors.DomainError as error:
        photos.discard(stored)
        forms.refuse(form, error)
        return False
    return True


def _wishes(form: ReturnForm, stored: list[str]) -> dict[Parcel, list[returns.Item]]:
    """What the form says, parcel by parcel; names of stored photos are also added to `stored`."""
    values = form.cleaned_data
    wishes: dict[Parcel, list[returns.Item]] = {}
    for pk in form.chosen():
        photo = ""
        if values[f"photo_{pk}"]:
            try:
                photo = photos.store(values[f"photo_{pk}"])
            except pictures.BadPicture as error:
                raise errors.Unprocessable(error.message, fields={f"photo_{pk}": [error.message]}) from error
            stored.append(photo)
        item = returns.Item(pk, values[f"quantity_{pk}"], values[f"reason_{pk}"], values[f"note_{pk}"], photo)
        wishes.setdefault(form.offers[pk].parcel, []).append(item)
    return wishes

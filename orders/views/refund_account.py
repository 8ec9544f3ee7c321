"""The bank account for a refund of cash: the buyer's page and the guest's, by link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts import guards
from accounts.forms.bank import BankForm
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import forms, refund_account
from orders.models import Order
from orders.views import links
from orders.views.links import Access
from shop.core import errors


@guards.requires(Permission.BUY)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return _ask(request, links.own(request, number))


@guards.public
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return _ask(request, links.by_link(token))


def _ask(request: HttpRequest, access: Access) -> HttpResponse:
    order = get_object_or_404(Order, pk=access.order_id)
    if not refund_account.is_wanted(order):
        raise Http404
    form = BankForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _given(form, order):
        messages.success(request, _("We pay to this account as soon as the money is due."))
        return redirect(access.page)
    crumbs = [(_("Order %(number)s") % {"number": order.number}, access.page), (_("Account for your refund"), "")]
    known = refund_account.known(order)
    context = {"order": order, "access": access, "form": form, "crumbs": crumbs, "known": known.end if known else ""}
    return render(request, "orders/refund_account.html", context, status=422 if form.is_bound else 200)


def _given(form: BankForm, order: Order) -> bool:
    try:
        holder = form.cleaned_data["holder"]
        refund_account.give(order=order, holder=holder, iban=form.in_groups(), now=timezone.now())
    except errors.DomainError as error:
        forms.refuse(form, error)
        return False
    return True

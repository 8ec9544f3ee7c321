"""The courier's screens: round, stop, jobs, cash. One hand, one big button at a time, and every step a plain form."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import delivery, forms, queries
from orders.actions import Action
from orders.forms.courier import FailureForm, HandoverForm
from orders.models import Parcel
from orders.queries import courier
from orders.states import MOST_ATTEMPTS
from shop.core import errors

ROUND = "orders:deliver"
STOP = "orders:stop"
# Steps that ask nothing: what is done, what the courier reads, and where they go on.
_PLAIN: dict[str, tuple[Callable[..., Parcel], str | Promise, str]] = {
    Action.PICK_UP: (delivery.pick_up, gettext_lazy("Picked up."), STOP),
    Action.START: (delivery.start, gettext_lazy("On the way. The buyer can see it."), STOP),
    Action.ARRIVE: (delivery.arrive, gettext_lazy("Ask for the code."), STOP),
    Action.HAND_BACK: (delivery.hand_back, gettext_lazy("Handed back to the shop."), ROUND),
}
# The words of the one big button.
WORDS = {
    Action.PICK_UP: gettext_lazy("Pick up"),
    Action.START: gettext_lazy("Start"),
    Action.ARRIVE: gettext_lazy("I have arrived"),
    Action.DELIVER: gettext_lazy("Confirm delivery"),
    Action.HAND_BACK: gettext_lazy("Handed back to the shop"),
}


@guards.requires(Permission.DELIVER)
@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    """The round of today: the next stop large, the rest in order, what is done below."""
    now = timezone.now()
    found = courier.round_of(queries.parcels_brought_by(request.user), now=now)
    first = next(iter(found.todo), None)
    next_url = reverse(STOP, args=[first.pk]) if first else ""
    context = {"round": found, "next": first, "next_url": next_url, "finish": found.finish_about(now)}
    return render(request, "courier/round.html", context)


@guards.requires(Permission.DELIVER)
@require_POST
def start_round(request: AuthenticatedRequest) -> HttpResponse:
    """Everything in the car sets off."""
    now = timezone.now()
    parcels = courier.to_start(queries.parcels_brought_by(request.user), now=now)
    started = delivery.start_round(parcels=parcels, by=request.user, now=now)
    text = ngettext("%(count)d stop on its way.", "%(count)d stops on their way.", len(started))
    messages.success(request, text % {"count": len(started)})
    return redirect(ROUND)


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
    return redirect(STOP, parcel.pk)


@guards.requires(Permission.DELIVER)
@require_safe
def stop(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    return _page(request, parcel_id)


def _page(request: AuthenticatedRequest, parcel_id: int, *, form: Form | None = None) -> HttpResponse:
    mine = queries.parcels_brought_by(request.user)
    parcel = get_object_or_404(courier.loaded(mine), pk=parcel_id)
    found = courier.Stop.of(parcel, viewer=request.user)
    whole = courier.round_of(mine, now=timezone.now())
    context = {
        "stop": found,
        "same_door": whole.same_door(parcel) if found.address else [],
        "rows": courier.rows(parcel),
        "words": WORDS.get(found.main) if found.main else "",
        "asks_code": found.main == Action.DELIVER,
        "place": whole.place_of(parcel),
        "round": whole,
        "form": form or HandoverForm(),
    }
    return render(request, "courier/stop.html", context, status=422 if form else 200)


@guards.requires(Permission.DELIVER)
@require_POST
def act(request: AuthenticatedRequest, parcel_id: int, action: str) -> HttpResponse:
    """One step. What is refused (somebody else was faster, the state has moved) is said on the page as it is now."""
    parcel = get_object_or_404(queries.parcels_brought_by(request.user), pk=parcel_id)
    if action not in _PLAIN:
        raise Http404
    operation, done, target = _PLAIN[action]
    try:
        operation(parcel=parcel, by=request.user, now=timezone.now())
    except errors.DomainError as error:
        messages.error(request, error.message)
        return redirect(STOP, parcel.pk)
    messages.success(request, str(done))
    return redirect(STOP, parcel.pk) if target == STOP else redirect(target)


@guards.requires(Permission.DELIVER)
@require_POST
def deliver(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """The code of the buyer ends the stop."""
    parcel = get_object_or_404(queries.parcels_brought_by(request.user).select_related("order"), pk=parcel_id)
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return _page(request, parcel.pk, form=form)
    try:
        delivery.deliver(parcel=parcel, by=request.user, now=timezone.now(), **form.cleaned_data)
    except delivery.WrongCode as error:
        forms.refuse(form, error)
        return _page(request, parcel.pk, form=form)
    except errors.DomainError as error:
        messages.error(request, error.message)
        return redirect(STOP, parcel.pk)
    messages.success(request, _("Delivered to %(name)s.") % {"name": parcel.order.full_name})
    left = courier.round_of(queries.parcels_brought_by(request.user), now=timezone.now()).same_door(parcel)
    return redirect(STOP, left[0].pk) if left else redirect(ROUND)


@guards.requires(Permission.DELIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def fail(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """Why it could not be handed over, and when somebody comes again."""
    rows = queries.parcels_brought_by(request.user).select_related("order", "seller")
    parcel, now = get_object_or_404(rows, pk=parcel_id), timezone.now()
    is_last = parcel.attempts + 1 >= MOST_ATTEMPTS
    data = request.POST if request.method == "POST" else None
    form = FailureForm(data, today=timezone.localdate(now), is_last=is_last)
    if form.is_valid():
        try:
            delivery.fail(parcel=parcel, by=request.user, now=now, **{"next_on": None, **form.cleaned_data})
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Noted. The buyer gets a mail."))
            return redirect(ROUND)
    context = {"parcel": parcel, "form": form, "is_last": is_last}
    return render(request, "courier/fail.html", context, status=422 if form.is_bound else 200)


@guards.requires(Permission.DELIVER)
@require_safe
def cash(request: AuthenticatedRequest) -> HttpResponse:
    """What was collected today and is to be handed in."""
    return render(request, "courier/cash.html", {"drawer": courier.drawer(request.user, now=timezone.now())})

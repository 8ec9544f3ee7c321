"""One stop: the page, and the steps that ask nothing."""

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import delivery, queries
from orders.actions import Action
from orders.forms.courier import HandoverForm
from orders.models import Parcel
from orders.queries import courier
from orders.replays import Answer
from orders.views.courier import answers

# Steps that ask nothing: what is done, what the courier reads, and whether they stay at this stop.
_PLAIN: dict[str, tuple[Callable[..., Parcel], str | Promise, bool]] = {
    Action.PICK_UP: (delivery.pick_up, gettext_lazy("Picked up."), True),
    Action.START: (delivery.start, gettext_lazy("On the way. The buyer can see it."), True),
    Action.ARRIVE: (delivery.arrive, gettext_lazy("Ask for the code."), True),
    Action.HAND_BACK: (delivery.hand_back, gettext_lazy("Handed back to the shop."), False),
    Action.GIVE_BACK: (delivery.give_back, gettext_lazy("Given back. Another courier can take it."), False),
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
def stop(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    return page(request, parcel_id)


def page(request: AuthenticatedRequest, parcel_id: int, *, form: Form | None = None) -> HttpResponse:
    """The stop as it is now; with a form that was refused 422."""
    mine = queries.parcels_brought_by(request.user)
    parcel = get_object_or_404(courier.loaded(mine), pk=parcel_id)
    found = courier.Stop.of(parcel, viewer=request.user)
    whole = courier.round_of(mine, now=timezone.now())
    context: dict[str, Any] = {
        "stop": found,
        "same_door": whole.same_door(parcel) if found.address else [],
        "rows": courier.rows(parcel),
        "words": WORDS.get(found.main) if found.main else "",
        "asks_code": found.main == Action.DELIVER,
        "ahead": _ahead(found),
        "blank": HandoverForm(),
        "place": whole.place_of(parcel),
        "round": whole,
        "form": form or HandoverForm(),
        "key": uuid.uuid4(),
    }
    return render(request, "courier/stop.html", context, status=422 if form else 200)


def _ahead(stop: courier.Stop) -> list[tuple[str, str, Any]]:
    """The later steps, each with the one before it, for a phone without signal."""
    before = [stop.main, *stop.ahead]
    return [(str(one), str(last), WORDS[one]) for last, one in zip(before, stop.ahead, strict=False)]


@guards.requires(Permission.DELIVER)
@require_POST
def act(request: AuthenticatedRequest, parcel_id: int, action: str) -> HttpResponse:
    """One step. What is refused (somebody else was faster, the state has moved) is said on the page as it is now."""
    if action not in _PLAIN:
        raise Http404
    parcel = _mine(request, parcel_id, action)
    operation, done, stays = _PLAIN[action]
    path = answers.page_of(parcel)

    def deed(_photo: str) -> Answer:
        operation(parcel=parcel, by=request.user, now=timezone.now())
        return Answer(ok=True, message=str(done), path=path if stays else answers.home())

    return answers.respond(request, answers.answer_to(request, deed, path=path))


def _mine(request: AuthenticatedRequest, parcel_id: int, action: str) -> Parcel:
    """Also, when it is said twice, a job that the courier gave back and that nobody has taken since."""
    found = queries.parcels_brought_by(request.user).filter(pk=parcel_id).first()
    if found is None and action == Action.GIVE_BACK:
        found = delivery.claimable_by(request.user).filter(pk=parcel_id).first()
    if found is None:
        raise Http404
    return found

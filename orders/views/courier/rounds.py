"""The round of today."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import delivery, queries
from orders.queries import courier
from orders.replays import Answer
from orders.views.courier import answers


@guards.requires(Permission.DELIVER)
@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    """The round of today: the next stop large, the rest in order, what is done below."""
    now = timezone.now()
    found = courier.round_of(queries.parcels_brought_by(request.user), now=now)
    first = next(iter(found.todo), None)
    next_url = answers.page_of(first) if first else ""
    context = {
        "round": found,
        "next": first,
        "next_url": next_url,
        "finish": found.finish_about(now),
        "key": uuid.uuid4(),
    }
    return render(request, "courier/round.html", context)


@guards.requires(Permission.DELIVER)
@require_POST
def start_round(request: AuthenticatedRequest) -> HttpResponse:
    """Everything in the car sets off."""

    def deed(_photo: str) -> Answer:
        now = timezone.now()
        parcels = courier.to_start(queries.parcels_brought_by(request.user), now=now)
        started = delivery.start_round(parcels=parcels, by=request.user, now=now)
        text = ngettext("%(count)d stop on its way.", "%(count)d stops on their way.", len(started))
        return Answer(ok=True, message=text % {"count": len(started)}, path=answers.home())

    return answers.respond(request, answers.answer_to(request, deed, path=answers.home()))

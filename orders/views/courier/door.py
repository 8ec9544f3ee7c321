"""At the door: the code that ends a stop, and why it could not be handed over."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import guards
from accounts.guards import AuthenticatedRequest
from accounts.roles import Permission
from orders import delivery, queries
from orders.forms.courier import FailureForm, HandoverForm
from orders.models import Parcel
from orders.proofs import Noted
from orders.queries import courier
from orders.replays import Answer
from orders.states import MOST_ATTEMPTS
from orders.views.courier import answers, stops
from shop.core import dates


@guards.requires(Permission.DELIVER)
@require_POST
def deliver(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """The code of the buyer ends the stop."""
    parcel = get_object_or_404(queries.parcels_brought_by(request.user).select_related("order"), pk=parcel_id)
    form, path = HandoverForm(request.POST, request.FILES), answers.page_of(parcel)
    if not form.is_valid():
        answer = answers.refusal(form, path)
        return answers.respond(request, answer, page=lambda _answer: stops.page(request, parcel.pk, form=form))
    noted, code = form.cleaned_data["note"], form.cleaned_data["code"]

    def deed(photo: str) -> Answer:
        delivery.deliver(
            parcel=parcel, code=code, by=request.user, now=timezone.now(),
            noted=Noted(note=noted, photo=photo), remark=_remark(request),
        )  # fmt: skip
        message = _("Delivered to %(name)s.") % {"name": parcel.order.full_name}
        return Answer(ok=True, message=message, path=_next_door(request, parcel))

    answer = answers.answer_to(request, deed, path=path, photo=form.cleaned_data["photo"])
    return answers.respond(request, answer, page=lambda answer: _again(request, parcel, form, answer))


def _again(request: AuthenticatedRequest, parcel: Parcel, form: HandoverForm, answer: Answer) -> HttpResponse:
    answers.mark(form, answer)
    return stops.page(request, parcel.pk, form=form)


def _next_door(request: AuthenticatedRequest, parcel: Parcel) -> str:
    """Another parcel for the same door, or the round."""
    whole = courier.round_of(queries.parcels_brought_by(request.user), now=timezone.now())
    left = whole.same_door(parcel)
    return answers.page_of(left[0]) if left else answers.home()


def _remark(request: AuthenticatedRequest) -> str:
    """For the office: this was done earlier than it was told. The phone's clock is only quoted, never believed."""
    try:
        saved = parse_datetime(request.POST.get("saved_at", "")[:40])
    except ValueError:
        saved = None
    if saved is None or timezone.is_naive(saved):
        return ""
    return _("Saved on the phone at %(time)s, without signal.") % {
        "time": dates.shown(timezone.localtime(saved), "j M, H:i")
    }


@guards.requires(Permission.DELIVER)
@require_http_methods(["GET", "HEAD", "POST"])
def fail(request: AuthenticatedRequest, parcel_id: int) -> HttpResponse:
    """Why it could not be handed over, and when somebody comes again."""
    rows = queries.parcels_brought_by(request.user).select_related("order", "seller")
    parcel, now = get_object_or_404(rows, pk=parcel_id), timezone.now()
    is_last = parcel.attempts + 1 >= MOST_ATTEMPTS
    if request.method != "POST":
        return _fail_page(request, parcel, FailureForm(None, today=timezone.localdate(now), is_last=is_last))
    form = FailureForm(request.POST, request.FILES, today=timezone.localdate(now), is_last=is_last)

    def page(answer: Answer) -> HttpResponse:
        answers.mark(form, answer)
        return _fail_page(request, parcel, form)

    if not form.is_valid():
        return answers.respond(request, answers.refusal(form, request.path), page=page)
    values = {"next_on": None, **form.cleaned_data}
    upload = values.pop("photo")

    def deed(photo: str) -> Answer:
        delivery.fail(parcel=parcel, by=request.user, now=now, photo=photo, **values)
        return Answer(ok=True, message=_("Noted. The buyer gets a mail."), path=answers.home())

    answer = answers.answer_to(request, deed, path=answers.page_of(parcel), photo=upload)
    return answers.respond(request, answer, page=page)


def _fail_page(request: AuthenticatedRequest, parcel: Parcel, form: FailureForm) -> HttpResponse:
    is_last = "next_on" not in form.fields
    context = {"parcel": parcel, "form": form, "is_last": is_last, "key": uuid.uuid4()}
    return render(request, "courier/fail.html", context, status=422 if form.is_bound else 200)

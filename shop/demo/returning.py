"""What came back: returns in every state, by the operations behind the pages of buyers, shops and the office."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from orders import returns
from orders.models import Parcel, ReturnReason, ReturnRequest
from orders.states import ParcelStatus
from shop.demo import mailbox

# So long after the delivery the buyer asks; each further step takes the next of them.
STEPS = (timedelta(hours=20), timedelta(hours=26), timedelta(days=3, hours=21), timedelta(days=4, hours=2))
# The shops that return sell enough for six cases within this time, whatever the day.
OLDEST_DAYS = 75
_SEND_TO = "Put the parcel into any parcel shop. The label is in the mail to you; we pay for it."


class Wish(NamedTuple):
    """A return to be: where, why, and how many of the steps after the question were taken."""

    shop: str
    reason: ReturnReason
    note: str
    steps: int
    refusal: str = ""


WISHES = (
    Wish("kiln-kettle", ReturnReason.DAMAGED, "The handle has a crack that goes all the way through.", 0),
    Wish("kiln-kettle", ReturnReason.NOT_AS_DESCRIBED, "The glaze is more grey than green.", 1),
    Wish("kiln-kettle", ReturnReason.DAMAGED, "It arrived in two pieces.", 3),
    Wish("northbeat-audio", ReturnReason.CHANGED_MIND, "", 0),
    Wish("northbeat-audio", ReturnReason.DAMAGED, "The left side stays silent.", 2),
    Wish("northbeat-audio", ReturnReason.OTHER, "I would rather have it in another colour.", 1, "The seal was broken."),
)


@transaction.atomic
def build(*, now: datetime) -> None:
    """Once: where anybody has sent something back, there is nothing to add."""
    if ReturnRequest.objects.exists():
        return
    office = User.objects.filter(groups__name=Role.ADMIN.value).order_by("pk").first()
    there = {slug: _candidates(slug, now) for slug in dict.fromkeys(wish.shop for wish in WISHES)}
    for wish in WISHES:
        parcel = next(there[wish.shop], None)
        if parcel is not None and office is not None:
            with mailbox.about(parcel.delivered_at or now, now=now):
                _send_back(parcel, wish, office)


def _candidates(slug: str, now: datetime) -> Iterator[Parcel]:
    """Of buyers with an account, brought so long ago that all steps have been taken, the latest first."""
    span = (now - timedelta(days=OLDEST_DAYS), now - STEPS[-1] - timedelta(hours=1))
    found = Parcel.objects.filter(seller__slug=slug, status=ParcelStatus.DELIVERED, delivered_at__range=span)
    paid = found.filter(order__buyer__isnull=False, order__payment_method="sandbox").order_by("-delivered_at", "-pk")
    return iter(paid.select_related("seller__user", "order__buyer"))


def _send_back(parcel: Parcel, wish: Wish, office: User) -> None:
    assert parcel.delivered_at is not None  # noqa: S101 - for the type checker: delivered parcels have it
    asked, decided, received, refunded = (parcel.delivered_at + step for step in STEPS)
    line = parcel.lines.order_by("pk")[0]
    items = [returns.Item(line.pk, 1, wish.reason.value, wish.note)]
    request = returns.ask(parcel=parcel, items=items, by=parcel.order.buyer, now=asked)
    shop = parcel.seller.user
    if wish.refusal:
        returns.reject(request=request, reason=wish.refusal, by=shop, now=decided)
        return
    if wish.steps >= 1:
        returns.approve(request=request, instructions=_SEND_TO, by=shop, now=decided)
    if wish.steps >= 2:
        # Nothing goes back on the shelf: the stock stays what the files promise.
        returns.receive(request=request, restock=(), by=shop, now=received)
    if wish.steps >= 3:
        request.refresh_from_db()
        returns.refund(request=request, by=office, now=refunded)

"""
A buyer sends pieces back: asks, the shop says yes or no, receives them, and their money goes back.

Per parcel, so that each shop decides about its own. Who may do what when is `ALLOWED`; the office executes the refund
that the receipt proposes (`orders.refunding`), and its success ends the return (`orders.payments.sending`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import stock
from orders import actions, refunding
from orders.actions import Party
from orders.emails import returning as mails
from orders.models import Parcel, RefundLine, ReturnLine, ReturnRequest
from orders.states import ParcelStatus, ReturnStatus
from shop.core import errors, jobs, transactions


class Action(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RECEIVE = "receive"
    REFUND = "refund"


_BY_SHOP = (Party.SELLER, Party.OFFICE)
ALLOWED: Mapping[Action, tuple[frozenset[Party], ReturnStatus]] = {
    Action.APPROVE: (frozenset(_BY_SHOP), ReturnStatus.REQUESTED),
    Action.REJECT: (frozenset(_BY_SHOP), ReturnStatus.REQUESTED),
    Action.RECEIVE: (frozenset(_BY_SHOP), ReturnStatus.APPROVED),
    Action.REFUND: (frozenset({Party.OFFICE}), ReturnStatus.RECEIVED),
}


class NotReturnable(errors.DomainError):
    """Not delivered, too late, or more pieces than are still the buyer's."""


@dataclass(frozen=True)
class Item:
    """:ivar photo: storage name of a stored picture, or empty."""

    line_id: int
    quantity: int
    reason: str
    note: str = ""
    photo: str = ""


@transactions.retried
def ask(*, parcel: Parcel, items: Sequence[Item], by: User | None, now: datetime) -> ReturnRequest:
    """
    The buyer wants to send pieces of one parcel back.

    :param by: None for a guest, who holds the secret link.
    :raises NotReturnable:
    :raises actions.NotAllowed: for anybody but the buyer.
    """
    parcel = actions.locked(parcel)
    if not actions.parties_of(by, parcel) & {Party.BUYER, Party.GUEST}:
        raise actions.NotAllowed(_("This is not yours to do."))
    if not is_open(parcel, now):
        raise NotReturnable(_("The time to send this parcel back has ended, or it has not arrived yet."))
    left = returnable(parcel)
    if not items or any(not 1 <= item.quantity <= left.get(item.line_id, 0) for item in items):
        raise NotReturnable(_("These pieces were sent back before, or there are not so many."))
    request = ReturnRequest.objects.create(parcel=parcel, created_at=now)
    ReturnLine.objects.bulk_create(
        ReturnLine(
            request=request,
            line_id=item.line_id,
            quantity=item.quantity,
            reason=item.reason,
            note=item.note,
            photo=item.photo,
        )
        for item in items
    )
    request.log(by=by, at=now)
    jobs.enqueue(mails.send_asked, request_id=request.pk)
    return request


@transactions.retried
def ask_all(*, wishes: Mapping[Parcel, Sequence[Item]], by: User | None, now: datetime) -> list[ReturnRequest]:
    """One return per parcel of an order, all or none: see `ask`."""
    return [ask(parcel=parcel, items=items, by=by, now=now) for parcel, items in wishes.items()]


def is_open(parcel: Parcel, now: datetime) -> bool:
    """Whether the buyer may still ask: from the delivery on for so many days (settings.RETURN_WINDOW)."""
    arrived = parcel.delivered_at
    return bool(
        parcel.status == ParcelStatus.DELIVERED and arrived is not None and now <= arrived + settings.RETURN_WINDOW
    )


def returnable(parcel: Parcel) -> dict[int, int]:
    """Pieces that may still be sent back, by line: neither asked for nor refunded without a return."""
    lines = dict(parcel.lines.order_by().values_list("pk", "quantity"))
    for pk, pieces in _taken([parcel.pk]):
        lines[pk] = max(0, lines[pk] - pieces)
    return lines


def _taken(parcel_ids: Iterable[int]) -> list[tuple[int, int]]:
    asked = ReturnLine.objects.filter(line__parcel__in=parcel_ids).exclude(request__status=ReturnStatus.REJECTED)
    refunded = RefundLine.objects.filter(
        line__parcel__in=parcel_ids, refund__return_request=None, refund__status__in=_PROMISED
    )
    return [
        *asked.order_by().values_list("line").annotate(Sum("quantity")),
        *refunded.order_by().values_list("line").annotate(Sum("quantity")),
    ]


_PROMISED = ("requested", "processing", "succeeded", "failed")


@transaction.atomic
def approve(*, request: ReturnRequest, instructions: str, by: User, now: datetime) -> ReturnRequest:
    """
    The shop takes the pieces back and says where to send them.

    :param instructions: address and label, as the buyer reads them.
    """
    request = _locked(request, Action.APPROVE, by)
    request.move_to(ReturnStatus.APPROVED, by=by, at=now, instructions=instructions)
    jobs.enqueue(mails.send_approved, request_id=request.pk)
    return request


@transaction.atomic
def reject(*, request: ReturnRequest, reason: str, by: User, now: datetime) -> ReturnRequest:
    """The shop does not take them back; the buyer reads why, and may ask again."""
    request = _locked(request, Action.REJECT, by)
    request.move_to(ReturnStatus.REJECTED, by=by, at=now, note=reason, decision=reason)
    jobs.enqueue(mails.send_rejected, request_id=request.pk)
    return request


@transactions.retried
def receive(*, request: ReturnRequest, restock: Iterable[int], by: User, now: datetime) -> ReturnRequest:
    """
    The pieces are back at the shop: on the shelf where they can be sold again. Their refund is proposed to the office.

    :param restock: ids of the return's lines whose pieces go back on the shelf.
    """
    request = _locked(request, Action.RECEIVE, by)
    shelved = set(restock)
    lines = list(request.lines.select_related("line").order_by("pk"))
    for line in lines:
        line.restock = line.pk in shelved
    ReturnLine.objects.bulk_update(lines, ["restock"])
    proposal = refunding.write_proposal(
        request.parcel,
        refunding.Wish({line.line_id: line.quantity for line in lines}, delivery=_is_whole(request.parcel, lines)),
        reason=_("Return of order %(number)s") % {"number": request.parcel.order.number},
        source=f"return:{request.pk}",
        by=by,
        now=now,
    )
    request.move_to(ReturnStatus.RECEIVED, by=by, at=now, refund=proposal)
    shelf = [(line, line.line.variant_id) for line in lines if line.restock]
    stock.take_back(
        [stock.Item(pk, line.quantity, f"return:line:{line.pk}") for line, pk in shelf if pk is not None],
        by=by,
        at=now,
    )
    jobs.enqueue(mails.send_received, request_id=request.pk)
    return request


def _is_whole(parcel: Parcel, lines: Sequence[ReturnLine]) -> bool:
    """Whether nothing of the parcel stays with the buyer: then its delivery is paid back, too."""
    pieces = {line.line_id: line.quantity for line in lines}
    return all(pieces.get(pk) == quantity for pk, quantity in parcel.lines.values_list("pk", "quantity"))


@transaction.atomic
def refund(*, request: ReturnRequest, by: User, now: datetime) -> ReturnRequest:
    """
    The office sends the money of received pieces back. The return ends when it has arrived.

    :raises states.IllegalMove: where its refund was decided before.
    """
    request = _locked(request, Action.REFUND, by)
    if request.refund is None:
        raise NotReturnable(_("Nothing was received yet."))
    refunding.approve(proposal=request.refund, by=by, now=now)
    return request


def check(action: Action, request: ReturnRequest, *, by: User) -> None:
    """
    Whether `by` may take this action now; the request is locked by the caller.

    :raises actions.NotAllowed, actions.NotNow:
    """
    parties, status = ALLOWED[action]
    if not actions.parties_of(by, request.parcel) & parties:
        raise actions.NotAllowed(_("This is not yours to do."))
    if request.status != status:
        raise actions.NotNow(
            _("The return is now “%(state)s”, so this is not possible.") % {"state": request.get_status_display()}
        )


def open_to(user: User, request: ReturnRequest) -> frozenset[Action]:
    """What a page offers."""
    mine = actions.parties_of(user, request.parcel)
    return frozenset(
        action for action, (parties, status) in ALLOWED.items() if mine & parties and request.status == status
    )


def _locked(request: ReturnRequest, action: Action, by: User) -> ReturnRequest:
    parcel = actions.locked(request.parcel)
    found = ReturnRequest.objects.locked().select_related("refund").get(pk=request.pk)
    found.parcel = parcel
    check(action, found, by=by)
    return found

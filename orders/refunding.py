"""
Refunds that a person decides: which pieces of a parcel, its delivery, whether they go back on the shelf.

A shop proposes, the office executes. What a parcel's end brings by itself is in `orders.settlement`.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from orders import actions, amounts
from orders.actions import Party
from orders.amounts import Part
from orders.models import OrderLine, Parcel, Payment, Refund, RefundLine
from orders.payments import refunds
from orders.states import ParcelStatus, PaymentStatus, RefundStatus
from shop.core import errors, money

# Nobody has their pieces, and nobody waits for them.
_NOT_THEIRS = (ParcelStatus.CANCELLED, ParcelStatus.RETURNED)


@dataclass(frozen=True)
class Wish:
    """
    What is to be given back of a parcel.

    :ivar pieces: how many, by the id of the line.
    :ivar restock: the ids of those lines whose pieces are back on the shelf.
    """

    pieces: Mapping[int, int]
    delivery: bool = False
    restock: frozenset[int] = frozenset()


class NothingToRefund(errors.DomainError):
    """Nothing was chosen, nothing was paid, or it went back before."""

    status = 422


class NotOnTheShelf(errors.DomainError):
    """Pieces can go back on the shelf only where they had left it and arrived."""

    status = 422


@transaction.atomic
def refund(*, parcel: Parcel, wish: Wish, reason: str, key: uuid.UUID, by: User, now: datetime) -> Refund:
    """
    Give money back for pieces of a parcel, its delivery, or both. The same key again is the same refund.

    :raises NothingToRefund, NotOnTheShelf, refunds.TooMuch:
    :raises actions.NotAllowed: for anybody but the office.
    """
    parcel = checked(parcel, {Party.OFFICE}, by)
    source = f"office:{key}"
    existing = Refund.objects.filter(source=source).first()
    if existing is not None:
        return existing
    return request(parcel, parts_of(parcel, wish), reason=reason, source=source, by=by, now=now)


def request(parcel: Parcel, parts: Sequence[Part], **about: Any) -> Refund:
    """See `refunds.request_refund`; of a parcel that the caller has locked."""
    return refunds.request_refund(
        payment=_payment(parcel, parts), parcel=parcel, amount=_sum(parts), parts=parts, **about
    )


@transaction.atomic
def propose(*, parcel: Parcel, wish: Wish, reason: str, key: uuid.UUID, by: User, now: datetime) -> Refund:
    """
    A shop asks the office to give money back for its parcel. Nothing moves until the office agrees.

    :raises NothingToRefund, NotOnTheShelf:
    :raises actions.NotAllowed: for anybody but the shop and the office.
    """
    parcel = checked(parcel, {Party.SELLER, Party.OFFICE}, by)
    source = f"proposal:{key}"
    return Refund.objects.filter(source=source).first() or write_proposal(
        parcel, wish, reason=reason, source=source, by=by, now=now
    )


def write_proposal(parcel: Parcel, wish: Wish, *, reason: str, source: str, by: User | None, now: datetime) -> Refund:
    """A proposal about a parcel that the caller has locked."""
    parts = parts_of(parcel, wish)
    found = refunds.write(
        payment=_payment(parcel, parts), parcel=parcel, amount=_sum(parts), reason=reason, source=source, now=now,
        parts=parts, status=RefundStatus.PROPOSED,
    )  # fmt: skip
    found.log(by=by, at=now, note=reason[:500])
    return found


@transaction.atomic
def approve(*, proposal: Refund, by: User, now: datetime) -> Refund:
    """
    The office agrees: the proposed money goes back. Its amounts are computed anew, since other refunds may have been
    made meanwhile.

    :raises states.IllegalMove: for one that was decided before.
    :raises NothingToRefund, refunds.TooMuch:
    """
    parcel, found = _proposal(proposal, by)
    found.move_to(RefundStatus.REQUESTED, by=by, at=now)
    rows = list(found.lines.all())
    wish = Wish(
        {row.line_id: row.quantity for row in rows if row.line_id},
        any(row.line_id is None for row in rows),
        frozenset(row.line_id for row in rows if row.line_id and row.restock),
    )
    # Gone before they are computed anew: the delivery counts as paid back where a promised refund holds it.
    found.lines.all().delete()
    parts = parts_of(parcel, wish)
    refunds.write_parts(found, parts)
    found.amount = _sum(parts)
    found.payment = _payment(parcel, parts)
    found.save(update_fields=["amount", "payment"])
    refunds.promise(found, by=by, now=now)
    return found


@transaction.atomic
def decline(*, proposal: Refund, reason: str, by: User, now: datetime) -> Refund:
    """
    The office does not agree, and says why.

    :raises states.IllegalMove: for one that was decided before.
    """
    _parcel, found = _proposal(proposal, by)
    return found.move_to(RefundStatus.DECLINED, by=by, at=now, note=reason)


def parts_of(parcel: Parcel, wish: Wish) -> list[Part]:
    """The parts of a wish with their amounts, of a parcel that the caller has locked."""
    lines = {line.pk: line for line in OrderLine.objects.filter(parcel=parcel).order_by("pk")}
    if wish.restock and parcel.status != ParcelStatus.DELIVERED:
        raise NotOnTheShelf(_("Only pieces that were delivered can go back on the shelf."))
    left = left_of(parcel, list(lines.values()))
    parts = []
    for pk, quantity in sorted(wish.pieces.items()):
        line = lines.get(pk)
        if line is None or not 0 <= quantity <= line.quantity - line.refunded_quantity:
            raise refunds.TooMuch(_("More pieces than were bought, or their money went back before."))
        if quantity:
            parts.append(Part(line, quantity, amounts.of_pieces(line, left[pk], quantity), pk in wish.restock))
    if wish.delivery and left[None] > 0:
        parts.append(Part(None, 0, left[None]))
    return parts


def rest_of(parcel: Parcel) -> list[Part]:
    """Everything of a locked parcel whose money did not go back before."""
    lines = OrderLine.objects.filter(parcel=parcel).order_by("pk")
    pieces = {line.pk: line.quantity - line.refunded_quantity for line in lines}
    return parts_of(parcel, Wish({pk: left for pk, left in pieces.items() if left}, delivery=True))


def left_of(parcel: Parcel, lines: Sequence[OrderLine]) -> amounts.Left:
    """What was paid for each line, and (None) for the delivery, and was not promised back."""
    gone = RefundLine.objects.filter(refund__in=parcel.refunds.promised())
    return amounts.left(parcel, lines, gone.values_list("line", "amount"))


def payment_of(parcel: Parcel) -> Payment | None:
    """The captured payment that a parcel was paid by: its own cash, or the order's online one with the most left."""
    taken = (PaymentStatus.CAPTURED, PaymentStatus.PARTLY_REFUNDED)
    rows = Payment.objects.filter(order=parcel.order_id, status__in=taken, captured__gt=0)
    own = rows.filter(parcel=parcel).first()
    left = F("captured") - F("promised_back")
    return own or rows.filter(parcel=None).order_by(left.desc(), "pk").first()


def _payment(parcel: Parcel, parts: Sequence[Part]) -> Payment:
    if not parts:
        raise NothingToRefund(_("Choose what the money goes back for."))
    payment = payment_of(parcel) or (None if _sum(parts) else _payment_of_nothing(parcel))
    if payment is None:
        raise NothingToRefund(_("Nothing was paid for this parcel, or everything went back."))
    return payment


def _payment_of_nothing(parcel: Parcel) -> Payment | None:
    """
    What pieces belong to that cost nothing (any more): the payment of which everything went back, or, where a coupon
    paid for the whole parcel, one of nothing. So they come back like any others.
    """
    own = Q(parcel=parcel) | Q(parcel=None)
    spent = Payment.objects.filter(own, order=parcel.order_id, captured__gt=0).order_by("pk").first()
    if spent is not None or parcel.total or parcel.status in _NOT_THEIRS:
        return spent
    order = parcel.order
    columns = {"currency": order.currency, "created_at": order.placed_at, "captured_at": order.placed_at}
    free, _is_new = Payment.objects.get_or_create(
        order=order, parcel=None, provider=order.payment_method, amount=money.ZERO, status=PaymentStatus.CAPTURED,
        defaults=columns,
    )  # fmt: skip
    return free


def _sum(parts: Iterable[Part]) -> Decimal:
    return sum((part.amount for part in parts), money.ZERO)


def checked(parcel: Parcel, parties: set[Party], by: User) -> Parcel:
    """The parcel, locked with its order, where `by` is one of these to it."""
    parcel = actions.locked(parcel)
    if not actions.parties_of(by, parcel) & parties:
        raise actions.NotAllowed(_("This is not yours to do."))
    return parcel


def _proposal(proposal: Refund, by: User) -> tuple[Parcel, Refund]:
    if proposal.parcel is None:
        raise NothingToRefund(_("This refund belongs to no parcel."))
    parcel = checked(proposal.parcel, {Party.OFFICE}, by)
    return parcel, Refund.objects.locked().get(pk=proposal.pk)

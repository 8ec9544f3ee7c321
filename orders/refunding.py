"""
Refunds that a person decides: which pieces of a parcel, its delivery, whether they go back on the shelf.

A shop proposes, the office executes. What a parcel's end brings by itself is in `orders.settlement`.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from orders import actions, amounts
from orders.actions import Party
from orders.amounts import Part
from orders.models import OrderLine, Parcel, Payment, Refund, RefundLine
from orders.payments import refunds
from orders.states import ParcelStatus, PaymentStatus, RefundStatus
from shop.core import errors, money


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
    parcel = _checked(parcel, {Party.OFFICE}, by)
    source = f"office:{key}"
    existing = Refund.objects.filter(source=source).first()
    if existing is not None:
        return existing
    parts = parts_of(parcel, wish)
    amount = _sum(parts)
    return refunds.request_refund(
        payment=_payment(parcel, amount), parcel=parcel, amount=amount, reason=reason, source=source, by=by, now=now,
        parts=parts,
    )  # fmt: skip


@transaction.atomic
def propose(*, parcel: Parcel, wish: Wish, reason: str, key: uuid.UUID, by: User, now: datetime) -> Refund:
    """
    A shop asks the office to give money back for its parcel. Nothing moves until the office agrees.

    :raises NothingToRefund, NotOnTheShelf:
    :raises actions.NotAllowed: for anybody but the shop and the office.
    """
    parcel = _checked(parcel, {Party.SELLER, Party.OFFICE}, by)
    source = f"proposal:{key}"
    return Refund.objects.filter(source=source).first() or write_proposal(
        parcel, wish, reason=reason, source=source, by=by, now=now
    )


def write_proposal(parcel: Parcel, wish: Wish, *, reason: str, source: str, by: User | None, now: datetime) -> Refund:
    """A proposal about a parcel that the caller has locked."""
    parts = parts_of(parcel, wish)
    amount = _sum(parts)
    found = refunds.write(
        payment=_payment(parcel, amount), parcel=parcel, amount=amount, reason=reason, source=source, now=now,
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
    found.payment = _payment(parcel, found.amount)
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
    parts = []
    for pk, quantity in sorted(wish.pieces.items()):
        line = lines.get(pk)
        if line is None or not 0 <= quantity <= line.quantity - line.refunded_quantity:
            raise refunds.TooMuch(_("More pieces than were bought, or their money went back before."))
        if quantity:
            parts.append(Part(line, quantity, amounts.of_pieces(line, parcel, quantity), pk in wish.restock))
    if wish.delivery:
        parts += delivery_part(parcel, lines.values())
    return parts


def rest_of(parcel: Parcel) -> list[Part]:
    """Everything of a locked parcel whose money did not go back before."""
    lines = list(OrderLine.objects.filter(parcel=parcel).order_by("pk"))
    left = {line.pk: line.quantity - line.refunded_quantity for line in lines}
    goods = parts_of(parcel, Wish({pk: pieces for pk, pieces in left.items() if pieces}))
    return [*goods, *delivery_part(parcel, lines)]


def delivery_part(parcel: Parcel, lines: Iterable[OrderLine]) -> list[Part]:
    """What was paid for the delivery, once; nothing where it was free or went back before."""
    gone = RefundLine.objects.filter(line=None, refund__in=parcel.refunds.promised())
    paid = amounts.of_delivery(parcel, lines)
    return [Part(None, 0, paid)] if paid > 0 and not gone.exists() else []


def payment_of(parcel: Parcel) -> Payment | None:
    """The captured payment that a parcel was paid by: its own cash, or the order's online one with the most left."""
    taken = (PaymentStatus.CAPTURED, PaymentStatus.PARTLY_REFUNDED)
    rows = Payment.objects.filter(order=parcel.order_id, status__in=taken)
    own = rows.filter(parcel=parcel).first()
    left = F("captured") - F("promised_back")
    return own or rows.filter(parcel=None).order_by(left.desc(), "pk").first()


def _payment(parcel: Parcel, amount: Decimal) -> Payment:
    payment = payment_of(parcel)
    if payment is None:
        raise NothingToRefund(_("Nothing was paid for this parcel, or everything went back."))
    if not amount:
        raise NothingToRefund(_("Choose what the money goes back for."))
    return payment


def _sum(parts: Iterable[Part]) -> Decimal:
    return sum((part.amount for part in parts), money.ZERO)


def _checked(parcel: Parcel, parties: set[Party], by: User) -> Parcel:
    """The parcel, locked with its order, where `by` is one of these to it."""
    parcel = actions.locked(parcel)
    if not actions.parties_of(by, parcel) & parties:
        raise actions.NotAllowed(_("This is not yours to do."))
    return parcel


def _proposal(proposal: Refund, by: User) -> tuple[Parcel, Refund]:
    if proposal.parcel is None:
        raise NothingToRefund(_("This refund belongs to no parcel."))
    parcel = _checked(proposal.parcel, {Party.OFFICE}, by)
    return parcel, Refund.objects.locked().get(pk=proposal.pk)

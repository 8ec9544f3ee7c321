"""What orders know of people: taken along with "download my data", without the person after "delete my account"."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.erasure import CannotErase
from catalog.models import Review
from orders import ledger, photos, queries
from orders import proofs as doors
from orders.models import (
    CouponRedemption,
    KeptAnswer,
    Order,
    OrderEvent,
    Parcel,
    Payout,
    Proof,
    ReturnLine,
    ReturnRequest,
)
from orders.states import ParcelStatus
from shop.core import crypto

_ENDED = (ParcelStatus.DELIVERED, ParcelStatus.CANCELLED, ParcelStatus.RETURNED)


def orders(user: User) -> list[dict[str, Any]]:
    """Every order with its address and what was bought, the newest first."""
    rows = queries.orders_visible_to(user).prefetch_related("lines", "parcels").order_by("-placed_at", "-id")
    return [
        {
            "number": order.number,
            "placed_at": order.placed_at,
            "status": order.status,
            "email": order.email,
            "address": order.parts(),
            "note": order.note,
            "payment_method": order.payment_method,
            "total": f"{order.total} {order.currency}",
            "lines": [
                {"sku": line.sku, "title": line.title, "quantity": line.quantity, "unit_price": str(line.unit_price)}
                for line in order.lines.all()
            ],
        }
        for order in rows
    ]


def returns(user: User) -> list[dict[str, Any]]:
    """What was asked to go back, with how the shop said to send it."""
    rows = ReturnRequest.objects.filter(parcel__order__buyer=user).select_related("parcel__order").order_by("-id")
    return [
        {
            "order": row.parcel.order.number,
            "status": row.status,
            "asked_at": row.created_at,
            "instructions": row.instructions,
            "decision": row.decision,
        }
        for row in rows
    ]


def steps(user: User) -> list[dict[str, Any]]:
    """What the person did to orders, one's own or (in the office) others'."""
    rows = OrderEvent.objects.filter(by=user).select_related("order").order_by("-at", "-id")
    return [{"order": row.order.number, "at": row.at, "kind": row.kind, "note": row.note} for row in rows[:20_000]]


def coupons(user: User) -> list[dict[str, Any]]:
    rows = CouponRedemption.objects.filter(buyer=user).select_related("coupon", "order").order_by("-id")
    return [
        {
            "coupon": row.coupon.code,
            "order": row.order.number,
            "used_at": row.redeemed_at,
            "given_back": row.returned_at,
        }
        for row in rows
    ]


def payouts(user: User) -> list[dict[str, Any]]:
    """Money that went to the person's shop, and where."""
    rows = Payout.objects.filter(seller__user=user).order_by("-at", "-id")
    return [
        {"at": row.at, "amount": f"{row.amount} {row.currency}", "paid_to": row.details, "reference": row.reference}
        for row in rows
    ]


def proofs(user: User) -> list[dict[str, Any]]:
    """What a courier noted at doors."""
    rows = Proof.objects.filter(by=user).select_related("parcel").order_by("-at", "-id")
    return [{"parcel": row.parcel_id, "at": row.at, "note": row.note} for row in rows]


def _check_shop(user: User) -> None:
    seller = getattr(user, "seller", None)
    if seller is None:
        return
    if Parcel.objects.filter(seller=seller).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("Parcels of your shop are still open. Delete your account once they are closed."))
    if ledger.balance(seller):
        raise CannotErase(_("Your shop's account is not settled. Delete your account after the last payout."))


def erase(user: User) -> None:
    """
    Orders stay for the books without the person: name, street, contact and note go, place and country stay, since
    taxes go by them. Reviews stay without a name.

    :raises CannotErase: while parcels are on their way, which nobody could be told about any more, and while a shop,
        closed as it is, has parcels to send or money to come.
    """
    _check_shop(user)
    mine = Order.objects.of(user)
    if Parcel.objects.filter(order__in=mine).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("Parcels are on their way to you. Delete your account once they have arrived."))
    nowhere = f"erased-{user.pk}@erased.invalid"
    rows = mine.filter(~Q(email_index=crypto.blind_index(nowhere)))
    rows.update(
        email=nowhere,
        email_index=crypto.blind_index(nowhere),
        phone_index="",
        phone="",
        note="",
        full_name=_("Deleted account"),
        line1="",
        line2="",
    )
    CouponRedemption.objects.filter(buyer=user).update(buyer=None, email_index=crypto.blind_index(nowhere))
    KeptAnswer.objects.filter(user=user).delete()
    doors.remove(Proof.objects.filter(parcel__order__in=mine))
    sent_back = ReturnLine.objects.filter(request__parcel__order__in=mine)
    photos.discard(list(sent_back.exclude(photo="").values_list("photo", flat=True)))
    sent_back.update(note="", photo="")
    Review.objects.filter(author=user).update(author=None, author_name=_("A buyer"))


SECTIONS = {
    "orders": orders,
    "order steps": steps,
    "returns": returns,
    "coupons": coupons,
    "payouts": payouts,
    "proofs of delivery": proofs,
}
HANDED_OUT = {
    **{f"orders.Order.{name}": "orders" for name in ("buyer", "email", "phone", "line1", "line2", "note")},
    "orders.OrderEvent.by": "order steps",
    "orders.ReturnRequest.instructions": "returns",
    "orders.CouponRedemption.buyer": "coupons",
    "orders.Payout.details": "payouts",
    "orders.Proof.note": "proofs of delivery",
    "orders.Proof.by": "proofs of delivery",
}
LEFT_OUT = {
    "orders.KeptAnswer.user": "answers to a courier's phone, a copy of what the parcels' histories say; gone in a week",
    "orders.KeptAnswer.body": "an answer of the API, a copy of what the rows themselves say; gone in a week",
    "orders.Payout.by": "the office's deed on a shop's account; the shop has it in its ledger",
    "orders.LedgerEntry.by": "the office's deed on a shop's account; the shop has it in its ledger",
}

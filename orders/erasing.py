"""What "delete my account" does with orders: they stay for the books, without the person."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.erasure import CannotErase
from catalog.models import Review
from orders import ledger, photos, proofs
from orders.models import (
    BankAccount,
    CashCount,
    CouponRedemption,
    KeptAnswer,
    Order,
    Parcel,
    Proof,
    Refund,
    ReturnLine,
    ReturnRequest,
)
from orders.queries.courier import cash
from orders.states import CashCountStatus, ParcelStatus, RefundStatus, ReturnStatus
from shop.core import crypto

_ENDED = (ParcelStatus.DELIVERED, ParcelStatus.CANCELLED, ParcelStatus.RETURNED)
_DUE = (RefundStatus.REQUESTED, RefundStatus.PROCESSING, RefundStatus.FAILED)


def erase(user: User) -> None:
    """
    Name, street, contact and note go, place and country stay, since taxes go by them. Reviews stay without a name.
    What was ordered as a guest under the same address counts too: it was confirmed to be theirs.

    :raises CannotErase: while parcels or money are on their way, to the person, their shop, or through their hands.
    """
    mine = Order.objects.naming(user)
    _check_shop(user)
    _check_round(user)
    _check_orders(mine)
    # What is asked for by `mine` comes first: the order itself is found by what goes.
    proofs.remove(Proof.objects.filter(parcel__order__in=mine))
    BankAccount.objects.filter(order__in=mine).delete()
    sent_back = ReturnLine.objects.filter(request__parcel__order__in=mine)
    photos.discard(list(sent_back.exclude(photo="").values_list("photo", flat=True)))
    sent_back.update(note="", photo="")
    nowhere = f"erased-{user.pk}@erased.invalid"
    index = crypto.blind_index(nowhere)
    CouponRedemption.objects.filter(order__in=mine).update(buyer=None, email_index=index)
    mine.update(
        email=nowhere, email_index=index, phone_index="", phone="", note="", full_name=_("Deleted account"), line1="",
        line2="",
    )  # fmt: skip
    KeptAnswer.objects.filter(user=user).delete()
    Review.objects.filter(author=user).update(author=None, author_name=_("A buyer"))


def _check_shop(user: User) -> None:
    seller = getattr(user, "seller", None)
    if seller is None:
        return
    if Parcel.objects.filter(seller=seller).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("Parcels of your shop are still open. Delete your account once they are closed."))
    if ledger.balance(seller):
        raise CannotErase(_("Your shop's account is not settled. Delete your account after the last payout."))


def _check_round(user: User) -> None:
    """Of somebody who delivered until lately."""
    if Parcel.objects.filter(courier__user=user).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("You still have parcels to bring. Give them back, then delete your account."))
    counts = CashCount.objects.filter(courier__user=user, status=CashCountStatus.HANDED_IN)
    if cash.uncounted(user).exists() or counts.exists():
        raise CannotErase(_("Cash that you collected is not settled. Delete your account once the office has it."))


def _check_orders(mine: QuerySet[Order]) -> None:
    if Parcel.objects.filter(order__in=mine).exclude(status__in=_ENDED).exists():
        raise CannotErase(_("Parcels are on their way to you. Delete your account once they have arrived."))
    due = Refund.objects.filter(payment__order__in=mine, status__in=_DUE)
    received = ReturnRequest.objects.filter(parcel__order__in=mine, status=ReturnStatus.RECEIVED)
    if due.exists() or received.exists():
        raise CannotErase(_("Money is on its way back to you. Delete your account once it has arrived."))

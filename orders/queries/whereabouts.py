"""Where a parcel is and when it comes, in the words that its buyer reads."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import delivery
from orders.models import DeliveryAttempt, Parcel
from orders.states import MOST_ATTEMPTS
from orders.states import ParcelStatus as P
from shop.core import dates

EXPECTED = (P.AWAITING_PAYMENT, P.PENDING, P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED)


def arrival(parcel: Parcel) -> str:
    """When it arrives or arrived; empty where it will not."""
    if parcel.status == P.DELIVERED and parcel.delivered_at:
        return _("Delivered %(day)s") % {"day": dates.shown(parcel.delivered_at, "D j M")}
    if parcel.status not in EXPECTED:
        return ""
    if parcel.status == P.OUT_FOR_DELIVERY:
        return _("Arrives today")
    if parcel.next_attempt_on:
        return _("Next attempt %(day)s") % {"day": dates.shown(parcel.next_attempt_on, "D j M")}
    return _("Arrives %(days)s") % {"days": delivery.date_range(parcel.arrives_from, parcel.arrives_to)}


def sentence(parcel: Parcel) -> str:
    """Where the parcel is, in a sentence."""
    if parcel.status == P.OUT_FOR_DELIVERY:
        return _on_the_road(parcel)
    if parcel.code_locked_at is not None and parcel.status in EXPECTED:
        return _("The hand-over was stopped. Our office looks into it.")
    if parcel.status == P.ATTEMPT_FAILED:
        return _failed(parcel)
    texts = {
        P.AWAITING_PAYMENT: _("Waiting for your payment."),
        P.PENDING: _("%(shop)s has your order and packs it next."),
        P.PACKED: _("Packed. A courier collects it at the shop."),
        P.SHIPPED: _("With the courier, who brings it to your door."),
        P.DELIVERED: _("It was handed over. Enjoy it."),
        P.RETURNING: _("We tried three times. It goes back to %(shop)s, and what you paid comes back to you."),
        P.RETURNED: _("It is back at %(shop)s. What you paid comes back to you."),
        P.CANCELLED: _("This parcel will not come."),
    }
    if parcel.by_carrier:
        texts[P.PACKED] = _("Packed. %(shop)s hands it to a parcel service.")
        texts[P.SHIPPED] = _("With %(carrier)s, on its way to you.")
    return texts[P(parcel.status)] % {"shop": parcel.seller.name, "carrier": parcel.carrier or _("a parcel service")}


def _failed(parcel: Parcel) -> str:
    """Why not, and what happens next."""
    last = max(parcel.failed_attempts.all(), key=lambda attempt: attempt.number, default=None)
    return " ".join(filter(None, (_reason(last), _next_try(parcel), _after_that(parcel))))


def _reason(attempt: DeliveryAttempt | None) -> str:
    if attempt is None:
        return _("We could not hand it over.")
    return _("We could not hand it over: %(reason)s.") % {"reason": attempt.get_reason_display()}


def _next_try(parcel: Parcel) -> str:
    if parcel.next_attempt_on is None:
        return _("We come again.")
    return _("We come again on %(day)s.") % {"day": dates.shown(parcel.next_attempt_on, "l j F")}


def _after_that(parcel: Parcel) -> str:
    if parcel.attempts + 1 < MOST_ATTEMPTS:
        return ""
    return _("That is the last try; after it the parcel goes back to the shop and you get your money back.")


def _on_the_road(parcel: Parcel) -> str:
    if parcel.code_locked_at is not None:
        return _("The code was wrong too often, so the hand-over was stopped. Our office calls you.")
    if parcel.arrived_at is not None:
        return _("The courier is at your door.")
    before = stops_before(parcel)
    if before == 0:
        return _("Out for delivery. You are the next stop.")
    return ngettext(
        "Out for delivery, %(count)d stop before you.", "Out for delivery, %(count)d stops before you.", before
    ) % {"count": before}


def stops_before(parcel: Parcel) -> int:
    """How many stops the courier's list (see `queries.courier`) has before this one."""
    code = parcel.order.postal_code
    at_a_door = Q(arrived_at__isnull=False) | Q(code_failures__gt=0)
    earlier = at_a_door | Q(order__postal_code__lt=code) | Q(order__postal_code=code, pk__lt=parcel.pk)
    same_round = Parcel.objects.filter(courier=parcel.courier_id, status=P.OUT_FOR_DELIVERY)
    return same_round.filter(earlier).exclude(order=parcel.order_id).values("order").distinct().count()

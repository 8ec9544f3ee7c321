"""What must hold over everything that happened on the road: `manage.py reconcile` asks each of these."""

from collections.abc import Callable

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from orders.models import CashCount, CashCountItem, Parcel
from orders.states import MOST_ATTEMPTS
from orders.states import ParcelStatus as P
from shop.core.money import ZERO


def counts_are_the_sum_of_their_payments() -> list[str]:
    rows = CashCount.objects.annotate(paid=Coalesce(Sum("items__payment__captured"), ZERO)).exclude(expected=F("paid"))
    return [
        f"cash count {pk}: {expected} expected, its payments are {paid}"
        for pk, expected, paid in rows.order_by("pk").values_list("pk", "expected", "paid").iterator()
    ]


def cash_is_counted_by_who_collected_it() -> list[str]:
    rows = CashCountItem.objects.exclude(payment__parcel__courier=F("count__courier")).order_by("pk")
    return [f"cash count {row.count_id}: payment {row.payment_id} was another courier's" for row in rows.iterator()]


def attempts_are_written_down() -> list[str]:
    """As many as a parcel says it had, and no parcel goes back before the last."""
    rows = Parcel.objects.annotate(written=Count("failed_attempts")).filter(
        ~Q(attempts=F("written")) | Q(status__in=(P.RETURNING, P.RETURNED), attempts__lt=MOST_ATTEMPTS)
    )
    return [
        f"parcel {row.pk}: {row.attempts} attempts, {getattr(row, 'written', 0)} written down, {row.status}"
        for row in rows.filter(Q(attempts__gt=0) | Q(status__in=(P.RETURNING, P.RETURNED))).order_by("pk").iterator()
    ]


ALL: dict[str, Callable[[], list[str]]] = {
    "cash counts = Σ payments": counts_are_the_sum_of_their_payments,
    "cash counts by courier": cash_is_counted_by_who_collected_it,
    "failed attempts": attempts_are_written_down,
}

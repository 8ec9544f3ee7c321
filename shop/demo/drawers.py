"""The couriers' evenings: each day's cash is counted and handed in, and the office has confirmed all but the last."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Courier, User
from accounts.roles import Role
from orders import cash
from orders.models import CashCount
from orders.queries.courier.cash import uncounted

EVENING = time(18, 30)
# So long it takes until somebody of the office has looked.
CONFIRMED_AFTER = timedelta(hours=15)


def build(*, now: datetime) -> None:
    """May be repeated: what is counted stays counted."""
    office = User.objects.filter(groups__name=Role.ADMIN.value).order_by("pk").first()
    for courier in Courier.objects.select_related("user").order_by("pk"):
        for evening in _evenings(courier, now):
            done = _count(courier, evening)
            if office is not None and done is not None and evening + CONFIRMED_AFTER < now:
                later = evening + CONFIRMED_AFTER
                cash.confirm(count=done, received=done.counted, reason="", by=office, now=later)


def _evenings(courier: Courier, now: datetime) -> list[datetime]:
    """Of the days that are over and on which cash came in, the first one first."""
    moments = uncounted(courier.user).values_list("captured_at", flat=True)
    days = sorted({timezone.localdate(moment) for moment in moments if moment is not None})
    evenings = [datetime.combine(day, EVENING, tzinfo=timezone.get_current_timezone()) for day in days]
    return [evening for evening in evenings if evening < now and evening.date() < timezone.localdate(now)]


def _count(courier: Courier, evening: datetime) -> CashCount | None:
    collected = uncounted(courier.user).filter(captured_at__lte=evening)
    total = sum(payment.captured for payment in collected)
    if not total:
        return None
    return cash.count(counted=total, note="", by=courier.user, now=evening)

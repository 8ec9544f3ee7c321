"""What waits to be claimed."""

from django.db.models import QuerySet

from orders.models import Parcel

MOST_JOBS = 50


def jobs(claimable: QuerySet[Parcel]) -> list[Parcel]:
    """What waits to be claimed, promised first on top. A page shows area and shop of it, nothing of the buyer."""
    return list(claimable.select_related("seller", "area").order_by("arrives_to", "id")[:MOST_JOBS])

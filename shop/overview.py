"""The first page of the staff site: exceptions of all apps first, then the orders of the last days."""

from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Seller, SellerStatus
from catalog.models import ReviewReport
from orders.queries import office
from orders.queries.office import Tile


def context(*, now: datetime) -> dict[str, Any]:
    """What `admin/overview.html` shows."""
    found = tiles(now=now)
    return {
        "problems": [tile for tile in found if tile.count],
        "quiet": [tile for tile in found if not tile.count],
        "chart": office.chart(now=now),
    }


def tiles(*, now: datetime) -> list[Tile]:
    """Each number is the length of the list that its address shows."""
    applied = Seller.objects.filter(status=SellerStatus.APPLIED).count()
    reported = ReviewReport.objects.filter(settled_at=None).aggregate(reviews=Count("review", distinct=True))["reviews"]
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    return [
        *office.tiles(now=now),
        Tile(_("Shops waiting for approval"), applied, f"/admin/accounts/seller/?status__exact={SellerStatus.APPLIED}"),
        Tile(_("Reported reviews"), reported, "/admin/catalog/review/?reported=open"),
        Tile(_("Failed jobs"), failed, "/admin/procrastinate/procrastinatejob/?status__exact=failed"),
    ]

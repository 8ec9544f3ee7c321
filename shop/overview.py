"""The first page of the staff site: exceptions of all apps first, then how the last 30 days went."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Seller, SellerStatus
from catalog.models import Review, ReviewReport
from orders.models import CashCount, ReturnRequest
from orders.queries import office, trends
from orders.queries.office import Tile
from orders.states import CashCountStatus, ReturnStatus
from shop.core import counting, peaks


def context(*, now: datetime) -> dict[str, Any]:
    """What `admin/overview.html` shows."""
    found = tiles(now=now)
    return {
        "problems": [tile for tile in found if tile.count],
        "quiet": [tile for tile in found if not tile.count],
        "peaks": peaks.worst(now=now),
        "charts": trends.all_charts(now=now),
    }


def tiles(*, now: datetime) -> list[Tile]:
    """Each number is the length of the list that its address shows."""
    reports = ReviewReport.objects.filter(review=OuterRef("pk"), settled_at=None)
    jobs = ProcrastinateJob.objects.all()
    waiting = {
        "/admin/accounts/seller/?status__exact=applied": (
            _("Shops waiting for approval"), Seller.objects.filter(status=SellerStatus.APPLIED),
        ),
        "/admin/catalog/review/?reported=open": (
            _("Reported reviews"), Review.objects.filter(Exists(reports)),
        ),
        "/admin/orders/returnrequest/?status__exact=requested": (
            _("Returns waiting for an answer"), ReturnRequest.objects.filter(status=ReturnStatus.REQUESTED),
        ),
        "/admin/orders/parcel/dispatch/#cash": (
            _("Cash handed in, not yet received"), CashCount.objects.filter(status=CashCountStatus.HANDED_IN),
        ),
        "/admin/procrastinate/procrastinatejob/?status__exact=failed": (_("Failed jobs"), jobs.filter(status="failed")),
        "/admin/procrastinate/procrastinatejob/?problem=late": (
            _("Jobs late by ten minutes"), jobs.filter(office.JOBS["late"].condition(now)),
        ),
    }  # fmt: skip
    found = counting.counts({url: rows for url, (_label, rows) in waiting.items()})
    return [*office.tiles(now=now), *(Tile(label, found[url], url) for url, (label, _rows) in waiting.items())]

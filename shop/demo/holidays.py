"""Which shops are away just now: their pages say so, and what is ordered there arrives later."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Seller
from catalog import shops
from shop.demo import world


def build(*, now: datetime) -> None:
    """After the orders, which were promised for days before anybody left. Who has a date already keeps it."""
    for entry in world.shops():
        seller = Seller.objects.select_related("user").get(slug=entry["slug"])
        if "holiday_days" in entry and seller.holiday_until is None:
            shops.update_shop(
                seller=seller,
                name=seller.name,
                story=seller.story,
                town=seller.town,
                handling_days=seller.handling_days,
                holiday_until=timezone.localdate(now) + timedelta(days=entry["holiday_days"]),
                by=seller.user,
                now=now,
            )

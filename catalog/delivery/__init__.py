"""
What delivery costs and when it arrives. The product page, the basket and the checkout all ask here.

`areas`: where an address lies. `tariffs`: what a parcel costs. `days`: when it comes, by the
`calendars` of public holidays. `options`: all of it together.
"""

from catalog.delivery.areas import area_for
from catalog.delivery.calendars import UnknownRegion, prepare_holidays
from catalog.delivery.days import arrival, date_range
from catalog.delivery.options import DeliveryOption, estimate, estimates, options
from catalog.delivery.tariffs import Tariff

__all__ = [
    "DeliveryOption", "Tariff", "UnknownRegion", "area_for", "arrival", "date_range", "estimate", "estimates",
    "options", "prepare_holidays",
]  # fmt: skip

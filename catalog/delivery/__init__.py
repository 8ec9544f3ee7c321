"""
What delivery costs and when it arrives. The product page, the basket and the checkout all ask here.

`areas`: where an address lies. `tariffs`: what a parcel costs. `days`: when it comes. `options`: all of it together.
"""

from catalog.delivery.areas import area_for
from catalog.delivery.days import arrival, date_range
from catalog.delivery.options import DeliveryOption, estimate, estimates, options
from catalog.delivery.tariffs import Tariff

__all__ = ["DeliveryOption", "Tariff", "area_for", "arrival", "date_range", "estimate", "estimates", "options"]

"""
What a courier sees: the round of today, one stop, jobs to claim, the cash that is to be handed in.

Addresses and phone numbers are there for parcels that still have to reach somebody, and for nobody else's parcels.
"""

from orders.queries.courier.cash import Drawer, drawer
from orders.queries.courier.jobs import jobs
from orders.queries.courier.pace import finish_about
from orders.queries.courier.rounds import Round, open_parcels, round_of, to_start
from orders.queries.courier.stops import Stop, loaded, rows

__all__ = [
    "Drawer",
    "Round",
    "Stop",
    "drawer",
    "finish_about",
    "jobs",
    "loaded",
    "open_parcels",
    "round_of",
    "rows",
    "to_start",
]

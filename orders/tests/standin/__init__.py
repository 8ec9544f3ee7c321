"""
A stand-in for Stripe on loopback: the few endpoints that we call, its hosted page, its signed webhooks and its faults.

`book`: what it knows and decides. `server`: HTTP around it.
"""

from orders.tests.standin.book import Book, Fault
from orders.tests.standin.server import Standin

__all__ = ["Book", "Fault", "Standin"]

"""The courier's screens: one hand, one big button at a time, and every step a plain form."""

from orders.views.courier import cash, door, jobs, offline, rounds, stops

__all__ = ["cash", "door", "jobs", "offline", "rounds", "stops"]

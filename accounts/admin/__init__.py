"""The staff site's part for people, shops, couriers and addresses."""

from accounts.admin import addresses, audit, couriers, factors, groups, people, sellers

__all__ = ["addresses", "audit", "couriers", "factors", "groups", "people", "sellers"]

"""The staff site's part for people, shops, couriers and addresses."""

from accounts.admin import addresses, couriers, factors, groups, people, sellers

__all__ = ["addresses", "couriers", "factors", "groups", "people", "sellers"]

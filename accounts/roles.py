"""
Roles and permissions: the one table that guards, navigation, the admin and the tests read.

A role is a Django group of the same name; one person may hold several. A permission names an action of the
specification's table; whose objects it reaches is decided by the scoping of each query.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    CUSTOMER = "customer"
    SELLER = "seller"
    DELIVER = "deliver"
    ADMIN = "admin"


class Permission(StrEnum):
    BUY = "buy"  # check out with an account, see and cancel own orders, return, review
    APPLY_TO_SELL = "apply_to_sell"
    SELL = "sell"  # own products, prices, discounts, stock, parcels
    DELIVER = "deliver"  # claim, pick up, deliver, fail
    MANAGE_CATALOGUE = "manage_catalogue"  # everybody's products, categories, taxes, rates
    MANAGE_ORDERS = "manage_orders"  # see and cancel all orders, reassign, override, refund
    MANAGE_PEOPLE = "manage_people"  # approve sellers and couriers, give and take roles


_SHOPPER = frozenset({Permission.BUY, Permission.APPLY_TO_SELL})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CUSTOMER: _SHOPPER,
    Role.SELLER: _SHOPPER | {Permission.SELL},
    Role.DELIVER: _SHOPPER | {Permission.DELIVER},
    Role.ADMIN: _SHOPPER | {Permission.MANAGE_CATALOGUE, Permission.MANAGE_ORDERS, Permission.MANAGE_PEOPLE},
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """What somebody with these roles may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))

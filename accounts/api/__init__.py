"""The JSON API of accounts, under `/api/user/`."""

from ninja import Router

from accounts.api import addresses, links, me, sign_in
from accounts.api.auth import BearerAuth, require

__all__ = ["BearerAuth", "require", "router"]

router = Router(tags=["You"])
router.add_router("", sign_in.router)
router.add_router("", links.router)
router.add_router("", me.router)
router.add_router("/addresses/", addresses.router)

"""The JSON API of the catalogue: what shoppers read is public, the seller's part needs a token."""

from ninja import Router

from catalog.api import shopper

__all__ = ["router"]

router = Router()
router.add_router("", shopper.router)

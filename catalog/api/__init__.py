"""The JSON API of the catalogue: what shoppers read is public, the seller's part needs a token."""

from ninja import Router

from catalog.api import seller, seller_stock, shopper

__all__ = ["router"]

router = Router()
router.add_router("", shopper.router)
router.add_router("/seller/", seller.router)
router.add_router("/seller/", seller_stock.router)

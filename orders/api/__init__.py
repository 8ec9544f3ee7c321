"""The JSON API of orders: one file per audience, mounted here; `shop.api` mounts this router at the top."""

from ninja import Router

from orders.api import buyer, courier, payments, seller

router = Router()
router.add_router("", buyer.router)
router.add_router("", payments.router)
router.add_router("/seller/parcels/", seller.router)
router.add_router("/deliver/", courier.router)

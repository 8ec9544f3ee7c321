"""The JSON API of orders: one file per audience, mounted here; `shop.api` mounts this router at the top."""

from ninja import Router

from orders.api import payments

router = Router()
router.add_router("", payments.router)

"""The JSON API, assembled from each app's `api` room."""

from accounts import api as accounts_api
from cart import api as cart_api
from catalog import api as catalog_api
from orders import api as orders_api
from shop.api import answering, refusals
from shop.api.describing import ShopApi

api = ShopApi()
refusals.add_to(api)
api.add_decorator(answering.answered, mode="view")

api.add_router("/user/", accounts_api.router)
api.add_router("", catalog_api.router)
api.add_router("/cart/", cart_api.router)
api.add_router("", orders_api.router)

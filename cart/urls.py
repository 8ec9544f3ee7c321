from django.urls import path

from cart.views import basket

app_name = "cart"
urlpatterns = [
    path("order/cart/", basket.current, name="current"),
    path("order/cart/add/", basket.add, name="add"),
    path("order/cart/<uuid:cart_id>/", basket.basket, name="basket"),
    path("order/cart/<uuid:cart_id>/restore/", basket.restore, name="restore"),
]

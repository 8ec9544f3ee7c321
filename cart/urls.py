from django.urls import path

from cart.views import basket, saved

app_name = "cart"
urlpatterns = [
    path("order/cart/", basket.current, name="current"),
    path("order/cart/add/", basket.add, name="add"),
    path("order/cart/<uuid:cart_id>/", basket.basket, name="basket"),
    path("order/cart/<uuid:cart_id>/restore/", basket.restore, name="restore"),
    path("saved/", saved.saved_list, name="saved"),
    path("saved/add/", saved.add, name="save"),
    path("saved/remove/", saved.remove, name="unsave"),
    path("saved/move/", saved.move, name="move_saved"),
]

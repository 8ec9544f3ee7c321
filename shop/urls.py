"""Mounts each app's addresses. A page's address is in the urls module of the app that answers it."""

from django.contrib import admin
from django.urls import include, path

from shop import api

urlpatterns = [
    path("", include("shop.pages")),
    path("", include("accounts.urls")),
    path("", include("catalog.urls")),
    path("", include("cart.urls")),
    path("", include("orders.urls")),
    path("api/", api.api.urls),
    path("admin/", admin.site.urls),
]

handler400 = "shop.errors.bad_request"
handler403 = "shop.errors.forbidden"
handler404 = "shop.errors.not_found"
handler500 = "shop.errors.server_error"

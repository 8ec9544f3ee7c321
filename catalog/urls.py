"""The addresses of the catalogue: what shoppers open, and the seller's side of it."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from catalog.views import browse, media, product, reviews, storefront, suggestions
from catalog.views.seller import (
    answers,
    deleting,
    discounts,
    editing,
    ledger,
    prices,
    products,
    publishing,
    stock,
)
from catalog.views.seller import settings as shop_settings
from catalog.views.seller.transfer import columns, exports, run, uploading

app_name = "catalog"

shopper: list[URLPattern | URLResolver] = [
    path("", browse.home, name="home"),
    path("listing/", browse.listing, name="listing"),
    path("listing/<str:pattern>/", browse.listing, name="listing-pattern"),
    path("category/<path:path>/", browse.category, name="category"),
    path("shop/<slug:slug>/", storefront.shop, name="shop"),
    path("product/<int:product_id>/<str:slug>/", product.product, name="product"),
    path("suggest/", suggestions.suggest, name="suggest"),
    path("review/<int:review_id>/report/", reviews.report, name="report_review"),
]

seller: list[URLPattern | URLResolver] = [
    path("add/product/", editing.add, name="add_product"),
    path("update/product/<int:product_id>/", editing.update, name="update_product"),
    path("del/product/<int:product_id>/", deleting.delete, name="delete_product"),
    path("del/product/<int:product_id>/undo/", deleting.restore, name="restore_product"),
    path("product/price/<int:product_id>/", prices.price, name="product_price"),
    path("publish/<int:product_id>/", publishing.publish, name="publish_product"),
    path("seller/products/", products.product_list, name="seller_products"),
    path("seller/stock/", stock.stock_table, name="seller_stock"),
    path("seller/stock/movements/", ledger.movements, name="seller_movements"),
    path("seller/stock/<int:variant_id>/", ledger.ledger, name="seller_stock_ledger"),
    path("seller/discounts/", discounts.discount_list, name="seller_discounts"),
    path("seller/discounts/<int:discount_id>/remove/", discounts.remove, name="remove_discount"),
    path("seller/discounts/<int:discount_id>/undo/", discounts.restore, name="restore_discount"),
    path("seller/import/", uploading.upload, name="seller_import"),
    path("seller/import/example/", uploading.example, name="import_example"),
    path("seller/import/<int:import_id>/", run.show, name="import"),
    path("seller/import/<int:import_id>/columns/", columns.match, name="import_columns"),
    path("seller/import/<int:import_id>/confirm/", run.confirm, name="import_confirm"),
    path("seller/import/<int:import_id>/again/", run.again, name="import_again"),
    path("seller/import/<int:import_id>/undo/", run.undo, name="import_undo"),
    path("seller/import/<int:import_id>/failed/", run.failed_rows, name="import_failed"),
    path("seller/export/", exports.export_products, name="seller_export"),
    path("seller/reviews/", answers.review_list, name="seller_reviews"),
    path("seller/reviews/<int:review_id>/", answers.answer, name="answer_review"),
    path("seller/settings/", shop_settings.shop_settings, name="seller_settings"),
]

# Pictures in a storage of their own are served from there.
files: list[URLPattern | URLResolver] = (
    [path(f"{settings.MEDIA_URL.lstrip('/')}<path:name>", media.media, name="media")]
    if settings.MEDIA_URL.startswith("/")
    else []
)

urlpatterns: list[URLPattern | URLResolver] = [*shopper, *seller, *files]

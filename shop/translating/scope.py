"""Which texts shoppers read. What stands in no file of these is for who works here, and stays English for now."""

import re

from babel.messages.catalog import Message

# Folders and files of sellers, couriers, the office, programs and developers.
_NOT_FOR_SHOPPERS = (
    "templates/seller/", "templates/courier/", "templates/admin/", "templates/dev/", "templates/styleguide/",
    "templates/texts/api", "templates/texts/_operation", "templates/emails/parcel_new/",
    "templates/emails/parcel_cancelled_shop/", "templates/emails/return_asked/", "templates/emails/stock_low/",
    "templates/_layouts/courier", "templates/_layouts/desk", "templates/_components/chart",
    "accounts/apps", "cart/apps", "catalog/apps", "orders/apps",
    "accounts/admin/", "cart/admin/", "catalog/admin/", "orders/admin/", "shop/admin", "shop/staff", "shop/overview",
    "shop/api/", "shop/styleguide", "shop/demo/", "shop/management/", "shop/inbox", "shop/doctor/", "shop/serving/",
    "accounts/forms/staff", "catalog/authoring/", "catalog/bulk", "catalog/desk/", "catalog/exporting/",
    "catalog/importing/",
    "catalog/offers/", "catalog/views/seller/", "catalog/shortage", "catalog/pricing/overlap",
    "catalog/pricing/standing", "orders/forms/courier", "orders/forms/dispatch", "orders/forms/office",
    "orders/forms/refund", "orders/forms/seller", "orders/views/courier/", "orders/views/seller", "orders/views/today",
    "orders/printing/", "orders/queries/courier/", "orders/queries/dispatch", "orders/queries/sales",
    "orders/queries/trends", "orders/queries/statement", "orders/queries/seller", "orders/queries/office",
    "orders/queries/desk", "orders/queries/todo", "orders/queries/bulk", "orders/queries/invariants",
    "orders/queries/ledger_invariants", "orders/cash", "orders/payouts", "orders/delivery/", "orders/photos",
    "accounts/forms/payout", "accounts/views/payout", "accounts/models/audit", "accounts/models/seller",
    "accounts/operations/roles", "accounts/operations/saved_views",
    "catalog/api/", "catalog/forms/adjusting", "catalog/forms/conflict",
    "catalog/forms/listed", "catalog/forms/offers", "catalog/forms/pieces", "catalog/forms/product",
    "catalog/forms/rates",
    "catalog/forms/shop", "catalog/forms/transfer", "catalog/models/delivery", "catalog/models/search",
    "catalog/models/stock", "catalog/models/transfer", "catalog/operations", "catalog/shops", "catalog/siblings",
    "catalog/stock", "catalog/tree", "orders/models/cash", "orders/models/ledger", "orders/fulfilment",
    "orders/goodwill",
    "orders/refunding", "orders/payments/refunds", "orders/payments/signature", "orders/personal", "shop/core/charts",
    "templates/_components/stat", "cart/models/coupons", "accounts/operations/saved_views",
    "accounts/views/saved_views", "shop/core/peaks",
)  # fmt: skip
# A field's name, which Django's admin shows: "is active". What shoppers read of a model is the names of its choices.
_MODELS = re.compile(r"^\w+/models/")


def is_for_shoppers(message: Message) -> bool:
    """Whether any file of the message is one that shoppers read."""
    return any(_is_read(name, message) for name, _line in message.locations)


def is_file_for_shoppers(name: str) -> bool:
    return not name.startswith(_NOT_FOR_SHOPPERS)


def _is_read(name: str, message: Message) -> bool:
    words = message.id if isinstance(message.id, str) else message.id[0]
    return is_file_for_shoppers(name) and not (_MODELS.match(name) and words[:1].islower())

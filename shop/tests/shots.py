"""Every page that `make screenshots` pictures, and who looks at it."""

from typing import NamedTuple


class Shot(NamedTuple):
    """
    A page: its name, its path (or "@selector" of a link to follow from `start`), who looks at it ("" a guest).

    What stands in braces is made when it is needed (`visiting.py`): a basket, an order without its money, a placed one.
    """

    name: str
    path: str
    role: str = ""
    start: str = ""


SHOPPER = (
    Shot("home", "/"),
    Shot("listing", "/listing/"),
    Shot("search", "/listing/?q=mug"),
    Shot("search-typo", "/listing/?q=cermic+mug"),
    Shot("search-nothing", "/listing/?q=xyzzyqwert"),
    Shot("category", "@main a[href^='/category/']", start="/"),
    Shot("product", "@[data-product-id] a", start="/listing/?q=mug"),
    Shot("storefront", "@main a[href^='/shop/']", start="/"),
    Shot("saved-empty", "/saved/"),
    Shot("basket-empty", "/order/cart/"),
    Shot("login", "/login/"),
    Shot("register", "/register/"),
    Shot("forgotten", "/forget/password/"),
    Shot("register-sent", "/register/sent/"),
    Shot("forgotten-sent", "/forget/password/sent/"),
    Shot("help", "/help/"),
    Shot("about", "/about/"),
    Shot("delivery", "/delivery-and-returns/"),
    Shot("api-docs", "/api/docs"),
    Shot("not-found", "/no-such-page/"),
    Shot("basket", "/order/cart/{cart}/"),
    Shot("checkout-guest", "/order/user-info/{cart}/"),
)
CUSTOMER = tuple(
    Shot(name, path, "customer", start)
    for name, path, start in (
        ("account", "/user-info/", ""),
        ("details", "/update/user-info/", ""),
        ("second-factor", "/user-info/second-factor/", ""),
        ("token-add", "/user-info/tokens/add/", ""),
        ("delete-account", "/user-info/delete/", ""),
        ("addresses", "/addresses/", ""),
        ("address-add", "/addresses/add/", ""),
        ("saved", "/saved/", ""),
        ("apply", "/seller/apply/", ""),
        ("orders", "/orders/", ""),
        ("order", "@main a[href^='/orders/']:not([href*='export'])", "/orders/"),
        ("invoice", "@main a[href*='invoice']", "/orders/"),
        ("checkout", "/order/user-info/{cart}/", ""),
        ("payment", "/order/payment-info/{cart}/", ""),
        ("payment-unclear", "/order/submitted/{unpaid}/", ""),
        ("payment-again", "/order/payment-info/{unpaid}/", ""),
        ("placed", "/order/submitted/{placed}/", ""),
    )
)
SELLER = tuple(
    Shot(f"seller-{name}", path, "seller", start)
    for name, path, start in (
        ("home", "/seller/", ""),
        ("sales", "/seller/sales/", ""),
        ("products", "/seller/products/", ""),
        ("add", "/add/product/", ""),
        ("update", "@main a[href^='/update/product/']", "/seller/products/"),
        ("price", "@main a[href^='/product/price/']", "/seller/products/"),
        ("publish", "@main a[href^='/publish/']", "/seller/products/"),
        ("stock", "/seller/stock/", ""),
        ("variant", "@main a[href^='/seller/stock/']:not([href*='movements']):not([href*='?'])", "/seller/stock/"),
        ("movements", "/seller/stock/movements/", ""),
        ("discounts", "/seller/discounts/", ""),
        ("reviews", "/seller/reviews/", ""),
        ("parcels", "/seller/parcels/", ""),
        ("parcel", "@main a[href^='/seller/parcels/']:not([href*='export']):not([href*='?'])", "/seller/parcels/"),
        ("returns", "/seller/returns/", ""),
        ("return", "@main a[href^='/seller/returns/']:not([href*='?'])", "/seller/returns/?state=all"),
        ("ledger", "/seller/ledger/", ""),
        ("import", "/seller/import/", ""),
        ("settings", "/seller/settings/", ""),
        ("payout", "/seller/payout/", ""),
    )
)
COURIER = tuple(
    Shot(f"courier-{name}", path, "deliver", start)
    for name, path, start in (
        ("round", "/deliver/", ""),
        ("jobs", "/deliver/jobs/", ""),
        ("stop", "@main a[href^='/deliver/']:not([href*='jobs']):not([href*='cash'])", "/deliver/"),
        ("cash", "/deliver/cash/", ""),
    )
)
OFFICE = tuple(
    Shot(name, path, "admin", start)
    for name, path, start in (
        ("admin", "/admin/", ""),
        ("admin-orders", "/admin/orders/order/", ""),
        ("admin-order", "@#result_list a[href*='/admin/orders/order/']", "/admin/orders/order/"),
        ("admin-dispatch", "/admin/orders/parcel/dispatch/", ""),
        ("admin-products", "/admin/catalog/product/", ""),
        ("admin-people", "/admin/accounts/user/", ""),
        ("admin-audit", "/admin/accounts/auditevent/", ""),
        ("admin-search", "/admin/catalog/synonym/try/?q=mug", ""),
        ("admin-returns", "/admin/orders/returnrequest/", ""),
        ("admin-refunds", "/admin/orders/refund/", ""),
        ("admin-coupons", "/admin/cart/coupon/", ""),
    )
)
GUIDE = (
    Shot("styleguide", "/styleguide/"),
    *(
        Shot(f"guide-{name}", f"/styleguide/{name}/")
        for name in (
            "home", "listing", "product", "basket", "checkout", "submitted", "account", "sign", "desk", "stop", "round",
            "sheet",
        )
    ),
)  # fmt: skip
SHOTS = (*SHOPPER, *CUSTOMER, *SELLER, *COURIER, *OFFICE, *GUIDE)

"""
Who gets what: one row per address and method, one status per column. `login` is a redirect to the login page.

The source is the roles table of the specification: nobody signed in → login, a wrong role → 403, somebody else's
object → 404, a wrong method → 405, a form without its fields → 422 or a redirect that says so.
"""

from dataclasses import dataclass, field
from typing import Any

COLUMNS = ("guest", "customer", "rival", "owner", "courier", "assigned", "admin")


@dataclass(frozen=True)
class Row:
    """
    `statuses` has one word per column, or one for all. `owner` is who plays the owner: Alice buys, Bruno sells.

    `values` replaces what a parameter of the route stands for (a name of `access_world.World.values`).
    """

    route: str
    statuses: str
    owner: str = "alice"
    method: str = "GET"
    values: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, str]:
        words = self.statuses.split()
        return dict(zip(COLUMNS, words * len(COLUMNS) if len(words) == 1 else words, strict=True))


ANYBODY = "200"
#        guest customer rival owner courier assigned admin
PEOPLE = "login 200 200 200 200 200 200"
PEOPLE_MOVE = "login 302 302 302 302 302 302"
OWNER = "login 404 404 200 404 404 404"
OWNER_MOVES = "login 404 404 302 404 404 404"
VISITOR = "404 404 404 200 404 404 404"
SHOPS = "login 403 200 200 403 403 403"
MY_SHOP = "login 403 404 200 403 403 403"
MY_SHOP_OR_OFFICE = "login 403 404 200 403 403 200"
SHOPS_BY_POST = "login 403 405 405 403 403 405"
MY_SHOP_BY_POST = "login 403 405 405 403 403 403"
COURIERS = "login 403 403 403 200 200 403"
ASSIGNED = "login 403 403 403 404 200 403"
NOT_BY_GET = "405"
NOT_BY_GET_SIGNED_IN = "login 405 405 405 405 405 405"


def seller(route: str, statuses: str, method: str = "GET", **data: str) -> Row:
    return Row(route, statuses, owner="bruno", method=method, data=data)


TABLE: list[Row] = [
    # The project itself
    Row("healthz", ANYBODY),
    Row("readyz", ANYBODY),
    Row("sitemap.xml", ANYBODY),
    Row("robots.txt", ANYBODY),
    Row("theme/", NOT_BY_GET),
    Row("theme/", "302", method="POST", data={"theme": "dark"}),
    Row("language/", NOT_BY_GET),
    Row("language/", "302", method="POST", data={"language": "de"}),
    Row("about/", ANYBODY),
    Row("delivery-and-returns/", ANYBODY),
    Row("help/", ANYBODY),
    Row("styleguide/", ANYBODY),
    Row("styleguide/<slug:page>/", "404", values={"page": "missing"}),
    Row("dev/mail/", ANYBODY),
    Row("dev/mail/<slug:name>/", "404", values={"name": "missing"}),
    Row("dev/mail/<slug:name>/html/", "404", values={"name": "missing"}),
    Row("sitemap-<slug:name>-<int:number>.xml", ANYBODY, values={"name": "products", "number": "1"}),
    # Accounts
    Row("register/", "200 302 302 302 302 302 302"),
    Row("register/", "422 302 302 302 302 302 302", method="POST"),
    Row("register/sent/", ANYBODY),
    Row("activation/", ANYBODY),
    Row("login/", "200 302 302 302 302 302 302"),
    Row("login/", "422", method="POST"),
    Row("logout/", NOT_BY_GET),
    Row("logout/", "302", method="POST"),
    Row("forget/password/", ANYBODY),
    Row("forget/password/", "422", method="POST"),
    Row("forget/password/sent/", ANYBODY),
    Row("login/second/", "login"),
    Row("login/second/", "login", method="POST", data={"code": "123456"}),
    Row("confirm/", PEOPLE),
    Row("confirm/", "login 422 422 422 422 422 422", method="POST"),
    Row("user-info/", PEOPLE),
    Row("user-info/devices/end/", NOT_BY_GET_SIGNED_IN),
    Row("user-info/devices/end/", PEOPLE_MOVE, method="POST"),
    Row("user-info/tokens/add/", PEOPLE),
    Row("user-info/tokens/add/", "login 422 422 422 422 422 422", method="POST"),
    Row("user-info/tokens/made/", PEOPLE_MOVE),
    Row("user-info/tokens/made/", PEOPLE_MOVE, method="POST"),
    Row("user-info/tokens/revoke/", NOT_BY_GET_SIGNED_IN),
    Row("user-info/tokens/revoke/", PEOPLE_MOVE, method="POST"),
    Row("user-info/second-factor/", PEOPLE),
    Row("user-info/second-factor/app/", PEOPLE_MOVE),
    Row("user-info/second-factor/app/start/", NOT_BY_GET_SIGNED_IN),
    Row("user-info/second-factor/app/start/", PEOPLE_MOVE, method="POST"),
    Row("user-info/second-factor/app/remove/", NOT_BY_GET_SIGNED_IN),
    Row("user-info/second-factor/app/remove/", PEOPLE_MOVE, method="POST"),
    Row("user-info/second-factor/codes/", PEOPLE_MOVE),
    # Alice has a passkey, and only who has a factor has a use for recovery codes.
    Row("user-info/second-factor/codes/", OWNER_MOVES, method="POST"),
    Row("user-info/second-factor/codes/kept/", NOT_BY_GET_SIGNED_IN),
    Row("user-info/second-factor/codes/kept/", PEOPLE_MOVE, method="POST"),
    Row("user-info/second-factor/codes/file/", "login 404 404 404 404 404 404"),
    Row("user-info/second-factor/passkeys/add/", PEOPLE),
    Row("user-info/second-factor/passkeys/add/", "login 422 422 422 422 422 422", method="POST"),
    Row("user-info/second-factor/passkeys/<int:pk>/remove/", NOT_BY_GET_SIGNED_IN, values={"pk": "passkey_id"}),
    Row("user-info/second-factor/passkeys/<int:pk>/remove/", OWNER_MOVES, method="POST", values={"pk": "passkey_id"}),
    Row("user-info/download/", PEOPLE),
    Row("user-info/delete/", PEOPLE),
    Row("user-info/delete/", "login 422 422 422 422 422 422", method="POST"),
    Row("user-info/devices/<int:pk>/end/", NOT_BY_GET_SIGNED_IN, values={"pk": "device_id"}),
    Row("user-info/devices/<int:pk>/end/", OWNER_MOVES, method="POST", values={"pk": "device_id"}),
    Row("user-info/tokens/<int:pk>/revoke/", NOT_BY_GET_SIGNED_IN, values={"pk": "token_id"}),
    Row("user-info/tokens/<int:pk>/revoke/", OWNER_MOVES, method="POST", values={"pk": "token_id"}),
    Row("update/user-info/", PEOPLE),
    Row("update/user-info/", "login 422 422 422 422 422 422", method="POST", data={"form": "details"}),
    Row("update/user-info/email/", "login 404 404 404 404 404 404"),
    Row("addresses/", PEOPLE),
    Row("addresses/add/", PEOPLE),
    Row("addresses/add/", "login 422 422 422 422 422 422", method="POST"),
    Row("addresses/<int:pk>/", OWNER, values={"pk": "address_id"}),
    Row("addresses/<int:pk>/", "login 404 404 422 404 404 404", method="POST", values={"pk": "address_id"}),
    Row("addresses/<int:pk>/delete/", OWNER, values={"pk": "address_id"}),
    Row("addresses/<int:pk>/delete/", OWNER_MOVES, method="POST", values={"pk": "address_id"}),
    Row("addresses/<int:pk>/default/", NOT_BY_GET_SIGNED_IN, values={"pk": "address_id"}),
    Row("addresses/<int:pk>/default/", OWNER_MOVES, method="POST", values={"pk": "address_id"}),
    Row("seller/apply/", PEOPLE),
    seller("seller/payout/", SHOPS),
    seller("seller/payout/", "login 403 422 422 403 403 403", "POST"),
    # Catalogue
    Row("", ANYBODY),
    Row("listing/", ANYBODY),
    Row("listing/<str:pattern>/", ANYBODY),
    Row("category/<path:path>/", ANYBODY),
    Row("shop/<slug:slug>/", ANYBODY, values={"slug": "seller_slug"}),
    Row("product/<int:product_id>/<str:slug>/", ANYBODY),
    Row(
        "product/<int:product_id>/<str:slug>/",
        "404 404 404 200 404 404 200",
        owner="bruno",
        values={"product_id": "draft_id", "slug": "draft_slug"},
    ),
    Row("media/<path:name>", "404"),
    Row("suggest/", ANYBODY),
    Row("review/<int:review_id>/report/", ANYBODY),
    Row("review/<int:review_id>/report/", "422", method="POST"),
    seller("seller/reviews/", SHOPS),
    seller("seller/reviews/<int:review_id>/", MY_SHOP),
    seller("seller/reviews/<int:review_id>/", "login 403 404 302 403 403 403", "POST", text="Thank you."),
    seller("add/product/", SHOPS),
    seller("add/product/", "login 403 422 422 403 403 403", "POST"),
    seller("update/product/<int:product_id>/", MY_SHOP_OR_OFFICE),
    seller("update/product/<int:product_id>/", "login 403 404 422 403 403 422", "POST"),
    seller("del/product/<int:product_id>/", MY_SHOP_OR_OFFICE),
    seller("del/product/<int:product_id>/", "login 403 404 302 403 403 302", "POST"),
    seller("del/product/<int:product_id>/undo/", SHOPS_BY_POST),
    seller("product/price/<int:product_id>/", MY_SHOP_OR_OFFICE),
    seller("product/price/<int:product_id>/", "login 403 404 422 403 403 422", "POST"),
    seller("publish/<int:product_id>/", MY_SHOP_OR_OFFICE),
    seller("publish/<int:product_id>/", "login 403 404 302 403 403 302", "POST", action="offline"),
    seller("seller/products/", SHOPS),
    seller("seller/stock/", SHOPS),
    seller("seller/stock/<int:variant_id>/", MY_SHOP_OR_OFFICE),
    seller("seller/discounts/", SHOPS),
    seller("seller/discounts/", "login 403 422 422 403 403 403", "POST"),
    seller("seller/discounts/<int:discount_id>/remove/", SHOPS_BY_POST),
    seller("seller/discounts/<int:discount_id>/remove/", "login 403 404 302 403 403 302", "POST"),
    seller("seller/discounts/<int:discount_id>/undo/", SHOPS_BY_POST),
    seller("seller/settings/", SHOPS),
    seller("seller/import/", SHOPS),
    seller("seller/import/", "login 403 422 422 403 403 403", "POST"),
    seller("seller/import/<int:import_id>/", "login 403 404 302 403 403 403"),
    seller("seller/import/<int:import_id>/columns/", MY_SHOP),
    seller("seller/import/<int:import_id>/columns/", "login 403 404 422 403 403 403", "POST"),
    seller("seller/import/<int:import_id>/confirm/", MY_SHOP_BY_POST),
    seller("seller/import/<int:import_id>/confirm/", "login 403 404 422 403 403 403", "POST"),
    seller("seller/import/<int:import_id>/again/", MY_SHOP_BY_POST),
    seller("seller/import/<int:import_id>/again/", "login 403 404 422 403 403 403", "POST"),
    seller("seller/import/<int:import_id>/undo/", MY_SHOP_BY_POST),
    seller("seller/import/<int:import_id>/undo/", "login 403 404 422 403 403 403", "POST"),
    seller("seller/import/<int:import_id>/failed/", MY_SHOP),
    seller("seller/import/example/", SHOPS),
    seller("seller/export/", SHOPS),
    # Basket and checkout
    Row("order/cart/", "200 200 200 302 200 200 200"),
    Row("order/cart/add/", NOT_BY_GET),
    Row("order/cart/<uuid:cart_id>/", VISITOR),
    Row("order/cart/<uuid:cart_id>/", "404 404 404 302 404 404 404", method="POST"),
    Row("order/cart/<uuid:cart_id>/restore/", "405"),
    Row("saved/", ANYBODY),
    Row("saved/add/", NOT_BY_GET),
    Row("saved/add/", "404", method="POST"),
    Row("saved/remove/", NOT_BY_GET),
    Row("saved/move/", NOT_BY_GET),
    Row("order/user-info/<uuid:checkout_id>/", VISITOR, values={"checkout_id": "cart_id"}),
    Row("order/user-info/<uuid:checkout_id>/", "404 404 404 422 404 404 404", method="POST"),
    Row("order/payment-info/<uuid:checkout_id>/", "404 404 404 302 404 404 404"),
    Row("order/submitted/<uuid:checkout_id>/", VISITOR, values={"checkout_id": "placed_id"}),
    Row("order/submitted/<uuid:checkout_id>/keep/", "405", values={"checkout_id": "placed_id"}),
    Row("sandbox/pay/<str:reference>/", "404", values={"reference": "missing"}),
    # The buyer's orders
    Row("orders/", PEOPLE),
    Row("orders/<str:number>/", OWNER),
    Row("orders/<str:number>/cancellation/", OWNER),
    Row("orders/<str:number>/cancellation/", "login 404 404 422 404 404 404", method="POST"),
    Row("orders/<str:number>/again/", "login 405 405 405 405 405 405"),
    Row("orders/<str:number>/again/", OWNER_MOVES, method="POST"),
    Row("orders/<str:number>/invoice/", OWNER),
    Row("orders/<str:number>/invoice/pdf/", OWNER_MOVES),
    Row("orders/<str:number>/refund-account/", OWNER),
    Row("orders/<str:number>/refund-account/", "login 404 404 422 404 404 404", method="POST"),
    Row("orders/<str:number>/return/", OWNER),
    Row("orders/<str:number>/return/", "login 404 404 422 404 404 404", method="POST"),
    Row("orders/export/", PEOPLE),
    Row("orders/<str:number>/proof/<int:proof_id>/", OWNER),
    Row("orders/<str:number>/review/<int:line_id>/", OWNER),
    Row("track/<str:token>/", ANYBODY),
    Row("track/<str:token>/cancellation/", ANYBODY),
    Row("track/<str:token>/again/", "405"),
    Row("track/<str:token>/invoice/", ANYBODY),
    Row("track/<str:token>/proof/<int:proof_id>/", ANYBODY),
    Row("track/<str:token>/invoice/pdf/", "302"),
    Row("track/<str:token>/refund-account/", ANYBODY),
    Row("track/<str:token>/refund-account/", "422", method="POST"),
    Row("track/<str:token>/return/", ANYBODY),
    Row("track/<str:token>/return/", "422", method="POST"),
    # The shop's desk
    seller("seller/", SHOPS),
    seller("seller/sales/", SHOPS),
    seller("seller/stock/movements/", SHOPS),
    seller("seller/parcels/", SHOPS),
    seller("seller/parcels/pack/", "login 403 405 405 403 403 403"),
    seller("seller/parcels/slips/", "login 403 302 302 403 403 403"),
    seller("seller/parcels/<int:parcel_id>/", MY_SHOP),
    seller("seller/parcels/<int:parcel_id>/slip/", MY_SHOP),
    seller("seller/parcels/<int:parcel_id>/slip/pdf/", MY_SHOP),
    seller("seller/parcels/<int:parcel_id>/invoice/", "login 403 404 404 403 403 403"),
    seller("seller/parcels/<int:parcel_id>/refund/", MY_SHOP),
    seller("seller/parcels/<int:parcel_id>/refund/", "login 403 404 422 403 403 403", "POST"),
    seller("seller/parcels/export/", SHOPS),
    seller("seller/ledger/", SHOPS),
    seller("seller/ledger/export/", SHOPS),
    seller("seller/returns/", SHOPS),
    seller("seller/returns/<int:return_id>/", MY_SHOP),
    seller("seller/returns/<int:return_id>/photo/<int:line_id>/", "login 403 404 404 403 403 403"),
    seller("seller/returns/<int:return_id>/<slug:action>/", "login 403 405 405 403 403 403"),
    Row(
        "seller/returns/<int:return_id>/<slug:action>/",
        "login 403 404 422 403 403 403",
        owner="bruno",
        method="POST",
        values={"action": "approve"},
    ),
    seller("seller/parcels/<int:parcel_id>/<slug:action>/", "login 403 405 405 403 403 403"),
    seller("seller/parcels/<int:parcel_id>/<slug:action>/", "login 403 404 422 403 403 403", "POST"),
    # The courier's round
    Row("deliver/", COURIERS),
    Row("deliver/start/", "login 403 403 403 405 405 403"),
    Row("deliver/jobs/", COURIERS),
    Row("deliver/jobs/<int:parcel_id>/claim/", "login 403 403 403 405 405 403"),
    # Back to the list, told that it is taken.
    Row("deliver/jobs/<int:parcel_id>/claim/", "login 403 403 403 404 302 403", method="POST"),
    Row("deliver/cash/", COURIERS),
    Row("deliver/cash/", "login 403 403 403 422 422 403", method="POST"),
    Row("deliver/worker.js", ANYBODY),
    Row("deliver/token/", COURIERS),
    Row("deliver/no-signal/", COURIERS),
    Row("deliver/<int:parcel_id>/proof/<int:proof_id>/", "login 403 403 403 404 200 403"),
    Row("deliver/<int:parcel_id>/", ASSIGNED),
    Row("deliver/<int:parcel_id>/deliver/", "login 403 403 403 405 405 403"),
    Row("deliver/<int:parcel_id>/deliver/", "login 403 403 403 404 422 403", method="POST"),
    Row("deliver/<int:parcel_id>/fail/", ASSIGNED),
    Row("deliver/<int:parcel_id>/fail/", "login 403 403 403 404 422 403", method="POST"),
    Row("deliver/<int:parcel_id>/<slug:action>/", "login 403 403 403 405 405 403"),
]

"""
Who gets what from the API: one row per operation, one status per column, as in `access_table`; a guest has no token.

Nobody known → 401, a wrong role → 403, somebody else's object → 404, an empty body → 422. Where an operation wants a
body, the row gives one, so that the role and not the body is what decides.
"""

from typing import Any

from shop.tests.access_table import Row

ANYBODY = "200"
#        guest customer rival owner courier assigned admin
PEOPLE = "401 200 200 200 200 200 200"
EMPTY = "401 422 422 422 422 422 422"
OWNER = "401 404 404 200 404 404 404"
SHOPS = "401 403 200 200 403 403 403"
MY_SHOP = "401 403 404 200 403 403 403"
MY_SHOP_OR_OFFICE = "401 403 404 200 403 403 200"
COURIERS = "401 403 403 403 200 200 403"
ASSIGNED = "401 403 403 403 404 200 403"


def post(route: str, statuses: str, owner: str = "alice", **values: str) -> Row:
    return Row(route, statuses, owner=owner, method="POST", values=values)


def parcel(action: str, statuses: str, **body: Any) -> Row:
    """A shop's step with a parcel that is out for delivery: too late for all of them."""
    return Row(f"api/seller/parcels/{{parcel_id}}/{action}/", statuses, "bruno", "POST", data=body)


def stop(action: str, statuses: str, **body: Any) -> Row:
    return Row(f"api/deliver/parcels/{{parcel_id}}/{action}/", statuses, "alice", "POST", data=body)


TABLE: list[Row] = [
    post("api/user/register/", "422"),
    post("api/user/login/", "422"),
    post("api/user/logout/", "401 204 204 204 204 204 204"),
    post("api/user/forget-password/", "422"),
    Row("api/user/activation_token/", "404"),
    post("api/user/activation_token/", "404"),
    Row("api/user/new-password/", "404"),
    post("api/user/new-password/", "422"),
    Row("api/user/new-password/", "422", method="PUT"),
    Row("api/user/me/", PEOPLE),
    Row("api/user/me/", PEOPLE, method="PATCH"),
    Row("api/user/tokens/", PEOPLE),
    Row("api/user/tokens/", "401 204 204 204 204 204 204", method="DELETE"),
    Row("api/user/tokens/{token_id}/", "401 404 404 204 404 404 404", method="DELETE"),
    Row("api/user/addresses/", PEOPLE),
    post("api/user/addresses/", EMPTY),
    Row("api/user/addresses/{address_id}/", OWNER),
    Row("api/user/addresses/{address_id}/", OWNER, method="PATCH"),
    Row("api/user/addresses/{address_id}/", "401 404 404 204 404 404 404", method="DELETE"),
    Row("api/categories/", ANYBODY),
    Row("api/products/", ANYBODY),
    Row("api/products/{product_id}/", ANYBODY),
    Row("api/products/{product_id}/", "404", values={"product_id": "draft_id"}),
    Row("api/cart/", PEOPLE),
    post("api/cart/lines/", EMPTY),
    Row("api/cart/coupon/", "401 422 422 422 422 422 422", method="PUT"),
    Row("api/cart/coupon/", "401 404 404 200 404 404 404", method="DELETE"),
    Row("api/cart/lines/{line_id}/", "401 422 422 422 422 422 422", method="PATCH", values={"line_id": "cart_line_id"}),
    Row("api/cart/lines/{line_id}/", OWNER, method="DELETE", values={"line_id": "cart_line_id"}),
    post("api/orders/", EMPTY),
    Row("api/orders/", PEOPLE),
    Row("api/orders/{number}/", OWNER),
    post("api/payments/{provider}/webhook/", "404", provider="nobody"),
    post("api/payments/{provider}/webhook/", "400", provider="sandbox"),
    Row("api/seller/products/", SHOPS, owner="bruno"),
    Row("api/seller/products/", "401 403 201 201 403 403 403", "bruno", "POST", data={"title": "A bowl"}),
    Row("api/seller/products/{product_id}/", MY_SHOP_OR_OFFICE, owner="bruno"),
    Row("api/seller/products/{product_id}/", MY_SHOP_OR_OFFICE, "bruno", "PATCH", data={"version": 1}),
    Row("api/seller/products/{product_id}/", "401 403 404 204 403 403 204", "bruno", "DELETE"),
    post("api/seller/pictures/", "401 415 415 415 415 415 415", owner="bruno"),
    Row("api/seller/variants/{variant_id}/stock/", MY_SHOP_OR_OFFICE, owner="bruno"),
    Row("api/seller/variants/{variant_id}/stock/", MY_SHOP_OR_OFFICE, "bruno", "PUT", data={"on_hand": 9}),
    Row("api/seller/variants/{variant_id}/stock/", MY_SHOP_OR_OFFICE, "bruno", "PATCH", data={"change": 1}),
    Row("api/seller/parcels/", SHOPS, owner="bruno"),
    Row("api/seller/parcels/{parcel_id}/", MY_SHOP, owner="bruno"),
    parcel("accept", "401 403 404 409 403 403 403"),
    parcel("pack", "401 403 404 409 403 403 403"),
    parcel("send-by-carrier", "401 403 404 409 403 403 403"),
    parcel("delivered", "401 403 404 409 403 403 403"),
    parcel("ship", "401 403 404 409 403 403 403", carrier="A service", tracking_number="17"),
    parcel("cancel", "401 403 404 409 403 403 403", reason="Broken in the kiln."),
    Row("api/deliver/jobs/", COURIERS),
    Row("api/deliver/parcels/", COURIERS),
    Row("api/deliver/parcels/{parcel_id}/", ASSIGNED),
    Row("api/deliver/cash/", COURIERS),
    Row("api/deliver/cash/", "401 403 403 403 409 409 403", method="POST", data={"counted": "1.00"}),
    stop("give-back", "401 403 403 403 404 409 403"),
    stop("claim", "401 403 403 403 404 409 403"),
    stop("pick-up", "401 403 403 403 404 409 403"),
    stop("start", "401 403 403 403 404 409 403"),
    stop("arrive", "401 403 403 403 404 200 403"),
    stop("hand-back", "401 403 403 403 404 409 403"),
    stop("deliver", "401 403 403 403 404 422 403", code="none"),
    stop("fail", "401 403 403 403 404 422 403", reason="nobody_home"),
]

"""
The addresses of orders, one list per audience.

`/order/` is the way to an order, `/orders/` the buyer's, `/track/` the guest's with the secret link, `/seller/` the
shop's, `/deliver/` the courier's.
"""

from django.urls import URLPattern, path

from orders.views import (
    checkout,
    courier,
    customer,
    documents,
    guest,
    paying,
    proofs,
    refund_account,
    returning,
    sandbox,
    seller,
    seller_money,
    seller_returns,
    today,
)

app_name = "orders"

_CHECKOUT: list[URLPattern] = [
    path("order/user-info/<uuid:checkout_id>/", checkout.user_info, name="user-info"),
    path("order/payment-info/<uuid:checkout_id>/", checkout.payment_info, name="payment-info"),
    path("order/submitted/<uuid:checkout_id>/", paying.submitted, name="submitted"),
    path("order/submitted/<uuid:checkout_id>/keep/", paying.keep, name="keep"),
    path("sandbox/pay/<str:reference>/", sandbox.pay, name="sandbox"),
]
_CUSTOMER: list[URLPattern] = [
    path("orders/", customer.history, name="history"),
    path("orders/export/", documents.purchases_file, name="purchases-file"),
    path("orders/<str:number>/", customer.order, name="order"),
    path("orders/<str:number>/cancellation/", customer.cancellation, name="cancellation"),
    path("orders/<str:number>/again/", customer.again, name="again"),
    path("orders/<str:number>/invoice/", customer.invoice, name="invoice"),
    path("orders/<str:number>/invoice/pdf/", documents.own_invoice, name="invoice-pdf"),
    path("orders/<str:number>/refund-account/", refund_account.own, name="refund-account"),
    path("orders/<str:number>/return/", returning.own, name="return"),
    path("orders/<str:number>/proof/<int:proof_id>/", proofs.of_buyer, name="proof"),
    path("orders/<str:number>/review/<int:line_id>/", customer.review, name="review"),
]
_GUEST: list[URLPattern] = [
    path("track/<str:token>/", guest.order, name="track"),
    path("track/<str:token>/cancellation/", guest.cancellation, name="track-cancellation"),
    path("track/<str:token>/again/", guest.again, name="track-again"),
    path("track/<str:token>/invoice/", guest.invoice, name="track-invoice"),
    path("track/<str:token>/invoice/pdf/", documents.linked_invoice, name="track-invoice-pdf"),
    path("track/<str:token>/proof/<int:proof_id>/", proofs.of_guest, name="track-proof"),
    path("track/<str:token>/refund-account/", refund_account.by_link, name="track-refund-account"),
    path("track/<str:token>/return/", returning.by_link, name="track-return"),
]
_SELLER: list[URLPattern] = [
    path("seller/", today.home, name="seller-home"),
    path("seller/sales/", today.sales_list, name="seller-sales"),
    path("seller/parcels/", seller.parcels, name="seller-parcels"),
    path("seller/parcels/pack/", seller.pack_many, name="seller-pack"),
    path("seller/parcels/slips/", seller.slips, name="seller-slips"),
    path("seller/parcels/export/", seller_money.sales_file, name="seller-sales-file"),
    path("seller/parcels/<int:parcel_id>/", seller.parcel, name="seller-parcel"),
    path("seller/parcels/<int:parcel_id>/slip/", seller.slip, name="seller-slip"),
    path("seller/parcels/<int:parcel_id>/slip/pdf/", documents.slip, name="seller-slip-pdf"),
    path("seller/parcels/<int:parcel_id>/invoice/", documents.shop_invoice, name="seller-invoice"),
    path("seller/parcels/<int:parcel_id>/refund/", seller_money.propose_refund, name="seller-refund"),
    path("seller/parcels/<int:parcel_id>/<slug:action>/", seller.act, name="seller-action"),
]
_SHOP_MONEY: list[URLPattern] = [
    path("seller/ledger/", seller_money.account, name="seller-ledger"),
    path("seller/ledger/export/", seller_money.account_file, name="seller-ledger-file"),
    path("seller/returns/", seller_returns.listed, name="seller-returns"),
    path("seller/returns/<int:return_id>/", seller_returns.one, name="seller-return"),
    path("seller/returns/<int:return_id>/photo/<int:line_id>/", seller_returns.photo, name="seller-return-photo"),
    path("seller/returns/<int:return_id>/<slug:action>/", seller_returns.act, name="seller-return-action"),
]
_COURIER: list[URLPattern] = [
    path("deliver/", courier.rounds.home, name="deliver"),
    path("deliver/start/", courier.rounds.start_round, name="start-round"),
    path("deliver/jobs/", courier.jobs.jobs, name="jobs"),
    path("deliver/jobs/<int:parcel_id>/claim/", courier.jobs.claim, name="claim"),
    path("deliver/cash/", courier.cash.cash, name="cash"),
    path("deliver/worker.js", courier.offline.worker, name="courier-worker"),
    path("deliver/token/", courier.offline.token, name="courier-token"),
    path("deliver/no-signal/", courier.offline.no_signal, name="no-signal"),
    path("deliver/<int:parcel_id>/", courier.stops.stop, name="stop"),
    path("deliver/<int:parcel_id>/deliver/", courier.door.deliver, name="hand-over"),
    path("deliver/<int:parcel_id>/fail/", courier.door.fail, name="fail"),
    path("deliver/<int:parcel_id>/proof/<int:proof_id>/", proofs.of_courier, name="stop-proof"),
    path("deliver/<int:parcel_id>/<slug:action>/", courier.stops.act, name="stop-action"),
]

urlpatterns = [*_CHECKOUT, *_CUSTOMER, *_GUEST, *_SELLER, *_SHOP_MONEY, *_COURIER]

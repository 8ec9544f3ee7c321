"""The staff site's part for orders, parcels, payments, refunds and jobs."""

from orders.admin import coupons, jobs, ledger, orders, parcels, payments, refunds, returns

__all__ = ["coupons", "jobs", "ledger", "orders", "parcels", "payments", "refunds", "returns"]

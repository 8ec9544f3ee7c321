"""The staff site's part for orders, parcels, payments, refunds and jobs."""

from orders.admin import coupons, jobs, orders, parcels, payments

__all__ = ["coupons", "jobs", "orders", "parcels", "payments"]

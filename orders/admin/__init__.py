"""The staff site's part for orders, parcels, payments, refunds and jobs."""

from orders.admin import jobs, orders, parcels, payments

__all__ = ["jobs", "orders", "parcels", "payments"]

"""
Payments: one interface (`protocol`), one file per provider (`cash`, `sandbox`), what they report (`webhook`), paying
(`online`) and sending back (`refunds`).
"""

from orders.payments.closing import LIVE
from orders.payments.online import start
from orders.payments.providers import provider
from orders.payments.refunds import request_refund

__all__ = ["LIVE", "provider", "request_refund", "start"]

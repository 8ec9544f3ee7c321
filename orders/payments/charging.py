"""What a payment asks of its provider: the same charge under the same key, however often."""

from django.utils import timezone
from django.utils.translation import gettext as _

from orders.models import Order, Payment
from orders.payments import providers
from orders.payments.protocol import Charge, Started
from shop.core import mail


def opened(payment: Payment) -> Started:
    """
    The provider's page of a payment, opened now or, under its key, before. Never inside a transaction.

    :raises protocol.Refused, protocol.Unreachable:
    """
    return providers.provider(payment.provider).start(charge(payment.order, payment), now=timezone.now())


def charge(order: Order, payment: Payment) -> Charge:
    return Charge(
        key=payment.idempotency_key,
        amount=payment.amount,
        currency=payment.currency,
        description=_("Order %(number)s") % {"number": order.number},
        return_url=mail.absolute(f"/order/submitted/{order.checkout_id}/"),
        cancel_url=mail.absolute(f"/order/payment-info/{order.checkout_id}/"),
    )

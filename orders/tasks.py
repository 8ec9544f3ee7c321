"""The clock of orders."""

from django.utils import timezone
from procrastinate.contrib.django import app

from orders import operations
from orders.payments import checking, sending


@app.periodic(cron="* * * * *")
@app.task(name="orders.expire", queueing_lock="orders.expire")
def expire(timestamp: int) -> None:
    """Once a minute: what was not paid in time is cancelled, and its stock is for everybody again."""
    operations.expire_due(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="orders.check_payments", queueing_lock="orders.check_payments")
def check_payments(timestamp: int) -> None:
    """Once a minute: payments whose end was not heard of are asked for."""
    checking.check_due(now=timezone.now())


@app.periodic(cron="13 * * * *")
@app.task(name="orders.send_refunds", queueing_lock="orders.send_refunds")
def send_refunds(timestamp: int) -> None:
    """Once an hour: refunds whose job was lost are sent again."""
    sending.send_stuck(now=timezone.now())

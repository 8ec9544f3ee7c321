"""The clock of orders."""

from django.utils import timezone
from procrastinate.contrib.django import app

from orders import operations


@app.periodic(cron="* * * * *")
@app.task(name="orders.expire", queueing_lock="orders.expire")
def expire(timestamp: int) -> None:
    """Once a minute: what was not paid in time is cancelled, and its stock is for everybody again."""
    operations.expire_due(now=timezone.now())

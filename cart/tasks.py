"""The clock of baskets."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cart import operations


@app.periodic(cron="27 3 * * *")
@app.task(name="cart.purge", queueing_lock="cart.purge")
def purge(timestamp: int) -> None:
    """Once a night: what nobody touched for thirty days."""
    operations.purge(now=timezone.now())

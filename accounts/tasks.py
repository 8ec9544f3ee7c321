"""The clock of accounts."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts import operations


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.purge", queueing_lock="accounts.purge")
def purge(timestamp: int) -> None:
    """Once an hour."""
    operations.purge(now=timezone.now())

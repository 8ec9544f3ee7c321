"""`manage.py expire_orders`: what the worker does every minute, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from orders import operations


class Command(BaseCommand):
    help = "Cancels the orders that were not paid in time and gives their stock back. May be run at any time."

    def handle(self, **options: Any) -> None:
        expired = operations.expire_due(now=timezone.now())
        self.stdout.write(f"{expired} order{'' if expired == 1 else 's'} expired.")

"""`manage.py run_worker`: runs jobs (mails, pictures, expiries) until it is told to stop."""

from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

CONCURRENCY = 2
# What is in hand at SIGTERM may take this long; then it is left to the next worker, which runs it again.
SHUTDOWN_SECONDS = 10


class Command(BaseCommand):
    help = "Runs the jobs of the queue. `serve` starts one; run more on other machines."

    def handle(self, **options: Any) -> None:
        connector: Any = app.connector  # procrastinate's connector for Django, which knows one for workers
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(
                concurrency=CONCURRENCY,
                delete_jobs="successful",
                shutdown_graceful_timeout=SHUTDOWN_SECONDS,
            )

"""The clock of the catalogue."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from catalog import pictures, pricing, search


@app.periodic(cron="* * * * *")
@app.task(name="catalog.follow_sales", queueing_lock="catalog.follow_sales")
def follow_sales(timestamp: int) -> None:
    """Every minute: lists and search follow the discounts that have begun or ended."""
    now = timezone.now()
    pricing.refresh_sale(pricing.products_at_an_edge(now=now), now=now)


@app.periodic(cron="40 3 * * *")
@app.task(name="catalog.rebuild_search", queueing_lock="catalog.rebuild_search")
def rebuild_search(timestamp: int) -> None:
    """Every night: the words and their numbers, and whatever a document may have missed."""
    search.rebuild()


@app.periodic(cron="20 * * * *")
@app.task(name="catalog.drop_waiting_pictures", queueing_lock="catalog.drop_waiting_pictures")
def drop_waiting_pictures(timestamp: int) -> None:
    """Every hour: pictures whose form never succeeded go after a day."""
    pictures.discard_waiting(before=timezone.now() - timedelta(days=1))

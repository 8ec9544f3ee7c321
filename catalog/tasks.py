"""The clock of the catalogue."""

from django.utils import timezone
from procrastinate.contrib.django import app

from catalog import pricing, search


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

"""The clock of the catalogue."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from catalog import delivery, pictures, pricing, search
from catalog.importing import runs


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


@app.periodic(cron="* * * * *")
@app.task(name="catalog.revive_imports", queueing_lock="catalog.revive_imports")
def revive_imports(timestamp: int) -> None:
    """Every minute: imports whose worker was killed go on with another."""
    runs.revive(now=timezone.now())


@app.periodic(cron="50 4 * * *")
@app.task(name="catalog.discard_imports", queueing_lock="catalog.discard_imports")
def discard_imports(timestamp: int) -> None:
    """Every night: imports of long ago go with their files."""
    runs.discard_old(now=timezone.now())


@app.periodic(cron="30 2 * * *")
@app.task(name="catalog.prepare_holidays", queueing_lock="catalog.prepare_holidays")
def prepare_holidays(timestamp: int) -> None:
    """Every night: the public holidays of the years to come, and of countries that were added."""
    delivery.prepare_holidays(now=timezone.now())

"""
The shop with its decisive statement taken out, for the other half of the race tests: gunicorn serves it as
`shop.tests.unlocked:application`. It looks, then writes, as everybody does first; the pause makes the fault certain.
"""

import time

from shop.wsgi import application as application  # first: it sets Django up

# isort: split
from catalog import stock
from catalog.models import Stock

PAUSE_S = 0.05


def read_then_write(variant_id: int, quantity: int) -> bool:
    """`catalog.stock._take` without its condition."""
    row = Stock.objects.get(pk=variant_id)
    time.sleep(PAUSE_S)
    if row.available < quantity:
        return False
    return Stock.objects.filter(pk=variant_id).update(reserved=row.reserved + quantity) == 1


stock._take = read_then_write

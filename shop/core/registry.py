"""
What spans all apps without the kernel knowing them: each app fills these lists in its `AppConfig.ready`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest

# The number beside "Basket" in the header, filled by cart.
basket_count: Callable[[HttpRequest], int] = lambda request: 0  # noqa: E731 - a place to fill

# In how many orders a person holds a coupon, by its id, their user id (None for a guest) and their email address:
# filled by orders, whose rows these are, and asked by cart.
coupon_uses: Callable[[int, int | None, str], int] = lambda coupon, user, email: 0  # noqa: E731 - a place to fill

# "Download my data": name of a section → a function of the user that answers plain rows.
personal_data: dict[str, Callable[[Any], list[dict[str, Any]]]] = {}

# Every column that points to a person or is sealed ("orders.Order.email"): the section above that hands it out, or in
# `left_out` the reason why none does. A test holds these two against the models.
handed_out: dict[str, str] = {}
left_out: dict[str, str] = {}

# "Delete my account": functions of the user that remove or blank what names the person, lowest app last.
erasers: list[Callable[[Any], None]] = []

# What is kept how long: name → (how long in words, a function of the time now that deletes or blanks what is older and
# answers how many rows). docs/privacy.md is the same table, for people; a job runs them all once a night.
retention: dict[str, tuple[str, Callable[[datetime], int]]] = {}

# Called with the id of a seller whose status changed, inside that transaction: what buyers find changes with it.
seller_changed: list[Callable[[int], None]] = []

# What staff do goes into the audit trail, which is the accounts' (`accounts.audit.record`, with its arguments).
audit: Callable[..., None] = lambda **deed: None  # noqa: E731 - a place to fill

# `manage.py reconcile`: name of an invariant → a function that answers a sentence per breach.
invariants: dict[str, Callable[[], list[str]]] = {}

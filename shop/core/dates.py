"""
Dates as the reader's language writes them.

Everywhere in the code a date is asked for by one pattern, in the English order ("l j F, H:i"). What German and Arabic
do otherwise with it is one table here: the point after the day, the comma after the weekday, the Arabic comma.
"""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language

# By language: (what in a pattern, what instead).
_OTHERWISE: dict[str, tuple[tuple[str, str], ...]] = {
    "de": ((r"j(?= |,|$)", "j."), (r"^([Dl]) ", r"\1, ")),
    "ar": ((", ", "، "),),
}


def shown(moment: date | datetime, pattern: str) -> str:
    """A date or a time (already local) as people read it, by Django's letters in the English order."""
    return formats.date_format(moment, local(pattern))


def local(pattern: str) -> str:
    """A pattern of Django's letters, in the English order, as the language of the reader has it."""
    return _local(pattern, get_language() or "")


@lru_cache(maxsize=256)
def _local(pattern: str, language: str) -> str:
    for what, instead in _OTHERWISE.get(language, ()):
        pattern = re.sub(what, instead, pattern)
    return pattern
